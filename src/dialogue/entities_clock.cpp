// Times of day: "15:04", "三点半", "差五分三点", "half past 3", "ten to four", "3:15 pm", "noon".

#include <array>

#include "dialogue/entities_time.hpp"
#include "text/characters.hpp"

namespace yingda::dialogue {
namespace {

using text::is_digit;

struct PartWord {
  LineView word;
  DayPart part;
};

constexpr std::array part_words{
    PartWord{U"凌晨", DayPart::small_hours},    PartWord{U"后半夜", DayPart::small_hours},
    PartWord{U"半夜", DayPart::night},          PartWord{U"午夜", DayPart::night},
    PartWord{U"深夜", DayPart::night},          PartWord{U"早上", DayPart::morning},
    PartWord{U"早晨", DayPart::morning},        PartWord{U"一大早", DayPart::morning},
    PartWord{U"大清早", DayPart::morning},      PartWord{U"上午", DayPart::morning},
    PartWord{U"清晨", DayPart::morning},        PartWord{U"中午", DayPart::noon},
    PartWord{U"下午", DayPart::afternoon},      PartWord{U"午后", DayPart::afternoon},
    PartWord{U"傍晚", DayPart::afternoon},      PartWord{U"黄昏", DayPart::afternoon},
    PartWord{U"晚上", DayPart::night},          PartWord{U"晚间", DayPart::night},
    PartWord{U"夜里", DayPart::night},          PartWord{U"夜晚", DayPart::night},
    PartWord{U"夜间", DayPart::night},          PartWord{U"morning", DayPart::small_hours},
    PartWord{U"afternoon", DayPart::afternoon}, PartWord{U"evening", DayPart::night},
    PartWord{U"night", DayPart::night},
};

// "12am" is midnight, and so is twelve in the English morning; "上午12点" is noon.
constexpr std::array meridiems{
    PartWord{U"a.m.", DayPart::small_hours}, PartWord{U"p.m.", DayPart::afternoon},
    PartWord{U"a.m", DayPart::small_hours},  PartWord{U"p.m", DayPart::afternoon},
    PartWord{U"am", DayPart::small_hours},   PartWord{U"pm", DayPart::afternoon},
};

// "晚8点", "早八点".
DayPart short_part(char32_t c) {
  if (c == U'早') return DayPart::morning;
  return c == U'晚' || c == U'夜' ? DayPart::night : DayPart::unsaid;
}

constexpr int quarter = 15;

// An hour of 24 that was said: above 12 there is no doubt about it.
FoundTime time_of(int hour, int minute, bool exact = false) {
  return {hour, minute, exact || hour > 12 || hour == 0};
}

FoundTime earlier(const FoundTime& time, int minutes) {
  if (minutes <= time.minute) return {time.hour, time.minute - minutes, time.exact, time.part};
  const int hour = time.hour == 0 ? 23 : time.hour == 1 && !time.exact ? 12 : time.hour - 1;
  return {hour, 60 + time.minute - minutes, time.exact, time.part};
}

// "15:04", "3:04", "15:04:05" at `at`, which moves behind it.
std::optional<FoundTime> clock_at(const Line& line, std::size_t& at) {
  const std::size_t from = at;
  std::size_t colon = from;
  while (is_digit(glyph(line, colon))) ++colon;
  std::size_t end = colon + 1;
  while (is_digit(glyph(line, end))) ++end;
  const std::size_t hour_digits = colon - from;
  if (hour_digits < 1 || hour_digits > 2 || glyph(line, colon) != U':' || end - colon != 3) {
    return std::nullopt;
  }
  std::size_t cursor = from;
  const int hour = *small_number(line, cursor);
  const int minute = *small_number(line, ++cursor);
  if (hour > 24 || minute > 59) return std::nullopt;
  if (glyph(line, end) == U':' && is_digit(glyph(line, end + 1))) {
    for (++end; is_digit(glyph(line, end));) ++end;
  }
  at = end;
  return time_of(hour, minute, line[from] == U'0');
}

std::optional<FoundTime> clock_time(Line& line, std::size_t from) {
  std::size_t at = from;
  const auto time = clock_at(line, at);
  if (time) blank(line, from, at);
  return time;
}

// "一刻", "三刻", "15分", "五分钟": minutes with their word; moves `at`.
std::optional<int> minutes_at(const Line& line, std::size_t& at, bool word_needed) {
  for (const auto& [word, minute] : {std::pair<LineView, int>{U"一刻", quarter},
                                     {U"1刻", quarter},
                                     {U"三刻", 3 * quarter},
                                     {U"3刻", 3 * quarter}}) {
    if (stands_at(line, at, word)) return at += word.size(), minute;
  }
  std::size_t next = at;
  auto minute = small_number(line, next);
  if (!minute) {
    const auto spoken = number_at(line, at);  // "三点四五": digit by digit
    if (!spoken || spoken->to != at + 2 || spoken->value < 10) return std::nullopt;
    minute = static_cast<int>(spoken->value), next = spoken->to;
  }
  const auto word = any_at(line, next, {U"分钟", U"分"});
  if (*minute > 59 || (word_needed && word == 0)) return std::nullopt;
  at = next + word;
  return minute;
}

// What stands behind 点: "半", "一刻", "15分", "零五", "五十", "过五分".
int minute_behind(const Line& line, std::size_t& at) {
  if (glyph(line, at) == U'半') return ++at, 30;
  std::size_t next = at + (glyph(line, at) == U'过' ? 1 : 0);
  const std::size_t from = next;
  const auto minute = minutes_at(line, next, next > at);
  // "三点一次": one digit in words needs its word, "三点五分".
  const bool bare = next == from + 1 && !is_digit(line[from]);
  if (!minute || bare) return 0;
  at = next;
  return *minute;
}

// "快一点", "一点都没有", "有3点建议": no time, although it says 点.
bool is_little(const Line& line, std::size_t from, std::size_t at) {
  if (any_at(line, at, {U"建议", U"意见", U"问题", U"原因", U"要求", U"疑问", U"说明", U"理由"}) >
      0) {
    return true;
  }
  if (line[from] != U'一') return false;
  const bool late = ends_at(line, from, U"晚") && from > 1 && is_any(line, from - 2, U"昨今明前");
  if (from > 0 && !late &&
      is_any(line, from - 1, U"快早有好多少大小慢贵差晚宜楚体重易高低长短点")) {
    return true;
  }
  return is_any(line, at, U"都也儿不没用关消反钱意小点诚");
}

// "三点半", "15点04分", "3点", "十五时", "3点多", "三点差五分".
std::optional<FoundTime> chinese_time(Line& line, std::size_t from) {
  std::size_t at = from;
  const auto hour = small_number(line, at);
  if (!hour || *hour > 24 || !is_any(line, at, U"点时")) return std::nullopt;
  if (glyph(line, at) == U'时' && is_any(line, at + 1, U"候间")) return std::nullopt;
  at += stands_at(line, at, U"点钟") ? 2 : 1;
  if (is_little(line, from, at)) return std::nullopt;
  const std::size_t sharp = at;
  const int minute = minute_behind(line, at);
  // "三点五块"
  const std::size_t unit = at == sharp && is_numeral(glyph(line, at)) ? at + 1 : at;
  if (unit > sharp && is_any(line, unit, U"块元万亿千倍折%")) return std::nullopt;
  FoundTime time = time_of(*hour, minute);
  if (glyph(line, at) == U'差') {
    std::size_t behind = at + 1;
    if (const auto less = minutes_at(line, behind, true)) time = earlier(time, *less), at = behind;
  }
  blank(line, from, at);
  return time;
}

// "差五分三点", "差一刻四点", "差5分钟到4点".
std::optional<FoundTime> chinese_time_less(Line& line, std::size_t from) {
  if (glyph(line, from) != U'差') return std::nullopt;
  std::size_t at = from + 1;
  const auto less = minutes_at(line, at, true);
  if (!less) return std::nullopt;
  at += any_at(line, at, {U"就到", U"到", U"就", U"不到"});
  const auto time = chinese_time(line, at);
  if (!time) return std::nullopt;
  blank(line, from, at);
  return earlier(*time, *less);
}

// An English or ASCII number up to `max`, with up to two digits; moves `at`.
std::optional<int> english_small(const Line& line, std::size_t& at, int max) {
  const auto number = number_at(line, at);
  if (!number || number->digits > 2 || number->value > max) return std::nullopt;
  if (number->vague || number->value != static_cast<int>(number->value)) return std::nullopt;
  at = number->to;
  return static_cast<int>(number->value);
}

// "three thirty", "eight fifteen": an hour and minutes in words, which are no number together.
std::optional<FoundTime> hour_and_minute(const Line& line, std::size_t& at) {
  if (!text::is_ascii_letter(glyph(line, at))) return std::nullopt;
  std::size_t end = at;
  while (text::is_ascii_letter(glyph(line, end))) ++end;
  const Line word = line.substr(at, end - at);
  std::size_t cursor = 0;
  const auto hour = english_small(word, cursor, 12);
  if (!hour || glyph(line, end) != U' ') return std::nullopt;
  cursor = end + 1;
  const auto minute = english_small(line, cursor, 59);
  if (!minute || *minute < 10 || is_digit(line[end + 1])) return std::nullopt;
  at = cursor;
  return time_of(*hour, *minute);
}

// "3", "three", "3:15", "three thirty"; moves `at`.
std::optional<FoundTime> english_hour(const Line& line, std::size_t& at) {
  if (const auto clock = clock_at(line, at)) return clock;
  if (const auto both = hour_and_minute(line, at)) return both;
  const auto hour = english_small(line, at, 24);
  return hour ? std::optional(time_of(*hour, 0)) : std::nullopt;
}

// "am" in "3am", "3 p.m.", "8 in the evening", "11 at night"; moves `at`.
DayPart meridiem_at(const Line& line, std::size_t& at) {
  const std::size_t from = skip_blanks(line, at);
  const auto whole = [&line](std::size_t end) { return !text::is_ascii_letter(glyph(line, end)); };
  for (const auto& [word, part] : meridiems) {
    if (stands_at(line, from, word) && whole(from + word.size()))
      return at = from + word.size(), part;
  }
  const auto lead = any_at(line, from, {U"in the ", U"at "});
  if (lead == 0) return DayPart::unsaid;
  for (const auto& [word, part] : part_words) {
    if (stands_at(line, from + lead, word)) return at = from + lead + word.size(), part;
  }
  return DayPart::unsaid;
}

std::size_t skip_words(const Line& line, std::size_t at, std::initializer_list<LineView> words) {
  return at + any_at(line, at, words);
}

// "half past 3", "a quarter to 4", "ten to four", "15 minutes past 3 pm".
std::optional<FoundTime> english_relative(Line& line, std::size_t from) {
  std::size_t at = from;
  std::optional<int> minutes;
  if (const auto word = any_at(line, at, {U"a quarter", U"quarter"})) at += word, minutes = quarter;
  if (const auto word = any_at(line, at, {U"half"})) at += word, minutes = 30;
  if (!minutes) minutes = english_small(line, at, 59);
  if (!minutes) return std::nullopt;
  at = skip_words(line, at, {U" minutes", U" minute", U" mins", U" min"});
  const auto past = any_at(line, at, {U" past ", U" after "});
  const auto before = any_at(line, at, {U" to ", U" before ", U" till ", U" of "});
  if (past + before == 0) return std::nullopt;
  at += past + before;
  const auto hour = english_hour(line, at);
  if (!hour || hour->minute != 0) return std::nullopt;
  FoundTime time = *hour;
  at = skip_words(line, at, {U" o'clock", U" oclock"});
  time.part = meridiem_at(line, at);
  blank(line, from, at);
  if (before > 0) return earlier(time, *minutes);
  time.minute = *minutes;
  return time;
}

// "last night 11", "tomorrow, 9": right behind what was taken as a date.
bool stands_behind_date(const Line& line, std::size_t at) {
  while (at > 0 && is_any(line, at - 1, U" ,")) --at;
  return at > 0 && line[at - 1] == taken;
}

// "3pm", "3:15 pm", "8 in the evening", "3 o'clock"; beside a date also "at 3".
std::optional<FoundTime> english_time(Line& line, std::size_t from, bool after_date) {
  std::size_t at = from;
  auto time = english_hour(line, at);
  if (!time) return std::nullopt;
  const auto clock = any_at(line, at, {U" o'clock", U" oclock", U"ish"});
  at += clock;
  time->part = meridiem_at(line, at);
  const bool at_word = any_before(line, from, {U"at ", U"around ", U"about ", U"since "}) > 0;
  const bool behind_date = after_date && time->hour <= 12 && stands_behind_date(line, from) &&
                           (at == line.size() || is_any(line, at, U" ,.;!?)"));
  if (clock == 0 && time->part == DayPart::unsaid && !(after_date && at_word) && !behind_date) {
    return std::nullopt;
  }
  blank(line, from, at);
  return time;
}

bool begins_number(const Line& line, std::size_t at) {
  if (at == 0) return true;
  const bool glued = is_numeral(line[at - 1]) || line[at - 1] == U'.';
  return !(glued && is_numeral(line[at]));
}

// "3到4点", "3-4点", "两三点": an hour between two, and no time to the minute.
bool ends_range(const Line& line, std::size_t at) {
  const auto word = any_before(line, at, {U"-", U"~", U"到", U"至", U"、", U"或"});
  if (word == 0 || at == word) return false;
  return is_numeral(line[at - word - 1]) || is_any(line, at - word - 1, U"点半分\x1F");
}

}  // namespace

DayPart take_day_part(Line& line) {
  for (const auto& [word, part] : part_words) {
    if (take_word(line, word)) return part;
  }
  for (const auto& [word, part] : meridiems) {
    if (take_word(line, word)) return part;
  }
  for (std::size_t at = 0; at + 1 < line.size(); ++at) {
    const auto part = short_part(line[at]);
    const bool bound = at > 0 && line[at - 1] == U'最';  // "最晚8点"
    const bool dated = at > 0 && line[at - 1] == taken && line[at] != U'早';
    if (stands_at(line, at + 1, U"一点") && !dated) continue;  // "能不能早一点"
    if (part == DayPart::unsaid || bound || !(is_numeral(line[at + 1]) || line[at + 1] == taken))
      continue;
    blank(line, at, at + 1);
    return part;
  }
  return DayPart::unsaid;
}

std::optional<FoundTime> take_time(Line& line, bool after_date) {
  using Read = std::optional<FoundTime> (*)(Line&, std::size_t, bool);
  constexpr std::array<Read, 5> readers{
      [](Line& l, std::size_t at, bool) { return english_relative(l, at); },
      [](Line& l, std::size_t at, bool after) { return english_time(l, at, after); },
      [](Line& l, std::size_t at, bool) { return chinese_time_less(l, at); },
      [](Line& l, std::size_t at, bool) { return clock_time(l, at); },
      [](Line& l, std::size_t at, bool) { return chinese_time(l, at); }};
  for (const auto read : readers) {
    for (std::size_t at = 0; at < line.size(); ++at) {
      if (!begins_number(line, at) || ends_range(line, at)) continue;
      const bool in_word = at > 0 && text::is_ascii_letter(line[at - 1]);
      if (in_word && text::is_ascii_letter(line[at])) continue;
      if (auto time = read(line, at, after_date)) return time;
    }
  }
  for (const auto& [word, time] : {std::pair<LineView, FoundTime>{U"noon", {12, 0, true}},
                                   {U"noontime", {12, 0, true}},
                                   {U"midday", {12, 0, true}},
                                   {U"正午", {12, 0, true}},
                                   {U"midnight", {0, 0, true}}}) {
    if (take_word(line, word)) return time;
  }
  return std::nullopt;
}

}  // namespace yingda::dialogue
