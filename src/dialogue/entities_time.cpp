// A point in time to the minute: a date, a part of the day and a time of day, in any order and
// mostly optional; or so many minutes ago.

#include "dialogue/entities_time.hpp"

#include <array>
#include <cstdio>

#include "text/characters.hpp"
#include "text/normalize.hpp"

namespace yingda::dialogue {
namespace {

using std::chrono::days;
using std::chrono::minutes;
using std::chrono::sys_days;

// Twelve-hour readings are moved by the part of the day.
int hour_in(DayPart part, int hour) {
  switch (part) {
    case DayPart::unsaid:
    case DayPart::morning:
      return hour;
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
// Characters from the first word of a range to its second: "from half past three to four".
constexpr std::size_t range_lead_max = 24;

struct SpanWord {
  LineView word;
  double minutes;
};
// Behind a number; "个半小时" adds a half to it.
constexpr std::array span_words{
    SpanWord{U"刻钟", 15},  SpanWord{U"分钟", 1},    SpanWord{U"分", 1},    SpanWord{U"个小时", 60},
    SpanWord{U"小时", 60},  SpanWord{U"个钟头", 60}, SpanWord{U"钟头", 60}, SpanWord{U"minutes", 1},
    SpanWord{U"minute", 1}, SpanWord{U"mins", 1},    SpanWord{U"min", 1},   SpanWord{U"hours", 60},
    SpanWord{U"hour", 60},  SpanWord{U"hrs", 60},    SpanWord{U"hr", 60},   SpanWord{U"h", 60}};
// Whole lengths without a number.
constexpr std::array whole_spans{SpanWord{U"半个多小时", 30},
                                 SpanWord{U"半个小时", 30},
                                 SpanWord{U"半小时", 30},
                                 SpanWord{U"半个钟头", 30},
                                 SpanWord{U"an hour and a half", 90},
                                 SpanWord{U"half an hour", 30},
                                 SpanWord{U"half hour", 30},
                                 SpanWord{U"a quarter of an hour", 15},
                                 SpanWord{U"an hour", 60},
                                 SpanWord{U"a minute", 1}};

// One length of time that begins at `at`: "20分钟", "一个半小时", "3 hours"; moves `at`.
std::optional<double> span_at(const Line& line, std::size_t& at) {
  for (const auto& [word, length] : whole_spans) {
    if (stands_at(line, at, word)) return at += word.size(), length;
  }
  const auto number = number_at(line, at);
  if (!number) return std::nullopt;
  std::size_t next = skip_blanks(line, number->to);
  next += any_at(line, next, {U"来", U"多", U"几"});
  double count = number->value;
  if (stands_at(line, next, U"个半")) count += 0.5, next += 2;
  for (const auto& [word, length] : span_words) {
    const std::size_t end = next + word.size();
    const bool whole = !text::is_ascii_letter(word[0]) || !text::is_ascii_letter(glyph(line, end));
    if (stands_at(line, next, word) && whole) return at = end, count * length;
  }
  return std::nullopt;
}

// "1小时20分钟前", "3 hours and 20 minutes ago": lengths in a row, with "ago" behind them.
std::optional<minutes> span_ago(const Line& line) {
  for (std::size_t from = 0; from < line.size(); ++from) {
    const char32_t before = from > 0 ? line[from - 1] : U' ';
    const bool inside = is_numeral(before) || text::is_ascii_letter(before) || before == U'.';
    if (inside && (is_numeral(line[from]) || text::is_ascii_letter(line[from]))) continue;
    double total = 0;
    std::size_t at = from;
    while (const auto span = span_at(line, at)) {
      total += *span;
      at = skip_blanks(line, at);
      at += any_at(line, at, {U"and ", U", ", U"又", U"零"});
    }
    at += any_at(line, at, {U"多", U"左右"});
    const bool ago = any_at(line, at, {U"以前", U"之前", U"前", U"ago", U"back", U"earlier"}) > 0;
    const bool known = at > from && ago && total <= ago_minutes_max;
    if (known) return minutes(static_cast<int>(total));
  }
  return std::nullopt;
}

// "刚才", "just now": the point in time that is meant, unless it tells when something was said.
bool is_just_now(const Line& line) {
  constexpr std::array spoken{LineView{U"说"},      LineView{U"问"},    LineView{U"发"},
                              LineView{U"讲"},      LineView{U"填"},    LineView{U"写"},
                              LineView{U"错"},      LineView{U"看"},    LineView{U"那"},
                              LineView{U"mistake"}, LineView{U"wrong"}, LineView{U"said"},
                              LineView{U"sent"},    LineView{U"told"}};
  if (std::any_of(spoken.begin(), spoken.end(), [&](LineView w) { return holds_word(line, w); })) {
    return false;
  }
  for (const LineView word :
       {LineView{U"刚才"}, LineView{U"刚刚"}, LineView{U"方才"}, LineView{U"just now"},
        LineView{U"right now"}, LineView{U"a moment ago"}}) {
    if (holds_word(line, word)) return true;
  }
  return text::is_han(glyph(line, 0)) && line.size() <= 4 && line[0] == U'刚';  // "刚付的"
}

// Nothing but that it is now: "现在还没到" tells of no time.
bool is_now(const Line& line) {
  for (const LineView word : {LineView{U"现在"}, LineView{U"就现在"}, LineView{U"就是现在"},
                              LineView{U"此刻"}, LineView{U"now"}}) {
    if (LineView(line) == word) return true;
  }
  return false;
}

// "昨天这个时候", "this time yesterday".
bool is_this_time(Line& line) {
  for (const LineView word : {LineView{U"这个时候"}, LineView{U"这时候"}, LineView{U"此时"},
                              LineView{U"this time"}, LineView{U"the same time"}}) {
    if (take_word(line, word)) return true;
  }
  return false;
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

// What a text says of a point in time, in as many parts as it says.
struct Said {
  std::optional<FoundDate> date;
  std::optional<FoundTime> time;
  DayPart part = DayPart::unsaid;
  bool loose = false;     // "上周": no day that one could name
  bool deadline = false;  // "周五下午6点前", "by Friday": of two such days the one ahead
};

// "8点到9点", "7:00-8:00": behind a time that was taken out another one ends its range.
bool goes_on(const Line& line) {
  for (std::size_t at = 1; at < line.size(); ++at) {
    const auto word =
        any_at(line, at, {U"到", U"至", U"-", U"~", U"或者", U"或", U"还是", U" or "});
    if (word == 0 || line[at - 1] != taken || !is_numeral(glyph(line, at + word))) continue;
    Line rest = line.substr(at + word);
    if (take_time(rest, false)) return true;
  }
  return false;
}

// "from 3 to 4 pm", "between 3 and 4": no minute that one could name.
bool is_english_range(const Line& line) {
  for (const auto& [lead, joint] : {std::pair<LineView, LineView>{U"from ", U" to "},
                                    {U"from ", U" till "},
                                    {U"from ", U" until "},
                                    {U"between ", U" and "}}) {
    const std::size_t from = find_word(line, lead.substr(0, lead.size() - 1));
    if (from == Line::npos) continue;
    const std::size_t at = line.find(joint, from + lead.size());
    if (at == Line::npos || at > from + range_lead_max) continue;
    if (is_numeral(glyph(line, from + lead.size())) && number_at(line, at + joint.size())) {
      return true;
    }
  }
  return false;
}

// What was said of the time is taken out of `line`.
bool is_deadline(const Line& line) {
  for (const LineView word : {LineView{U"最晚"}, LineView{U"最迟"}, LineView{U"不晚于"}}) {
    if (holds_word(line, word)) return true;
  }
  const std::size_t by = find_word(line, U"by");  // "paid by card on Friday" is no deadline
  if (by != Line::npos && glyph(line, skip_blanks(line, by + 2)) == taken) return true;
  std::size_t end = line.size();
  while (end > 0 && is_any(line, end - 1, U" ,.。!")) --end;
  const std::size_t before = any_before(line, end, {U"之前", U"以前", U"前"});
  return before > 0 && end > before && line[end - before - 1] == taken;
}

Said said_in(const Line& original, const LocalTime& now) {
  Said out;
  Line line = original;
  if (names_impossible_date(line, now.date)) {
    out.loose = true;
    return out;
  }
  out.date = take_date(line, now.date);
  out.loose = !out.date && names_loose_date(line);
  if (out.date && is_this_time(line)) out.time = FoundTime{now.hour, now.minute, true};
  if (is_english_range(line)) {
    out.loose = true;
    return out;
  }
  if (!out.time) out.time = take_time(line, true);
  if (out.time && goes_on(line)) out.time.reset(), out.loose = true;
  out.part = out.time ? out.time->part : DayPart::unsaid;
  if (out.part == DayPart::unsaid) out.part = take_day_part(line);
  if (!out.time && !out.loose) out.time = take_time(line, true);
  out.deadline = is_deadline(line);
  return out;
}

bool is_ahead(const LocalTime& time, const LocalTime& now) {
  return time.hour > now.hour || (time.hour == now.hour && time.minute > now.minute);
}

LocalTime point_of(const Said& said, const LocalTime& now) {
  const auto& [date, time, spoken_part, loose, deadline] = said;
  DayPart part = spoken_part;
  if (part == DayPart::unsaid && date) part = date->part;
  const bool today = !date || date->date == now.date;
  LocalTime out{date ? date->date : now.date, hour_in(part, time->hour), time->minute, 0};
  if (part == DayPart::unsaid) out.hour = awake_hour(*time, now, today);
  // "昨晚12点" is the midnight at which that day ends; so is "昨晚两点" the small hours behind it.
  const bool midnight = time->hour == 12 || time->hour == 24;
  const bool after_midnight = part == DayPart::night && out.hour < 5 && date;
  if (out.hour == 24 || (after_midnight && (!today || midnight))) {
    out.date = sys_days(out.date) + days(1);
  }
  out.hour %= 24;
  // A bare time that would lie ahead was yesterday's, the same day of the week a week ago.
  if (!date && is_ahead(out, now)) out.date = sys_days(out.date) - days(1);
  if (date && date->last_such_day && deadline) {
    const bool over = sys_days(out.date) < sys_days(now.date) || (today && !is_ahead(out, now));
    if (over) out.date = sys_days(out.date) + days(7);
  } else if (date && date->last_such_day && today && is_ahead(out, now)) {
    out.date = sys_days(out.date) - days(7);
  }
  return out;
}

std::optional<std::string> datetime_in(const Line& line, const Line& heard,
                                       const Reading& reading) {
  const LocalTime now = to_local(reading.now, reading.zone);
  if (const auto ago = span_ago(line)) return text_of(to_local(reading.now - *ago, reading.zone));
  Said said = said_in(line, now);
  const Said before = heard.empty() ? Said{} : said_in(heard, now);
  if (!said.date && (before.date || before.time)) {
    said.date = before.date;
    if (said.part == DayPart::unsaid) said.part = before.part;
  } else if (said.date && !said.time && before.time) {
    said.time = before.time;
    if (said.part == DayPart::unsaid) said.part = before.part;
  }
  if (!said.time && (is_just_now(line) || is_now(line))) return text_of(now);
  if (!said.time || (!said.date && said.loose)) return std::nullopt;
  return text_of(point_of(said, now));
}

// Who names more is not answering a question.
constexpr int times_max = 12;
// Longer texts tell more than a day.
constexpr std::size_t day_characters = 60;

}  // namespace

void blank_times(Line& line, const Reading& reading) {
  const auto today = to_local(reading.now, reading.zone).date;
  bool dated = false;
  int left = times_max;
  for (; left > 0 && take_date(line, today); --left) dated = true;
  for (; left > 0 && take_time(line, dated); --left) continue;
}

bool tells_day(std::string_view text, const Reading& reading) {
  if (text::characters(text) > day_characters) return false;
  const Line line = text::decode(text::normalize(text));
  const Said said = said_in(line, to_local(reading.now, reading.zone));
  return said.date && !said.time;
}

namespace {

// "下午三点，不对，4": the hour alone, behind a time.
Line as_hour(const Line& line) {
  std::size_t from = 0;
  while (is_any(line, from, U" ,:是就应该为")) ++from;
  std::size_t at = from;
  const auto hour = small_number(line, at);
  while (is_any(line, at, U" .。!吧")) ++at;
  if (!hour || *hour > 24 || at != line.size()) return line;
  return text::decode(std::to_string(*hour)) + U"点";
}

// "2026-11-20T15:30:00Z", as systems write it.
std::optional<std::string> written_by_a_machine(const Line& line, const Reading& reading) {
  if (line.find(U't') == Line::npos || line.find(U':') == Line::npos) return std::nullopt;
  std::string text = text::encode(line);
  for (char& c : text) c = c == 't' ? 'T' : c == 'z' ? 'Z' : c;
  const auto at = parse_rfc3339(text);
  return at ? std::optional(text_of(to_local(*at, reading.zone))) : std::nullopt;
}

}  // namespace

std::optional<std::string> read_datetime(const Line& original, const Reading& reading) {
  if (auto written = written_by_a_machine(original, reading)) return written;
  const Line heard = text::decode(text::normalize(reading.heard));
  if (const std::size_t behind = behind_correction(original); behind > 0) {
    const Line before = heard + U" " + original.substr(0, behind);
    if (auto time = datetime_in(as_hour(original.substr(behind)), before, reading)) return time;
  }
  return datetime_in(original, heard, reading);
}

}  // namespace yingda::dialogue
