#pragma once
// The readers behind `read_value`, one for each family of values. All work on `Line`: the normal
// form of the text as code points, so that "１５" and "15" or "YES" and "yes" are the same.

#include <algorithm>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>

#include "dialogue/entities.hpp"

namespace yingda::dialogue {

using Line = std::u32string;
using LineView = std::u32string_view;

// --- entities_line.cpp: looking about in a line ---

// Stands where something was read, so that nothing is read twice.
inline constexpr char32_t taken = 0x1F;

inline void blank(Line& line, std::size_t from, std::size_t to) {
  std::fill(line.begin() + static_cast<std::ptrdiff_t>(from),
            line.begin() + static_cast<std::ptrdiff_t>(to), taken);
}

// NUL behind the end.
inline char32_t glyph(const Line& line, std::size_t at) {
  return at < line.size() ? line[at] : U'\0';
}
inline bool is_any(const Line& line, std::size_t at, LineView set) {
  return at < line.size() && set.find(line[at]) != LineView::npos;
}

// Does `word` stand at `at`? Does it end right before `at`?
bool stands_at(const Line& line, std::size_t at, LineView word);
bool ends_at(const Line& line, std::size_t at, LineView word);
// The length of the first of the words that stands at `at`, or that ends before it; 0: none.
std::size_t any_at(const Line& line, std::size_t at, std::initializer_list<LineView> words);
std::size_t any_before(const Line& line, std::size_t at, std::initializer_list<LineView> words);

std::size_t skip_blanks(const Line& line, std::size_t at);
std::size_t skip_blanks_back(const Line& line, std::size_t at);

// Does a mark stand there that ends a clause? In "1,234" and "3.5" none does.
bool is_clause_mark(const Line& line, std::size_t at);

// Where a word stands at or behind `from`; npos: nowhere. English words must stand alone.
std::size_t find_word(const Line& line, LineView word, std::size_t from = 0);
bool holds_word(const Line& line, LineView word);
// Takes out a word if it is there.
bool take_word(Line& line, LineView word);

// The part behind the last "…不对，是…", "… no wait, …", when anything stands before those words;
// 0: nothing is taken back.
std::size_t behind_correction(const Line& line);

// --- entities_number.cpp ---

// A number found in a line, at [from, to).
struct FoundNumber {
  double value = 0;
  std::size_t from = 0;
  std::size_t to = 0;
  std::size_t digits = 0;  // of an ASCII number, before the point
  bool vague = false;      // "两三百", "十几", "三百多": no one value
  bool slight = false;     // one Chinese digit, "one": they stand in many other words
};

// Chinese or ASCII digits or English words, the next one at or behind `from`.
std::optional<FoundNumber> find_number(const Line& line, std::size_t from);
// The one that begins exactly at `at`.
std::optional<FoundNumber> number_at(const Line& line, std::size_t at);

// A small whole number that begins exactly at `at` ("3", "十一", "二十"); moves `at` behind it.
std::optional<int> small_number(const Line& line, std::size_t& at);

// Is this a character of a written number?
bool is_numeral(char32_t c);

// --- entities_amount.cpp ---

// What people count with: "个", "张", "天", "hours", "items". 0: none stands there.
std::size_t counter_at(const Line& line, std::size_t at);

std::optional<double> read_number(const Line& line, const Reading& reading);
std::optional<std::string> read_money(const Line& line, const Reading& reading);
// Only with "元", "¥", "yuan", … beside it: then it is money and nothing else.
std::optional<std::string> read_named_money(const Line& line, const Reading& reading);

// --- the others ---

std::optional<std::string> read_order_number(const Line& line);
// What nobody asked for: a number like a phone's is one, unless the text calls it an order.
std::optional<std::string> read_named_order_number(const Line& line);
// All that may be one, in their order, each once.
std::vector<std::string> read_order_numbers(const Line& line);
std::optional<std::string> read_phone(const Line& line);
// Phones, order and work-order numbers, e-mail addresses: what no amount is read from.
void blank_identifiers(Line& line);
std::optional<bool> read_boolean(std::string_view text);
std::optional<std::string> read_choice(std::string_view text,
                                       const std::vector<ChoiceOption>& options);
std::optional<std::vector<std::string>> read_choices(std::string_view text,
                                                     const std::vector<ChoiceOption>& options);
std::optional<std::string> read_datetime(const Line& original, const Reading& reading);

}  // namespace yingda::dialogue
