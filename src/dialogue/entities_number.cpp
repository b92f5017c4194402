// Numbers: "1,234.50", "1.5万", "十五", "一百二", "fifteen".

#include <algorithm>
#include <array>

#include "dialogue/entities_parts.hpp"
#include "text/characters.hpp"

namespace yingda::dialogue {
namespace {

using text::is_digit;

int chinese_digit(char32_t c) {
  constexpr std::u32string_view plain = U"零一二三四五六七八九";
  constexpr std::u32string_view formal = U"〇壹贰叁肆伍陆柒捌玖";
  if (c == U'两') return 2;
  if (const auto at = plain.find(c); at != plain.npos) return static_cast<int>(at);
  if (const auto at = formal.find(c); at != formal.npos) return static_cast<int>(at);
  return -1;
}

double chinese_unit(char32_t c) {
  switch (c) {
    case U'十':
    case U'拾':
      return 10;
    case U'百':
    case U'佰':
      return 100;
    case U'千':
    case U'仟':
      return 1000;
    case U'万':
      return 1e4;
    case U'亿':
      return 1e8;
    default:
      return 0;
  }
}

// "一百二" is 120 but "一百零二" 102; "两万三千" sums up under 万.
std::optional<FoundNumber> chinese_number(const Line& line, std::size_t from) {
  double total = 0;
  double section = 0;
  double last_unit = 0;
  int digit = -1;
  bool after_zero = false;
  std::size_t at = from;
  for (; at < line.size(); ++at) {
    const int value = chinese_digit(line[at]);
    const double unit = chinese_unit(line[at]);
    if (value >= 0) {
      after_zero = value == 0 || (digit == 0);
      digit = digit > 0 ? digit * 10 + value : value;  // "二零二六" read digit by digit
      if (digit > 100000) return std::nullopt;
    } else if (unit >= 1e4) {
      total = (total + section + std::max(digit, 0)) * unit;
      section = 0, digit = -1, last_unit = unit;
    } else if (unit > 0) {
      section += (digit < 0 ? 1 : digit) * unit;
      digit = -1, last_unit = unit, after_zero = false;
    } else {
      break;
    }
  }
  if (at == from) return std::nullopt;
  const bool colloquial = digit > 0 && digit < 10 && last_unit >= 100 && !after_zero;
  const double rest = digit < 0 ? 0 : digit * (colloquial ? last_unit / 10 : 1);
  return FoundNumber{total + section + rest, from, at, 0};
}

double suffix_factor(const Line& line, std::size_t& at) {
  const char32_t c = at < line.size() ? line[at] : U'\0';
  const double unit = chinese_unit(c);
  if (unit >= 100) {
    ++at;
    return unit;
  }
  const bool word_goes_on = at + 1 < line.size() && text::is_ascii_letter(line[at + 1]);
  if ((c == U'k' || c == U'w') && !word_goes_on) {
    ++at;
    return c == U'k' ? 1e3 : 1e4;
  }
  return 1;
}

std::optional<FoundNumber> ascii_number(const Line& line, std::size_t from) {
  std::size_t at = from;
  double value = 0;
  std::size_t digits = 0;
  const auto digit_at = [&line](std::size_t i) { return i < line.size() && is_digit(line[i]); };
  for (; at < line.size(); ++at) {
    const bool thousands = line[at] == U',' && digits > 0 && digit_at(at + 1) && digit_at(at + 2) &&
                           digit_at(at + 3) && !digit_at(at + 4);
    if (thousands) continue;
    if (!is_digit(line[at])) break;
    value = value * 10 + static_cast<double>(line[at] - U'0');
    ++digits;
  }
  if (digits == 0) return std::nullopt;
  if (at < line.size() && line[at] == U'.' && digit_at(at + 1)) {
    double scale = 0.1;
    for (++at; digit_at(at); ++at, scale /= 10)
      value += static_cast<double>(line[at] - U'0') * scale;
  }
  const double factor = suffix_factor(line, at);
  return FoundNumber{value * factor, from, at, digits};
}

struct EnglishNumber {
  std::u32string_view word;
  double value;
};

constexpr std::array english_numbers{
    EnglishNumber{U"zero", 0},      EnglishNumber{U"one", 1},
    EnglishNumber{U"two", 2},       EnglishNumber{U"three", 3},
    EnglishNumber{U"four", 4},      EnglishNumber{U"five", 5},
    EnglishNumber{U"six", 6},       EnglishNumber{U"seven", 7},
    EnglishNumber{U"eight", 8},     EnglishNumber{U"nine", 9},
    EnglishNumber{U"ten", 10},      EnglishNumber{U"eleven", 11},
    EnglishNumber{U"twelve", 12},   EnglishNumber{U"thirteen", 13},
    EnglishNumber{U"fourteen", 14}, EnglishNumber{U"fifteen", 15},
    EnglishNumber{U"sixteen", 16},  EnglishNumber{U"seventeen", 17},
    EnglishNumber{U"eighteen", 18}, EnglishNumber{U"nineteen", 19},
    EnglishNumber{U"twenty", 20},   EnglishNumber{U"thirty", 30},
    EnglishNumber{U"forty", 40},    EnglishNumber{U"fifty", 50},
    EnglishNumber{U"sixty", 60},    EnglishNumber{U"seventy", 70},
    EnglishNumber{U"eighty", 80},   EnglishNumber{U"ninety", 90},
    EnglishNumber{U"hundred", 100}, EnglishNumber{U"thousand", 1000}};

std::optional<EnglishNumber> english_word(const Line& line, std::size_t& at) {
  std::size_t end = at;
  while (end < line.size() && text::is_ascii_letter(line[end])) ++end;
  const std::u32string_view word = std::u32string_view(line).substr(at, end - at);
  for (const auto& number : english_numbers) {
    if (number.word != word) continue;
    at = end;
    return number;
  }
  return std::nullopt;
}

// "fifteen", "twenty five", "two hundred and ten".
std::optional<FoundNumber> english_number(const Line& line, std::size_t from) {
  if (from > 0 && text::is_ascii_letter(line[from - 1])) return std::nullopt;
  double total = 0;
  double part = 0;
  std::size_t at = from;
  std::size_t end = from;
  while (const auto number = english_word(line, at)) {
    if (number->value >= 100) {
      part = std::max(part, 1.0) * number->value;
      if (number->value >= 1000) total += part, part = 0;
    } else {
      part += number->value;
    }
    end = at;
    if (at < line.size() && (line[at] == U' ' || line[at] == U'-')) ++at;
    if (stands_at(line, at, U"and ")) at += 4;
  }
  if (end == from) return std::nullopt;
  return FoundNumber{total + part, from, end, 0};
}

}  // namespace

bool stands_at(const Line& line, std::size_t at, std::u32string_view word) {
  return at <= line.size() && std::u32string_view(line).substr(at).starts_with(word);
}

std::optional<FoundNumber> find_number(const Line& line, std::size_t from) {
  for (std::size_t at = from; at < line.size(); ++at) {
    if (is_digit(line[at])) return ascii_number(line, at);
    if (chinese_digit(line[at]) >= 0 || line[at] == U'十' || line[at] == U'拾') {
      return chinese_number(line, at);
    }
    if (text::is_ascii_letter(line[at])) {
      if (auto number = english_number(line, at)) return number;
    }
  }
  return std::nullopt;
}

std::optional<int> small_number(const Line& line, std::size_t& at) {
  if (at >= line.size()) return std::nullopt;
  if (is_digit(line[at])) {
    int value = 0;
    for (; at < line.size() && is_digit(line[at]); ++at) {
      value = value * 10 + static_cast<int>(line[at] - U'0');
      if (value > 9999) return std::nullopt;
    }
    return value;
  }
  if (chinese_digit(line[at]) < 0 && line[at] != U'十') return std::nullopt;
  const auto number = chinese_number(line, at);
  if (!number || number->value > 9999) return std::nullopt;
  at = number->to;
  return static_cast<int>(number->value);
}

std::optional<double> read_number(const Line& line) {
  const auto number = find_number(line, 0);
  if (!number || number->digits > 15) return std::nullopt;
  const std::size_t before = number->from;
  const bool negative = before > 0 && (line[before - 1] == U'-' || line[before - 1] == U'负') &&
                        (before == 1 || line[before - 2] == U' ' || line[before - 1] == U'负');
  return negative ? -number->value : number->value;
}

}  // namespace yingda::dialogue
