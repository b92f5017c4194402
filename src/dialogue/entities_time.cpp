// A point in time to the minute: a date, a part of the day and a time of day, in any order and
// mostly optional; or so many minutes ago.

#include "dialogue/entities_time.hpp"

#include <algorithm>
#include <array>
#include <cstdio>

#include "text/characters.hpp"

namespace yingda::dialogue {
namespace {

using std::chrono::days;
using std::chrono::minutes;
using std::chrono::sys_days;
using text::is_digit;

struct PartWord {
  std::u32string_view word;
  DayPart part;
};

constexpr std::array part_words{
    PartWord{U"凌晨", DayPart::small_hours}, PartWord{U"半夜", DayPart::small_hours},
    PartWord{U"早上", DayPart::morning},     PartWord{U"早晨", DayPart::morning},
    PartWord{U"上午", DayPart::morning},     PartWord{U"清晨", DayPart::morning},
    PartWord{U"中午", DayPart::noon},        PartWord{U"下午", DayPart::afternoon},
    PartWord{U"傍晚", DayPart::afternoon},   PartWord{U"晚上", DayPart::night},
    PartWord{U"夜里", DayPart::night},       PartWord{U"夜晚", DayPart::night},
    PartWord{U"a.m.", DayPart::morning},     PartWord{U"p.m.", DayPart::afternoon},
    PartWord{U"am", DayPart::morning},       PartWord{U"pm", DayPart::afternoon},
    PartWord{U"morning", DayPart::morning},  PartWord{U"afternoon", DayPart::afternoon},
    PartWord{U"evening", DayPart::night},    PartWord{U"night", DayPart::night},
};

char32_t glyph(const Line& line, std::size_t at) { return at < line.size() ? line[at] : U'\0'; }

// "15:04", "3:04", "15:04:05".
std::optional<FoundTime> clock_time(Line& line, std::size_t from) {
  std::size_t at = from;
  while (is_digit(glyph(line, at))) ++at;
  const std::size_t hour_digits = at - from;
  std::size_t end = at + 1;
  while (is_digit(glyph(line, end))) ++end;
  if (hour_digits < 1 || hour_digits > 2 || glyph(line, at) != U':' || end - at != 3) {
    return std::nullopt;
  }
  std::size_t cursor = from;
  const int hour = *small_number(line, cursor);
  const int minute = *small_number(line, ++cursor);
  if (hour > 24 || minute > 59) return std::nullopt;
  if (glyph(line, end) == U':' && is_digit(glyph(line, end + 1))) {
    for (++end; is_digit(glyph(line, end));) ++end;
  }
  const bool leading_zero = line[from] == U'0';
  blank(line, from, end);
  return FoundTime{hour % 24, minute, hour > 12 || leading_zero};
}

// What stands behind 点: "半", "一刻", "15分", "零五", "五十".
int minute_behind(const Line& line, std::size_t& at) {
  if (glyph(line, at) == U'半') return ++at, 30;
  for (const auto& [word, minute] : {std::pair{U"一刻", 15}, std::pair{U"三刻", 45}}) {
    if (stands_at(line, at, word)) return at += 2, minute;
  }
  std::size_t next = at;
  const auto minute = small_number(line, next);
  if (!minute || *minute > 59) return 0;
  if (glyph(line, next) == U'分') ++next;
  at = next;
  return *minute;
}

// "三点半", "15点04分", "3点", "十五时", "3点多".
std::optional<FoundTime> chinese_time(Line& line, std::size_t from) {
  std::size_t at = from;
  const auto hour = small_number(line, at);
  const char32_t mark = glyph(line, at);
  if (!hour || *hour > 24 || (mark != U'点' && mark != U'时')) return std::nullopt;
  at += stands_at(line, at, U"点钟") ? 2 : 1;
  const int minute = minute_behind(line, at);
  blank(line, from, at);
  return FoundTime{*hour % 24, minute, *hour > 12 || *hour == 0};
}

// "half past 3", "quarter to 4", "3 o'clock", "at 3", "3pm".
std::optional<FoundTime> english_time(Line& line, std::size_t from, bool hour_alone) {
  const auto number = find_number(line, from);
  if (!number || number->from != from || number->value > 24 || number->digits > 2) {
    return std::nullopt;
  }
  const auto before = [&line, from](std::u32string_view word) {
    return from >= word.size() && stands_at(line, from - word.size(), word);
  };
  const int hour = static_cast<int>(number->value);
  const FoundTime time{hour % 24, 0, hour > 12 || hour == 0};
  FoundTime shifted = time;
  if (before(U"half past ")) shifted.minute = 30;
  if (before(U"quarter past ")) shifted.minute = 15;
  if (before(U"quarter to ")) shifted = {(hour + 23) % 24, 45, hour > 12};
  const bool clock =
      stands_at(line, number->to, U" o'clock") || stands_at(line, number->to, U" oclock");
  const bool said = shifted.minute != 0 || clock || before(U"at ") || before(U"around ");
  if (!said && !hour_alone) return std::nullopt;
  blank(line, from, number->to);
  return shifted;
}

// Twelve-hour readings are moved by the part of the day.
int hour_in(DayPart part, int hour) {
  switch (part) {
    case DayPart::unsaid:
      return hour;
    case DayPart::morning:
      return hour == 12 ? 0 : hour;
    case DayPart::small_hours:
      return hour == 12 ? 0 : hour;
    case DayPart::noon:
      return hour <= 2 ? hour + 12 : hour;
    case DayPart::afternoon:
      return hour < 12 ? hour + 12 : hour;
    case DayPart::night:
      return hour >= 5 && hour < 12 ? hour + 12 : hour % 12 == 0 ? 0 : hour;
  }
  return hour;
}

std::string text_of(const LocalTime& local) {
  std::array<char, 40> out{};
  std::snprintf(out.data(), out.size(), "%04d-%02u-%02u %02d:%02d",
                static_cast<int>(local.date.year()), static_cast<unsigned>(local.date.month()),
                static_cast<unsigned>(local.date.day()), local.hour, local.minute);
  return out.data();
}

// The longest a visitor means by "so long ago".
constexpr double ago_minutes_max = 60.0 * 24 * 366;

// "10分钟前", "半小时前", "两个小时前", "an hour ago", "just now"; days only shift the date.
std::optional<minutes> time_ago(const Line& line) {
  for (const std::u32string_view word : {U"刚才", U"刚刚", U"just now", U"right now"}) {
    if (line.find(word) != Line::npos) return minutes(0);
  }
  const bool ago = line.find(U"前") != Line::npos || line.find(U"ago") != Line::npos;
  if (!ago) return std::nullopt;
  double unit = 0;
  for (const auto& [word, length] : {std::pair<std::u32string_view, double>{U"分钟", 1},
                                     {U"小时", 60},
                                     {U"钟头", 60},
                                     {U"min", 1},
                                     {U"hour", 60}}) {
    if (line.find(word) != Line::npos) unit = length;
  }
  if (unit == 0) return std::nullopt;
  const bool half = line.find(U"半个小时") != Line::npos || line.find(U"半小时") != Line::npos ||
                    line.find(U"half an hour") != Line::npos;
  const bool and_half = line.find(U"个半") != Line::npos;
  if (half && !and_half) return minutes(30);
  const auto number = find_number(line, 0);
  const bool one = line.find(U"an hour") != Line::npos || line.find(U"a min") != Line::npos;
  if (!number && !one) return std::nullopt;
  const double count = number ? number->value : 1;
  const double extra = and_half ? 0.5 : 0;
  if ((count + extra) * unit > ago_minutes_max) return std::nullopt;
  return minutes(static_cast<int>((count + extra) * unit));
}

// "三点" without a part of the day. People report what they did awake and what is past: of today
// the latest of both readings that is not ahead; of another day, 1 to 6 is in the afternoon.
int awake_hour(const FoundTime& time, const LocalTime& now, bool today) {
  if (time.exact || time.hour == 0 || time.hour > 12) return time.hour;
  const int later = time.hour == 12 ? 12 : time.hour + 12;
  if (!today) return time.hour <= 6 ? later : time.hour;
  const bool ahead = later > now.hour || (later == now.hour && time.minute > now.minute);
  return ahead ? time.hour : later;
}

}  // namespace

DayPart take_day_part(Line& line) {
  for (const auto& [word, part] : part_words) {
    const std::size_t at = line.find(word);
    // "3pm": glued to the digit in front, but not inside a word.
    if (at == Line::npos) continue;
    const bool latin = text::is_ascii_letter(word[0]);
    const bool inside = latin && ((at > 0 && text::is_ascii_letter(line[at - 1])) ||
                                  text::is_ascii_letter(glyph(line, at + word.size())));
    if (inside) continue;
    blank(line, at, at + word.size());
    return part;
  }
  return DayPart::unsaid;
}

std::optional<FoundTime> take_time(Line& line) {
  for (const bool chinese : {false, true}) {
    for (std::size_t at = 0; at < line.size(); ++at) {
      if (at > 0 && is_digit(line[at - 1]) && is_digit(line[at])) continue;
      auto time = chinese ? chinese_time(line, at) : clock_time(line, at);
      if (time) return time;
    }
  }
  if (take_word(line, U"noon") || take_word(line, U"正午")) return FoundTime{12, 0, true};
  if (take_word(line, U"midnight")) return FoundTime{0, 0, true};
  return std::nullopt;
}

std::optional<std::string> read_datetime(const Line& original, const Reading& reading) {
  Line line = original;
  const LocalTime now = to_local(reading.now, reading.zone);
  if (const auto ago = time_ago(line)) {
    return text_of(to_local(reading.now - *ago, reading.zone));
  }
  auto date = take_date(line, now.date);
  auto time = take_time(line);
  DayPart part = take_day_part(line);
  for (std::size_t at = 0; !time && at < line.size(); ++at) {
    if (at > 0 && is_digit(line[at - 1])) continue;
    time = english_time(line, at, part != DayPart::unsaid);
  }
  if (!time) return std::nullopt;
  if (part == DayPart::unsaid && date) part = date->part;
  const bool today = !date || date->date == now.date;
  LocalTime out{date ? date->date : now.date, hour_in(part, time->hour), time->minute, 0};
  if (part == DayPart::unsaid) out.hour = awake_hour(*time, now, today);
  // "昨晚12点" is the midnight at which that day ends; so is "昨晚两点" the small hours behind it.
  const bool next_day = part == DayPart::night && out.hour < 5 && date && date->date != now.date;
  if (next_day) out.date = sys_days(out.date) + days(1);
  // A bare time that would lie ahead was yesterday's.
  const bool ahead = out.hour > now.hour || (out.hour == now.hour && out.minute > now.minute);
  if (!date && ahead) out.date = sys_days(out.date) - days(1);
  return text_of(out);
}

}  // namespace yingda::dialogue
