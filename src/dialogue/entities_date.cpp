// Dates: "2026-11-20", "11月20日", "11/20", "20号", "昨天", "上周五", "Nov 20", "last friday".

#include <algorithm>
#include <array>

#include "dialogue/entities_time.hpp"
#include "text/characters.hpp"

namespace yingda::dialogue {
namespace {

using std::chrono::day;
using std::chrono::days;
using std::chrono::month;
using std::chrono::sys_days;
using std::chrono::year;
using std::chrono::year_month_day;
using text::is_digit;

std::optional<year_month_day> date_of(int y, int m, int d) {
  if (m < 1 || d < 1) return std::nullopt;
  const year_month_day date{year(y), month(static_cast<unsigned>(m)),
                            day(static_cast<unsigned>(d))};
  if (!date.ok() || y < 1970 || y > 2199) return std::nullopt;
  return date;
}

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

bool is_any(const Line& line, std::size_t at, std::u32string_view set) {
  return at < line.size() && set.find(line[at]) != std::u32string_view::npos;
}

std::size_t skip_blanks(const Line& line, std::size_t at) {
  while (at < line.size() && line[at] == U' ') ++at;
  return at;
}

// "2026-11-20", "2026/11/20", "2026.11.20", "2026年11月20日", "20261120" only with a time behind.
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

// "11月20日", "11月20", "11/20", "11-20", "11.20 15:04".
std::optional<year_month_day> month_day(Line& line, std::size_t from, year_month_day today) {
  std::size_t at = from;
  const auto m = small_number(line, at);
  if (!m || *m > 12 || !is_any(line, at, U"-/.月")) return std::nullopt;
  const bool written = line[at] == U'月';
  const bool dotted = line[at] == U'.';
  at = skip_blanks(line, at + 1);
  const auto d = small_number(line, at);
  if (!d) return std::nullopt;
  if (dotted && !(is_any(line, at, U" ") && at + 1 < line.size() && is_digit(line[at + 1]))) {
    return std::nullopt;  // 11.20 alone is an amount
  }
  if (is_any(line, at, U"日号")) {
    ++at;
  } else if (!written && is_any(line, at, U":点时")) {
    return std::nullopt;
  }
  const auto date = nearest(*m, *d, today);
  if (date) blank(line, from, at);
  return date;
}

// "20号": of this month, or of the last when it would lie ahead.
std::optional<year_month_day> day_alone(Line& line, std::size_t from, year_month_day today) {
  std::size_t at = from;
  const auto d = small_number(line, at);
  if (!d || !is_any(line, at, U"号日")) return std::nullopt;
  auto first = year_month_day{today.year(), today.month(), day(1)};
  if (static_cast<unsigned>(std::max(*d, 0)) > static_cast<unsigned>(today.day())) {
    first -= std::chrono::months(1);
  }
  const auto date = date_of(static_cast<int>(first.year()),
                            static_cast<int>(static_cast<unsigned>(first.month())), *d);
  if (date) blank(line, from, at + 1);
  return date;
}

struct DayWord {
  std::u32string_view word;
  int shift;
  DayPart part;
};

// Longer words stand before those they contain.
constexpr std::array day_words{
    DayWord{U"大前天", -3, DayPart::unsaid},
    DayWord{U"前天", -2, DayPart::unsaid},
    DayWord{U"昨天", -1, DayPart::unsaid},
    DayWord{U"昨日", -1, DayPart::unsaid},
    DayWord{U"昨晚", -1, DayPart::night},
    DayWord{U"昨夜", -1, DayPart::night},
    DayWord{U"昨早", -1, DayPart::morning},
    DayWord{U"今天", 0, DayPart::unsaid},
    DayWord{U"今日", 0, DayPart::unsaid},
    DayWord{U"今早", 0, DayPart::morning},
    DayWord{U"今晨", 0, DayPart::small_hours},
    DayWord{U"今晚", 0, DayPart::night},
    DayWord{U"明天", 1, DayPart::unsaid},
    DayWord{U"明早", 1, DayPart::morning},
    DayWord{U"明晚", 1, DayPart::night},
    DayWord{U"后天", 2, DayPart::unsaid},
    DayWord{U"day before yesterday", -2, DayPart::unsaid},
    DayWord{U"yesterday", -1, DayPart::unsaid},
    DayWord{U"last night", -1, DayPart::night},
    DayWord{U"this morning", 0, DayPart::morning},
    DayWord{U"this afternoon", 0, DayPart::afternoon},
    DayWord{U"this evening", 0, DayPart::night},
    DayWord{U"tonight", 0, DayPart::night},
    DayWord{U"today", 0, DayPart::unsaid},
    DayWord{U"tomorrow", 1, DayPart::unsaid},
};

constexpr std::array<std::u32string_view, 12> month_names{
    U"jan", U"feb", U"mar", U"apr", U"may", U"jun", U"jul", U"aug", U"sep", U"oct", U"nov", U"dec"};
constexpr std::array<std::u32string_view, 7> weekday_names{
    U"sunday", U"monday", U"tuesday", U"wednesday", U"thursday", U"friday", U"saturday"};

void skip_letters(const Line& line, std::size_t& at) {
  while (at < line.size() && (text::is_ascii_letter(line[at]) || line[at] == U'.')) ++at;
}

// "nov 20", "november 20th, 2026", "20 nov", "20th of november".
std::optional<year_month_day> english_date(Line& line, year_month_day today) {
  for (std::size_t name = 0; name < month_names.size(); ++name) {
    const std::size_t start = line.find(month_names[name]);
    if (start == Line::npos || (start > 0 && text::is_ascii_letter(line[start - 1]))) continue;
    std::size_t at = start;
    skip_letters(line, at);
    std::size_t from = start;
    std::size_t to = skip_blanks(line, at);
    auto d = small_number(line, to);
    if (d && *d <= 31 && !is_any(line, to, U":")) {
      skip_letters(line, to);
    } else {
      to = at;
      std::size_t digit = start;
      while (digit > 0 && !is_digit(line[digit - 1]) && start - digit < 7) --digit;
      while (digit > 0 && is_digit(line[digit - 1])) --digit;
      from = digit;
      d = small_number(line, digit);
    }
    if (!d) continue;
    std::size_t behind = to;
    while (is_any(line, behind, U", ")) ++behind;
    const auto y = small_number(line, behind);
    const int m = static_cast<int>(name) + 1;
    const bool with_year = y && *y >= 1970 && behind > to;
    const auto date = with_year ? date_of(*y, m, *d) : nearest(m, *d, today);
    if (date) blank(line, from, with_year ? behind : to);
    if (date) return date;
  }
  return std::nullopt;
}

year_month_day last_weekday(unsigned weekday, year_month_day today, bool week_before) {
  const auto now = std::chrono::weekday(sys_days(today));
  auto back = now - std::chrono::weekday(weekday);  // 0 to 6 days
  if (week_before) {
    // 上周五: Friday of the calendar week before, which begins on Monday.
    const int since_monday = static_cast<int>((now.iso_encoding() + 6) % 7);
    const int index = static_cast<int>((weekday + 6) % 7);
    back = days(since_monday + 7 - index);
  }
  return sys_days(today) - back;
}

std::optional<year_month_day> weekday_date(Line& line, year_month_day today) {
  for (const std::u32string_view lead : {U"星期", U"礼拜", U"周"}) {
    const std::size_t start = line.find(lead);
    if (start == Line::npos || start + lead.size() >= line.size()) continue;
    const auto index = std::u32string_view(U"日一二三四五六天").find(line[start + lead.size()]);
    if (index == std::u32string_view::npos) continue;
    const bool before = start > 0 && line[start - 1] == U'上';
    blank(line, start, start + lead.size() + 1);
    return last_weekday(static_cast<unsigned>(index % 7), today, before);
  }
  for (unsigned i = 0; i < weekday_names.size(); ++i) {
    if (take_word(line, weekday_names[i])) return last_weekday(i, today, false);
  }
  return std::nullopt;
}

}  // namespace

bool take_word(Line& line, std::u32string_view word) {
  for (std::size_t at = line.find(word); at != Line::npos; at = line.find(word, at + 1)) {
    const std::size_t end = at + word.size();
    const bool latin = text::is_ascii_letter(word[0]);
    const bool glued = latin && ((at > 0 && text::is_ascii_letter(line[at - 1])) ||
                                 (end < line.size() && text::is_ascii_letter(line[end])));
    if (glued) continue;
    blank(line, at, end);
    return true;
  }
  return false;
}

std::optional<FoundDate> take_date(Line& line, year_month_day today) {
  for (const bool with_year : {true, false}) {
    for (std::size_t at = 0; at < line.size(); ++at) {
      const bool inside = at > 0 && is_digit(line[at - 1]) && is_digit(line[at]);
      if (inside) continue;
      const auto date = with_year ? full_date(line, at) : month_day(line, at, today);
      if (date) return FoundDate{*date};
    }
  }
  if (const auto date = english_date(line, today)) return FoundDate{*date};
  for (const auto& [word, shift, part] : day_words) {
    if (take_word(line, word)) return FoundDate{sys_days(today) + days(shift), part};
  }
  if (const auto date = weekday_date(line, today)) return FoundDate{*date};
  for (std::size_t at = 0; at < line.size(); ++at) {
    const bool inside = at > 0 && is_digit(line[at - 1]) && is_digit(line[at]);
    if (inside) continue;
    if (const auto date = day_alone(line, at, today)) return FoundDate{*date};
  }
  return std::nullopt;
}

}  // namespace yingda::dialogue
