// Written dates: "2026-11-20", "去年12月31日", "11/20", "上个月3号", "20号", "Nov 20", "the 18th".

#include <array>

#include "dialogue/entities_time.hpp"
#include "text/characters.hpp"

namespace yingda::dialogue {
namespace {

using std::chrono::day;
using std::chrono::month;
using std::chrono::months;
using std::chrono::sys_days;
using std::chrono::year;
using std::chrono::year_month_day;
using text::is_digit;

// Without a year it is the nearest such day: on 2 January "12月30日" was last week.
std::optional<year_month_day> nearest(int m, int d, year_month_day today) {
  std::optional<year_month_day> best;
  for (int shift = -1; shift <= 1; ++shift) {
    const auto date = date_of(static_cast<int>(today.year()) + shift, m, d);
    if (!date) continue;
    const auto distance = [today](year_month_day other) {
      return std::chrono::abs(sys_days(other) - sys_days(today));
    };
    if (!best || distance(*date) < distance(*best)) best = date;
  }
  return best;
}

// What "去年" and "上个月" in front or behind said.
struct Shifts {
  std::optional<int> years;
  std::optional<int> months;
};

std::optional<year_month_day> in_year(int m, int d, year_month_day today, const Shifts& shifts) {
  if (!shifts.years) return nearest(m, d, today);
  return date_of(static_cast<int>(today.year()) + *shifts.years, m, d);
}

// Day `d` of this month, or of the last when it would lie ahead; of another month when one is said.
std::optional<year_month_day> in_month(int d, year_month_day today, const Shifts& shifts) {
  auto first = year_month_day{today.year(), today.month(), day(1)};
  const bool ahead = d > static_cast<int>(static_cast<unsigned>(today.day()));
  first += months(shifts.months.value_or(ahead ? -1 : 0));
  return date_of(static_cast<int>(first.year()),
                 static_cast<int>(static_cast<unsigned>(first.month())), d);
}

// "2026-11-20", "2026/11/20", "2026.11.20", "2026年11月20日", "2026-11-20T15:04".
std::optional<year_month_day> full_date(Line& line, std::size_t from) {
  std::size_t at = from;
  const auto y = small_number(line, at);
  if (!y || *y < 1970 || !is_any(line, at, U"-/.年")) return std::nullopt;
  at = skip_blanks(line, at + 1);
  const auto m = small_number(line, at);
  if (!m || !is_any(line, at, U"-/.月")) return std::nullopt;
  at = skip_blanks(line, at + 1);
  const auto d = small_number(line, at);
  if (!d) return std::nullopt;
  if (is_any(line, at, U"日号t")) ++at;
  const auto date = date_of(*y, *m, *d);
  if (date) blank(line, from, at);
  return date;
}

// "20261118 14:05": the digits of a whole date, with a time behind them.
std::optional<year_month_day> compact_date(Line& line, std::size_t from) {
  std::size_t to = from;
  while (is_digit(glyph(line, to))) ++to;
  if (to - from != 8 || glyph(line, to) != U' ' || !is_digit(glyph(line, to + 1))) {
    return std::nullopt;
  }
  const auto part = [&](std::size_t at, std::size_t size) {
    int value = 0;
    for (std::size_t i = at; i < at + size; ++i)
      value = value * 10 + static_cast<int>(line[i] - U'0');
    return value;
  };
  const auto date = date_of(part(from, 4), part(from + 4, 2), part(from + 6, 2));
  if (date) blank(line, from, to);
  return date;
}

// "18/11/2026", "11/18/2026"; which of "5/6/2026" is the month nobody knows.
std::optional<year_month_day> year_last(Line& line, std::size_t from) {
  std::size_t at = from;
  const auto first = small_number(line, at);
  if (!first || !is_any(line, at, U"/.-")) return std::nullopt;
  const auto second = small_number(line, ++at);
  if (!second || !is_any(line, at, U"/.-")) return std::nullopt;
  const auto y = small_number(line, ++at);
  if (!y || *y < 1970 || (*first <= 12 && *second <= 12 && *first != *second)) return std::nullopt;
  const auto date = *first > 12 ? date_of(*y, *second, *first) : date_of(*y, *first, *second);
  if (date) blank(line, from, at);
  return date;
}

// "11月20日", "11月20", "11/20", "11-20", "11.20 15:04".
std::optional<year_month_day> month_day(Line& line, std::size_t from, year_month_day today,
                                        const Shifts& shifts) {
  std::size_t at = from;
  const auto m = small_number(line, at);
  if (!m || *m > 12 || !is_any(line, at, U"-/.月")) return std::nullopt;
  const bool written = line[at] == U'月';
  const bool dotted = line[at] == U'.';
  at = skip_blanks(line, at + 1);
  const auto d = small_number(line, at);
  if (!d) return std::nullopt;
  if (dotted && !(glyph(line, at) == U' ' && is_digit(glyph(line, at + 1)))) {
    return std::nullopt;  // 11.20 alone is an amount
  }
  if (is_any(line, at, U"日号")) {
    ++at;
  } else if (!written && is_any(line, at, U":点时/")) {
    return std::nullopt;
  }
  const auto date = in_year(*m, *d, today, shifts);
  if (date) blank(line, from, at);
  return date;
}

// "20号", "the 18th", "3rd".
std::optional<year_month_day> day_alone(Line& line, std::size_t from, year_month_day today,
                                        const Shifts& shifts) {
  std::size_t at = from;
  const auto d = small_number(line, at);
  if (!d) return std::nullopt;
  const bool english = is_digit(line[from]) && any_at(line, at, {U"st", U"nd", U"rd", U"th"}) > 0 &&
                       !text::is_ascii_letter(glyph(line, at + 2));
  const bool times = stands_at(line, at + 2, U" time");  // "the 2nd time"
  if (!is_any(line, at, U"号日") && (!english || times)) return std::nullopt;
  const bool house = is_any(line, at, U"号") && is_any(line, at + 1, U"楼院店线机柜");
  const auto date = house ? std::nullopt : in_month(*d, today, shifts);
  if (date) blank(line, from, at + (english ? 2 : 1));
  return date;
}

// "上个月最后一天", "the last day of last month".
std::optional<year_month_day> last_day(Line& line, year_month_day today, const Shifts& shifts) {
  if (!shifts.months || (!take_word(line, U"最后一天") && !take_word(line, U"last day"))) {
    return std::nullopt;
  }
  const auto that = year_month_day{today.year(), today.month(), day(1)} + months(*shifts.months);
  return year_month_day(that.year() / that.month() / std::chrono::last);
}

constexpr std::array<LineView, 12> month_names{U"jan", U"feb", U"mar", U"apr", U"may", U"jun",
                                               U"jul", U"aug", U"sep", U"oct", U"nov", U"dec"};
constexpr std::array<LineView, 12> long_month_names{
    U"january", U"february", U"march",     U"april",   U"may",      U"june",
    U"july",    U"august",   U"september", U"october", U"november", U"december"};

// The length of the month's name at `at`, with a dot behind it; 0: another word.
std::size_t month_name_at(const Line& line, std::size_t at, std::size_t name) {
  if (at > 0 && text::is_ascii_letter(line[at - 1])) return 0;
  std::size_t end = at;
  while (text::is_ascii_letter(glyph(line, end))) ++end;
  const LineView word = LineView(line).substr(at, end - at);
  const bool same = word == month_names[name] || word == long_month_names[name] || word == U"sept";
  if (!same || !word.starts_with(month_names[name])) return 0;
  return end - at + (glyph(line, end) == U'.' ? 1 : 0);
}

// Behind the number of a day: "20th", "20th of".
std::size_t skip_ordinal(const Line& line, std::size_t at) {
  return at + any_at(line, at, {U"st", U"nd", U"rd", U"th"});
}

// The day in front of a month's name: "20 nov", "20th of november". Where it begins, and what it
// is.
std::optional<std::pair<std::size_t, int>> day_before(const Line& line, std::size_t month_at) {
  std::size_t end = skip_blanks_back(line, month_at);
  if (ends_at(line, end, U" of")) end -= 3;
  end -= any_before(line, end, {U"st", U"nd", U"rd", U"th"});
  std::size_t from = end;
  while (from > 0 && is_digit(line[from - 1])) --from;
  std::size_t at = from;
  const auto d = from == end ? std::nullopt : small_number(line, at);
  if (!d) return std::nullopt;
  return std::pair(from, *d);
}

// "nov 20", "november 20th, 2026", "20 nov", "20th of november".
std::optional<year_month_day> english_date(Line& line, year_month_day today, const Shifts& shifts) {
  for (std::size_t name = 0; name < month_names.size(); ++name) {
    const std::size_t start = line.find(month_names[name]);
    const std::size_t size = start == Line::npos ? 0 : month_name_at(line, start, name);
    if (size == 0) continue;
    std::size_t from = start;
    std::size_t to = skip_blanks(line, start + size);
    auto d = small_number(line, to);
    const bool hour =
        glyph(line, to) == U':' || any_at(line, to, {U"am", U"pm", U" am", U" pm"}) > 0;
    if (d && *d <= 31 && !hour) {
      to = skip_ordinal(line, to);
    } else {
      const auto before = day_before(line, start);
      if (!before) continue;
      from = before->first, d = before->second, to = start + size;
    }
    std::size_t behind = to;
    while (is_any(line, behind, U", ")) ++behind;
    const auto y = small_number(line, behind);
    const int m = static_cast<int>(name) + 1;
    const bool with_year = y && *y >= 1970 && behind > to;
    const auto date = with_year ? date_of(*y, m, *d) : in_year(m, *d, today, shifts);
    if (!date) continue;
    blank(line, from, with_year ? behind : to);
    return date;
  }
  return std::nullopt;
}

struct Holiday {
  LineView name;
  int month;
  int day;
};

// Those that fall on the same day every year.
constexpr std::array holidays{Holiday{U"元旦", 1, 1},
                              Holiday{U"情人节", 2, 14},
                              Holiday{U"妇女节", 3, 8},
                              Holiday{U"劳动节", 5, 1},
                              Holiday{U"五一", 5, 1},
                              Holiday{U"儿童节", 6, 1},
                              Holiday{U"国庆节", 10, 1},
                              Holiday{U"双十一", 11, 11},
                              Holiday{U"双11", 11, 11},
                              Holiday{U"双十二", 12, 12},
                              Holiday{U"双12", 12, 12},
                              Holiday{U"平安夜", 12, 24},
                              Holiday{U"圣诞节", 12, 25},
                              Holiday{U"new year's day", 1, 1},
                              Holiday{U"christmas eve", 12, 24},
                              Holiday{U"christmas day", 12, 25},
                              Holiday{U"christmas", 12, 25}};

std::optional<year_month_day> holiday(Line& line, year_month_day today, const Shifts& shifts) {
  for (const auto& [name, m, d] : holidays) {
    if (take_word(line, name)) return in_year(m, d, today, shifts);
  }
  return std::nullopt;
}

// Tries `read` at each place where a number may begin.
template <class Read>
std::optional<year_month_day> anywhere(Line& line, const Read& read) {
  for (std::size_t at = 0; at < line.size(); ++at) {
    const bool inside = at > 0 && is_numeral(line[at - 1]) && is_numeral(line[at]);
    if (inside || !is_numeral(line[at])) continue;
    if (const auto date = read(at)) return date;
  }
  return std::nullopt;
}

std::optional<int> take_shift(Line& line, std::initializer_list<std::pair<LineView, int>> words) {
  for (const auto& [word, shift] : words) {
    if (take_word(line, word)) return shift;
  }
  return std::nullopt;
}

}  // namespace

std::optional<year_month_day> date_of(int y, int m, int d) {
  if (m < 1 || d < 1) return std::nullopt;
  const year_month_day date{year(y), month(static_cast<unsigned>(m)),
                            day(static_cast<unsigned>(d))};
  if (!date.ok() || y < 1970 || y > 2199) return std::nullopt;
  return date;
}

bool names_impossible_date(const Line& line, year_month_day today) {
  constexpr int leap_year = 2024;
  for (std::size_t at = 0; at < line.size(); ++at) {
    std::size_t behind = at;
    int m = 0;
    for (std::size_t name = 0; name < month_names.size() && m == 0; ++name) {
      const std::size_t size = month_name_at(line, at, name);
      if (size > 0) m = static_cast<int>(name) + 1, behind = skip_blanks(line, at + size);
    }
    if (m == 0 && is_numeral(line[at]) && (at == 0 || !is_numeral(line[at - 1]))) {
      const auto number = small_number(line, behind);
      if (number && glyph(line, behind) == U'月') m = *number, ++behind;
    }
    std::size_t end = behind;
    const auto d = m == 0 ? std::nullopt : small_number(line, end);
    const bool year_or_hour = !d || *d > 99 || glyph(line, end) == U':';
    const bool counted = is_any(line, end, U"元块个张折次天月年人份度岁号楼");
    const bool day_said = is_any(line, end, U"号日");
    if (year_or_hour || (counted && !day_said)) continue;
    const bool year_said = at > 0 && line[at - 1] == U'年';
    if (!(year_said ? date_of(leap_year, m, *d) : nearest(m, *d, today))) return true;
  }
  return false;
}

std::optional<int> take_year_shift(Line& line) {
  return take_shift(line, {{U"大前年", -3},
                           {U"前年", -2},
                           {U"去年", -1},
                           {U"今年", 0},
                           {U"明年", 1},
                           {U"last year", -1},
                           {U"this year", 0},
                           {U"next year", 1}});
}

std::optional<int> take_month_shift(Line& line) {
  return take_shift(line, {{U"上上个月", -2},
                           {U"上上月", -2},
                           {U"上个月", -1},
                           {U"上月", -1},
                           {U"这个月", 0},
                           {U"本月", 0},
                           {U"当月", 0},
                           {U"下个月", 1},
                           {U"下月", 1},
                           {U"last month", -1},
                           {U"this month", 0},
                           {U"next month", 1}});
}

std::optional<year_month_day> take_written_date(Line& line, year_month_day today) {
  Line rest = line;
  Shifts shifts{take_year_shift(rest), take_month_shift(rest)};
  auto found = anywhere(rest, [&](std::size_t at) { return full_date(rest, at); });
  if (!found) found = anywhere(rest, [&](std::size_t at) { return compact_date(rest, at); });
  if (!found) found = anywhere(rest, [&](std::size_t at) { return year_last(rest, at); });
  if (!found) {
    found = anywhere(rest, [&](std::size_t at) { return month_day(rest, at, today, shifts); });
  }
  if (!found) found = english_date(rest, today, shifts);
  if (!found) found = last_day(rest, today, shifts);
  if (!found) found = holiday(rest, today, shifts);
  if (!found && shifts.months) {
    found = anywhere(rest, [&](std::size_t at) { return day_alone(rest, at, today, shifts); });
  }
  if (found) line = rest;
  return found;
}

std::optional<FoundDate> take_date(Line& line, year_month_day today) {
  if (const auto date = take_written_date(line, today)) return FoundDate{*date};
  if (const auto day = take_named_day(line, today)) return day;
  const auto alone =
      anywhere(line, [&](std::size_t at) { return day_alone(line, at, today, Shifts{}); });
  if (!alone) return std::nullopt;
  return FoundDate{*alone, DayPart::unsaid, false, true};
}

}  // namespace yingda::dialogue
