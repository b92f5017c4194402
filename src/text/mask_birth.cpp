// When somebody was born: "生日1990年5月3日", "date of birth: 03/05/1990", "born on May 3, 1990".

#include <algorithm>
#include <array>

#include "text/characters.hpp"
#include "text/mask_rules.hpp"

namespace yingda::text {
namespace {

using Word = std::u32string_view;

constexpr std::array<Word, 9> births{U"出生日期",      U"出生年月", U"出生于",  U"生日", U"生于",
                                     U"date of birth", U"birthday", U"born on", U"dob"};
constexpr std::array<Word, 12> months{U"jan", U"feb", U"mar", U"apr", U"may", U"jun",
                                      U"jul", U"aug", U"sep", U"oct", U"nov", U"dec"};
constexpr std::size_t date_glyphs_max = 20;
constexpr std::size_t date_digits_min = 3;

bool is_joint(char32_t c) { return any_of(U"年月日号-/.,， ", c); }

// Behind "May", "September", "3rd"; `at` when no such word stands there.
std::size_t behind_date_word(const Glyphs& glyphs, std::size_t at) {
  std::size_t to = at;
  while (is_ascii_letter(glyph_at(glyphs, to))) ++to;
  const bool ordinal = to == at + 2 && at > 0 && is_digit(glyphs[at - 1].c);
  const bool month =
      std::ranges::any_of(months, [&](Word word) { return starts(glyphs, at, word); });
  return ordinal || month ? to : at;
}

std::size_t date_end(const Glyphs& glyphs, std::size_t from) {
  std::size_t to = from, end = from, digits = 0;
  while (to < glyphs.size() && to - from < date_glyphs_max) {
    const char32_t c = glyphs[to].c;
    if (is_digit(c)) {
      ++digits;
      end = ++to;
    } else if (any_of(U"年月日号", c)) {
      end = ++to;
    } else if (is_joint(c)) {
      ++to;
    } else {
      const auto behind = behind_date_word(glyphs, to);
      if (behind == to) break;
      end = to = behind;
    }
  }
  return digits >= date_digits_min ? end : from;
}

}  // namespace

std::optional<MaskSpan> find_birthday(const Glyphs& glyphs, std::size_t at) {
  const auto word =
      std::ranges::find_if(births, [&](Word each) { return starts(glyphs, at, each); });
  if (word == births.end()) return std::nullopt;
  // 发生于, 产生于 tell of no birth.
  const bool happens = *word == Word(U"生于") && at > 0 && any_of(U"发产", glyphs[at - 1].c);
  if (happens) return std::nullopt;
  const bool letters = is_ascii_letter(word->front());
  if (letters && at > 0 && is_ascii_letter(glyphs[at - 1].c)) return std::nullopt;
  std::size_t from = at + word->size();
  while (any_of(U":：=是为 ", glyph_at(glyphs, from))) ++from;
  if (starts(glyphs, from, U"is ")) from += 3;
  const std::size_t to = date_end(glyphs, from);
  return to == from ? std::nullopt : std::optional(MaskSpan{from, to, "****"});
}

}  // namespace yingda::text
