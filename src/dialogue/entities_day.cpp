// Days named from today: "昨天", "大前天", "三天前", "上周五", "last friday", "two days ago".

#include <array>

#include "dialogue/entities_time.hpp"
#include "text/characters.hpp"

namespace yingda::dialogue {
namespace {

using std::chrono::days;
using std::chrono::months;
using std::chrono::sys_days;
using std::chrono::year_month_day;

struct DayWord {
  LineView word;
  int shift;
  DayPart part = DayPart::unsaid;
};

// Longer words stand before those they contain.
constexpr std::array day_words{
    DayWord{U"大前天", -3},
    DayWord{U"前天", -2},
    DayWord{U"大前儿", -3},
    DayWord{U"前日", -2},
    DayWord{U"前儿", -2},
    DayWord{U"昨个", -1},
    DayWord{U"今个", 0},
    DayWord{U"明儿", 1},
    DayWord{U"后儿", 2},
    DayWord{U"前晚", -2, DayPart::night},
    DayWord{U"昨天", -1},
    DayWord{U"昨日", -1},
    DayWord{U"昨儿", -1},
    DayWord{U"昨晚", -1, DayPart::night},
    DayWord{U"昨夜", -1, DayPart::night},
    DayWord{U"昨早", -1, DayPart::morning},
    DayWord{U"昨晨", -1, DayPart::morning},
    DayWord{U"昨下午", -1, DayPart::afternoon},
    DayWord{U"今天", 0},
    DayWord{U"今日", 0},
    DayWord{U"今儿", 0},
    DayWord{U"今早", 0, DayPart::morning},
    DayWord{U"今晨", 0, DayPart::small_hours},
    DayWord{U"今晚", 0, DayPart::night},
    DayWord{U"明天", 1},
    DayWord{U"明日", 1},
    DayWord{U"明早", 1, DayPart::morning},
    DayWord{U"明晚", 1, DayPart::night},
    DayWord{U"大后天", 3},
    DayWord{U"后天", 2},
    DayWord{U"the night before last", -2, DayPart::night},
    DayWord{U"night before last", -2, DayPart::night},
    DayWord{U"the day before yesterday", -2},
    DayWord{U"day before yesterday", -2},
    DayWord{U"yesterday", -1},
    DayWord{U"last night", -1, DayPart::night},
    DayWord{U"last evening", -1, DayPart::night},
    DayWord{U"this morning", 0, DayPart::small_hours},
    DayWord{U"this afternoon", 0, DayPart::afternoon},
    DayWord{U"this evening", 0, DayPart::night},
    DayWord{U"tonight", 0, DayPart::night},
    DayWord{U"today", 0},
    DayWord{U"the day after tomorrow", 2},
    DayWord{U"day after tomorrow", 2},
    DayWord{U"tomorrow", 1},
};

constexpr std::array loose_dates{
    LineView{U"前几天"},        LineView{U"前两天"},     LineView{U"这几天"},
    LineView{U"几天前"},        LineView{U"那天"},       LineView{U"当天"},
    LineView{U"有一天"},        LineView{U"某天"},       LineView{U"改天"},
    LineView{U"天前"},          LineView{U"天以前"},     LineView{U"周前"},
    LineView{U"个月前"},        LineView{U"年前"},       LineView{U"上周"},
    LineView{U"上个周"},        LineView{U"上星期"},     LineView{U"上个星期"},
    LineView{U"上礼拜"},        LineView{U"上个礼拜"},   LineView{U"这周"},
    LineView{U"本周"},          LineView{U"下周"},       LineView{U"下星期"},
    LineView{U"下个星期"},      LineView{U"周末"},       LineView{U"上个月"},
    LineView{U"上月"},          LineView{U"下个月"},     LineView{U"月初"},
    LineView{U"月底"},          LineView{U"月末"},       LineView{U"月中"},
    LineView{U"去年"},          LineView{U"明年"},       LineView{U"前年"},
    LineView{U"过年"},          LineView{U"春节"},       LineView{U"除夕"},
    LineView{U"国庆"},          LineView{U"中秋"},       LineView{U"端午"},
    LineView{U"清明"},          LineView{U"前阵子"},     LineView{U"前段时间"},
    LineView{U"days ago"},      LineView{U"weeks ago"},  LineView{U"months ago"},
    LineView{U"last week"},     LineView{U"last month"}, LineView{U"last year"},
    LineView{U"next week"},     LineView{U"next month"}, LineView{U"weekend"},
    LineView{U"the other day"}, LineView{U"that day"}};

// A length of days, weeks, months or years.
struct Length {
  int in_days = 0;
  int in_months = 0;
};
struct LengthWord {
  LineView word;
  Length length;
};
constexpr std::array length_words{
    LengthWord{U"个星期", {7, 0}}, LengthWord{U"星期", {7, 0}},  LengthWord{U"个礼拜", {7, 0}},
    LengthWord{U"礼拜", {7, 0}},   LengthWord{U"周", {7, 0}},    LengthWord{U"个月", {0, 1}},
    LengthWord{U"年", {0, 12}},    LengthWord{U"天", {1, 0}},    LengthWord{U"days", {1, 0}},
    LengthWord{U"day", {1, 0}},    LengthWord{U"weeks", {7, 0}}, LengthWord{U"week", {7, 0}},
    LengthWord{U"months", {0, 1}}, LengthWord{U"month", {0, 1}}, LengthWord{U"years", {0, 12}},
    LengthWord{U"year", {0, 12}}};

constexpr double count_max = 400;

year_month_day moved(year_month_day today, const Length& length, int count) {
  auto date = today + months(length.in_months * count);
  if (!date.ok()) date = date.year() / date.month() / std::chrono::last;
  return sys_days(date) + days(length.in_days * count);
}

// -1: behind a length it means the past, 1: the time to come; moves `at` behind the word.
int direction_at(const Line& line, std::size_t& at) {
  at = skip_blanks(line, at);
  if (const auto word = any_at(line, at, {U"以前", U"之前", U"前", U"ago", U"back", U"earlier"})) {
    return at += word, -1;
  }
  const auto word = any_at(line, at, {U"以后", U"之后", U"后", U"later", U"from now"});
  return at += word, word > 0 ? 1 : 0;
}

// The number that begins at `at`, or "a": how many.
std::optional<FoundNumber> count_at(const Line& line, std::size_t at) {
  for (const LineView one : {LineView{U"a "}, LineView{U"an "}}) {
    if (stands_at(line, at, one)) return FoundNumber{1, at, at + one.size()};
  }
  return number_at(line, at);
}

// "三天前", "2 weeks ago", "in 3 days"; an hour or a day of the week is not among them.
// `weeks`: set when weeks were counted.
std::optional<FoundDate> counted_days(Line& line, year_month_day today, std::optional<int>& weeks) {
  for (std::size_t from = 0; from < line.size(); ++from) {
    const char32_t before = from > 0 ? line[from - 1] : U' ';
    if (is_numeral(before) || text::is_ascii_letter(before)) continue;
    const auto count = count_at(line, from);
    if (!count || count->vague || count->value > count_max) continue;
    const std::size_t unit = skip_blanks(line, count->to);
    for (const auto& [word, length] : length_words) {
      if (!stands_at(line, unit, word)) continue;
      std::size_t to = unit + word.size();
      int direction = direction_at(line, to);
      const bool in = ends_at(line, from, U"in ") && (from == 3 || line[from - 4] == U' ');
      if (direction == 0 && in) direction = 1;
      if (direction == 0) break;
      blank(line, from, to);
      const int steps = direction * static_cast<int>(count->value);
      if (length.in_days == 7) weeks = steps;
      return FoundDate{moved(today, length, steps)};
    }
  }
  return std::nullopt;
}

// Which week a day of the week belongs to.
enum class Week { unsaid, last_such_day, next_such_day, counted };
struct WeekSaid {
  Week week = Week::unsaid;
  int shift = 0;  // weeks to go on; of `counted` from this calendar week
};

year_month_day weekday_in(unsigned weekday, year_month_day today, const WeekSaid& said) {
  const auto now = std::chrono::weekday(sys_days(today));
  const auto back = now - std::chrono::weekday(weekday);  // 0 to 6 days
  switch (said.week) {
    case Week::unsaid:
      return sys_days(today) - back;
    case Week::last_such_day:
      return sys_days(today) - (back == days(0) ? days(7) : back) + days(7 * said.shift);
    case Week::next_such_day:
      return sys_days(today) + (days(7) - back);
    case Week::counted:
      break;
  }
  // Weeks begin on Monday.
  const int since_monday = static_cast<int>((now.iso_encoding() + 6) % 7);
  const int index = static_cast<int>((weekday + 6) % 7);
  return sys_days(today) + days(index - since_monday + 7 * said.shift);
}

// "上上", "上个", "本", "下" in front of "周五"; moves `from` before it.
WeekSaid chinese_week(const Line& line, std::size_t& from) {
  for (const auto& [word, shift] : {std::pair<LineView, int>{U"上上个", -2},
                                    {U"上上", -2},
                                    {U"上一个", -1},
                                    {U"上个", -1},
                                    {U"上", -1},
                                    {U"这个", 0},
                                    {U"这", 0},
                                    {U"本", 0},
                                    {U"下下个", 2},
                                    {U"下下", 2},
                                    {U"下个", 1},
                                    {U"下一个", 1},
                                    {U"下", 1}}) {
    if (!ends_at(line, from, word)) continue;
    from -= word.size();
    return {Week::counted, shift};
  }
  return {};
}

// `counted`: the weeks that were counted beside it, "两周前的周五".
std::optional<FoundDate> chinese_weekday(Line& line, year_month_day today,
                                         std::optional<int> counted) {
  for (const LineView lead : {LineView{U"星期"}, LineView{U"礼拜"}, LineView{U"周"}}) {
    for (auto at = line.find(lead); at != Line::npos; at = line.find(lead, at + 1)) {
      const char32_t day = glyph(line, at + lead.size());
      const auto index = LineView(U"日一二三四五六天").find(day);
      if (index == LineView::npos || day == U'\0' || (at > 0 && line[at - 1] == U'每')) continue;
      std::size_t from = at;
      auto week = chinese_week(line, from);
      if (counted) week = {Week::counted, *counted};
      blank(line, from, at + lead.size() + 1);
      const auto weekday = static_cast<unsigned>(index % 7);
      return FoundDate{weekday_in(weekday, today, week), DayPart::unsaid,
                       week.week == Week::unsaid};
    }
  }
  return std::nullopt;
}

constexpr std::array<std::array<LineView, 3>, 7> weekday_names{{
    {U"sunday", U"sun", U"sun"},
    {U"monday", U"mon", U"mon"},
    {U"tuesday", U"tues", U"tue"},
    {U"wednesday", U"weds", U"wed"},
    {U"thursday", U"thurs", U"thu"},
    {U"friday", U"fri", U"fri"},
    {U"saturday", U"sat", U"sat"},
}};

WeekSaid english_week(Line& line, std::size_t name_at) {
  if (take_word(line, U"week before last")) return {Week::counted, -2};
  if (take_word(line, U"last week")) return {Week::counted, -1};
  if (take_word(line, U"this week")) return {Week::counted, 0};
  if (take_word(line, U"next week")) return {Week::counted, 1};
  if (take_word(line, U"before last")) return {Week::last_such_day, -1};
  if (any_before(line, name_at, {U"last ", U"past ", U"previous "}) > 0) {
    return {Week::last_such_day, 0};
  }
  if (any_before(line, name_at, {U"next ", U"coming "}) > 0) return {Week::next_such_day, 0};
  if (ends_at(line, name_at, U"this ")) return {Week::counted, 0};
  return {};
}

std::optional<FoundDate> english_weekday(Line& line, year_month_day today,
                                         std::optional<int> counted) {
  for (unsigned weekday = 0; weekday < weekday_names.size(); ++weekday) {
    for (const LineView name : weekday_names[weekday]) {
      const std::size_t at = find_word(line, name);
      if (at == Line::npos) continue;
      auto week = english_week(line, at);
      if (counted) week = {Week::counted, *counted};
      blank(line, at, at + name.size());
      return FoundDate{weekday_in(weekday, today, week), DayPart::unsaid,
                       week.week == Week::unsaid};
    }
  }
  return std::nullopt;
}

}  // namespace

bool names_loose_date(const Line& line) {
  // "5/6/2026", which could not be read.
  for (std::size_t at = 1; at + 4 < line.size(); ++at) {
    if (line[at] == U'/' && text::is_digit(line[at - 1]) && text::is_digit(line[at + 4]))
      return true;
  }
  return std::any_of(loose_dates.begin(), loose_dates.end(),
                     [&line](LineView word) { return holds_word(line, word); });
}

std::optional<FoundDate> take_named_day(Line& line, year_month_day today) {
  std::optional<int> weeks;
  if (auto counted = counted_days(line, today, weeks)) {
    if (!weeks) return counted;
    if (auto weekday = chinese_weekday(line, today, weeks)) return weekday;
    if (auto weekday = english_weekday(line, today, weeks)) return weekday;
    return counted;
  }
  for (const auto& [word, shift, part] : day_words) {
    if (take_word(line, word)) return FoundDate{sys_days(today) + days(shift), part};
  }
  if (auto weekday = chinese_weekday(line, today, std::nullopt)) return weekday;
  return english_weekday(line, today, std::nullopt);
}

}  // namespace yingda::dialogue
