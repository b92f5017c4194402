// How numbers are written: "1,234.50", "1.5万", "十五", "一百二", "三点五", "fifteen",
// "two and a half".

#include <array>
#include <utility>

#include "dialogue/entities_parts.hpp"
#include "text/characters.hpp"

namespace yingda::dialogue {
namespace {

using text::is_digit;

int chinese_digit(char32_t c) {
  constexpr LineView plain = U"零一二三四五六七八九";
  constexpr LineView formal = U"〇壹贰叁肆伍陆柒捌玖";
  if (c == U'两' || c == U'俩') return 2;
  if (c == U'仨') return 3;
  if (const auto at = plain.find(c); at != plain.npos) return static_cast<int>(at);
  if (const auto at = formal.find(c); at != formal.npos) return static_cast<int>(at);
  return -1;
}

// Asked of every character of every message.
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

// "三百多", "五十来块", "10几", "100出头": more or less.
bool is_rounded(const Line& line, std::size_t at) {
  if (is_any(line, at, U"几+") || stands_at(line, at, U"出头") || stands_at(line, at, U"余")) {
    return true;
  }
  if (glyph(line, at) == U'多') return !is_any(line, at + 1, U"久少长大");
  return glyph(line, at) == U'来' && is_any(line, at + 1, U"块元个张次号天岁斤人件");
}

// Digits that stand together without a unit between them.
struct DigitRun {
  double value = 0;
  int count = 0;
  bool zero = false;

  void add(int digit) {
    value = value * 10 + digit;
    zero = zero || digit == 0;
    ++count;
  }
  // "两三百", "三五个" name a range; "二〇二六" is read digit by digit.
  bool is_range(bool unit_follows) const {
    return count > 1 && !zero && (count == 2 || unit_follows);
  }
};

constexpr double digit_run_max = 1e6;

// "一百二" is 120 but "一百零二" 102; "两万三千" sums up under 万.
std::optional<FoundNumber> chinese_number(const Line& line, std::size_t from) {
  FoundNumber out{0, from, from, 0};
  double total = 0, section = 0, last_unit = 0;
  DigitRun run;
  std::size_t at = from;
  for (; at < line.size(); ++at) {
    const int value = chinese_digit(line[at]);
    const double unit = chinese_unit(line[at]);
    if (value >= 0) {
      run.add(value);
      if (run.value > digit_run_max) return std::nullopt;
      continue;
    }
    if (line[at] == U'几' && (at > from || chinese_unit(glyph(line, at + 1)) > 0)) {
      out.vague = true;
      continue;
    }
    if (unit == 0) break;
    out.vague = out.vague || run.is_range(true);
    if (unit >= 1e4) {
      total = (total + section + run.value) * unit;
      section = 0;
    } else {
      section += (run.count == 0 || run.value == 0 ? 1 : run.value) * unit;
    }
    run = {}, last_unit = unit;
  }
  if (at == from) return std::nullopt;
  // "百八十块", "千八百": about as much.
  const bool headless = from > 0 && chinese_unit(line[from - 1]) >= 100;
  out.vague = out.vague || (headless && line[from] == U'八');
  const bool colloquial = run.count == 1 && run.value > 0 && last_unit >= 100;
  out.value = total + section + run.value * (colloquial ? last_unit / 10 : 1);
  out.vague = out.vague || run.is_range(false) || is_rounded(line, at);
  out.slight = at - from == 1;
  out.to = at;
  return out;
}

// 万 in "1.5万", k in "2k", hundred in "3 hundred"; 1 when there is none.
double suffix_factor(const Line& line, std::size_t& at) {
  const char32_t c = glyph(line, at);
  if (const double unit = chinese_unit(c); unit >= 100) return ++at, unit;
  const bool word_goes_on = text::is_ascii_letter(glyph(line, at + 1));
  if ((c == U'k' || c == U'w') && !word_goes_on) return ++at, c == U'k' ? 1e3 : 1e4;
  for (const auto& [word, factor] :
       {std::pair<LineView, double>{U" hundred", 100}, {U" thousand", 1e3}, {U" million", 1e6}}) {
    if (stands_at(line, at, word)) return at += word.size(), factor;
  }
  return 1;
}

// What stands behind a unit: "1万2" is 12000, and so is "1万2千"; moves `at` behind it.
double behind_unit_of(const Line& line, double unit, std::size_t& at) {
  if (unit < 100 || !is_digit(glyph(line, at)) || is_digit(glyph(line, at + 1))) return 0;
  const auto digit = static_cast<double>(line[at] - U'0');
  const double smaller = chinese_unit(glyph(line, at + 1));
  if (smaller >= unit || glyph(line, at + 1) == U'.') return 0;
  const std::size_t behind = at + (smaller > 0 ? 2 : 1);
  if (counter_at(line, behind) > 0) return 0;  // "1万3天没到账"
  at = behind;
  return digit * (smaller > 0 ? smaller : unit / 10);
}

std::optional<FoundNumber> ascii_number(const Line& line, std::size_t from) {
  std::size_t at = from;
  double value = 0;
  std::size_t digits = 0;
  const auto digit_at = [&line](std::size_t i) { return is_digit(glyph(line, i)); };
  for (; at < line.size(); ++at) {
    const bool thousands = line[at] == U',' && digits > 0 && digit_at(at + 1) && digit_at(at + 2) &&
                           digit_at(at + 3) && !digit_at(at + 4);
    if (thousands) continue;
    if (!is_digit(line[at])) break;
    value = value * 10 + static_cast<double>(line[at] - U'0');
    ++digits;
  }
  if (digits == 0) return std::nullopt;
  if (glyph(line, at) == U'.' && digit_at(at + 1)) {
    double scale = 0.1;
    for (++at; digit_at(at); ++at, scale /= 10)
      value += static_cast<double>(line[at] - U'0') * scale;
  }
  const bool rounded_unit = is_rounded(line, at) && chinese_unit(glyph(line, at + 1)) > 0;
  const double factor = suffix_factor(line, at);
  value = value * factor + behind_unit_of(line, factor, at);
  return FoundNumber{value, from, at, digits, rounded_unit || is_rounded(line, at)};
}

struct EnglishNumber {
  LineView word;
  double value;
};

constexpr std::array english_numbers{
    EnglishNumber{U"zero", 0},       EnglishNumber{U"one", 1},
    EnglishNumber{U"two", 2},        EnglishNumber{U"three", 3},
    EnglishNumber{U"four", 4},       EnglishNumber{U"five", 5},
    EnglishNumber{U"six", 6},        EnglishNumber{U"seven", 7},
    EnglishNumber{U"eight", 8},      EnglishNumber{U"nine", 9},
    EnglishNumber{U"ten", 10},       EnglishNumber{U"eleven", 11},
    EnglishNumber{U"twelve", 12},    EnglishNumber{U"thirteen", 13},
    EnglishNumber{U"fourteen", 14},  EnglishNumber{U"fifteen", 15},
    EnglishNumber{U"sixteen", 16},   EnglishNumber{U"seventeen", 17},
    EnglishNumber{U"eighteen", 18},  EnglishNumber{U"nineteen", 19},
    EnglishNumber{U"twenty", 20},    EnglishNumber{U"thirty", 30},
    EnglishNumber{U"forty", 40},     EnglishNumber{U"fifty", 50},
    EnglishNumber{U"sixty", 60},     EnglishNumber{U"seventy", 70},
    EnglishNumber{U"eighty", 80},    EnglishNumber{U"ninety", 90},
    EnglishNumber{U"dozen", 12},     EnglishNumber{U"hundred", 100},
    EnglishNumber{U"thousand", 1e3}, EnglishNumber{U"million", 1e6}};

std::optional<EnglishNumber> english_word(const Line& line, std::size_t& at) {
  std::size_t end = at;
  while (text::is_ascii_letter(glyph(line, end))) ++end;
  const LineView word = LineView(line).substr(std::min(at, line.size()), end - at);
  for (const auto& number : english_numbers) {
    if (number.word != word) continue;
    at = end;
    return number;
  }
  return std::nullopt;
}

bool multiplies(const EnglishNumber& number) {
  return number.value >= 100 || number.word == U"dozen";
}

// May `next` follow `last` in one number? "twenty five" may, "three fifty" is no one number.
bool may_follow(const std::optional<EnglishNumber>& last, const EnglishNumber& next) {
  if (!last || multiplies(next)) return true;
  if (multiplies(*last)) return true;
  return last->value >= 20 && next.value >= 1 && next.value < 10;
}

// "… and a half", "… and a quarter"; moves `at` behind it.
double english_fraction(const Line& line, std::size_t& at) {
  for (const auto& [word, value] : {std::pair<LineView, double>{U" and a half", 0.5},
                                    {U" and a quarter", 0.25},
                                    {U" and three quarters", 0.75}}) {
    if (!stands_at(line, at, word) || text::is_ascii_letter(glyph(line, at + word.size())))
      continue;
    at += word.size();
    return value;
  }
  return 0;
}

// "two point five".
double english_decimals(const Line& line, std::size_t& at) {
  if (!stands_at(line, at, U" point ")) return 0;
  std::size_t next = at + 7;
  double value = 0, scale = 0.1;
  while (const auto digit = english_word(line, next)) {
    if (digit->value > 9) return 0;
    value += digit->value * scale, scale /= 10;
    at = next;
    next = skip_blanks(line, next);
  }
  return value;
}

// "fifteen", "twenty five", "two hundred and ten".
std::optional<FoundNumber> english_number(const Line& line, std::size_t from) {
  if (from > 0 && text::is_ascii_letter(line[from - 1])) return std::nullopt;
  FoundNumber out{0, from, from, 0};
  double total = 0, part = 0;
  std::optional<EnglishNumber> last;
  int words = 0;
  for (std::size_t at = from;;) {
    const auto number = english_word(line, at);
    if (!number) break;
    out.vague = out.vague || !may_follow(last, *number);
    if (multiplies(*number)) {
      part = std::max(part, 1.0) * number->value;
      if (number->value >= 1000) total += part, part = 0;
    } else {
      part += number->value;
    }
    last = number, out.to = at, ++words;
    if (is_any(line, at, U" -")) ++at;
    if (stands_at(line, at, U"and ") && multiplies(*number)) at += 4;
  }
  if (words == 0) return std::nullopt;
  out.value = total + part;
  out.slight = words == 1 && out.value <= 10;
  const double rest = english_decimals(line, out.to) + english_fraction(line, out.to);
  if (rest > 0) out.value += rest, out.slight = false;
  return out;
}

// "三点五", "3点5万": a point between digits. The caller knows that no time is meant.
FoundNumber with_spoken_point(const Line& line, FoundNumber number) {
  if (number.vague || glyph(line, number.to) != U'点') return number;
  std::size_t at = number.to + 1;
  double scale = 0.1;
  for (; at < line.size(); ++at, scale /= 10) {
    const int digit =
        is_digit(line[at]) ? static_cast<int>(line[at] - U'0') : chinese_digit(line[at]);
    if (digit < 0) break;
    number.value += digit * scale;
  }
  const bool clock = at == number.to + 3 && is_digit(line[at - 1]);  // "1点30"
  if (at == number.to + 1 || clock) return number;
  const double factor = suffix_factor(line, at);
  number.value *= factor, number.to = at, number.slight = false;
  return number;
}

}  // namespace

bool is_numeral(char32_t c) { return is_digit(c) || chinese_digit(c) >= 0 || chinese_unit(c) > 0; }

std::optional<FoundNumber> number_at(const Line& line, std::size_t at) {
  if (at >= line.size()) return std::nullopt;
  std::optional<FoundNumber> found;
  const char32_t c = line[at];
  if (is_digit(c)) {
    found = ascii_number(line, at);
    std::size_t end = found->to;
    const double rest = english_fraction(line, end);
    if (rest > 0) found->value += rest, found->to = end;
  } else if (chinese_digit(c) >= 0 || c == U'十' || c == U'拾' || c == U'几') {
    found = chinese_number(line, at);
  } else if (text::is_ascii_letter(c)) {
    return english_number(line, at);
  }
  return found;
}

std::optional<FoundNumber> find_number(const Line& line, std::size_t from) {
  for (std::size_t at = from; at < line.size(); ++at) {
    if (auto number = number_at(line, at)) return with_spoken_point(line, *number);
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
  if (!number || number->vague || number->value > 9999) return std::nullopt;
  at = number->to;
  return static_cast<int>(number->value);
}

}  // namespace yingda::dialogue
