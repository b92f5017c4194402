#pragma once
// The readers behind `read_value`, one for each family of values. All work on `Line`: the normal
// form of the text as code points, so that "１５" and "15" or "YES" and "yes" are the same.

#include <optional>
#include <string>
#include <string_view>

#include "dialogue/entities.hpp"

namespace yingda::dialogue {

using Line = std::u32string;

// A number found in a line, at [from, to).
struct FoundNumber {
  double value = 0;
  std::size_t from = 0;
  std::size_t to = 0;
  std::size_t digits = 0;  // of an ASCII number, before the point
};

// Chinese or ASCII digits or English words, the next one at or behind `from`.
std::optional<FoundNumber> find_number(const Line& line, std::size_t from);

// A small whole number that begins exactly at `at` ("3", "十一", "二十"); moves `at` behind it.
std::optional<int> small_number(const Line& line, std::size_t& at);

// Does `word` stand at `at`?
bool stands_at(const Line& line, std::size_t at, std::u32string_view word);

std::optional<double> read_number(const Line& line);
std::optional<std::string> read_money(const Line& line);
// Only with "元", "¥", "yuan", … beside it: then it is money and nothing else.
std::optional<std::string> read_named_money(const Line& line);
std::optional<std::string> read_order_number(const Line& line);
// What nobody asked for: a number like a phone's is one, unless the text calls it an order.
std::optional<std::string> read_named_order_number(const Line& line);
std::optional<std::string> read_phone(const Line& line);
std::optional<bool> read_boolean(std::string_view text);
std::optional<std::string> read_choice(std::string_view text,
                                       const std::vector<ChoiceOption>& options);
std::optional<std::string> read_datetime(const Line& original, const Reading& reading);

}  // namespace yingda::dialogue
