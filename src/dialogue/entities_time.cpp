// A point in time to the minute: a date, a part of the day and a time of day, in any order and
// mostly optional; or so many minutes ago.

#include "dialogue/entities_time.hpp"

#include <array>
#include <cstdio>

#include "dialogue/entities_said.hpp"
#include "dialogue/entities_told.hpp"
#include "text/characters.hpp"
#include "text/normalize.hpp"

namespace yingda::dialogue {
namespace {

using std::chrono::days;
using std::chrono::minutes;
using std::chrono::sys_days;

std::string text_of(const LocalTime& local) {
  std::array<char, 40> out{};
  std::snprintf(out.data(), out.size(), "%04d-%02u-%02u %02d:%02d",
                static_cast<int>(local.date.year()), static_cast<unsigned>(local.date.month()),
                static_cast<unsigned>(local.date.day()), local.hour, local.minute);
  return out.data();
}

// The longest a visitor means by "so long ago".
constexpr double ago_minutes_max = 60.0 * 24 * 366;
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

// "1小时20分钟前", "3 hours and 20 minutes ago": lengths in a row, with "ago" behind them. Of what
// is `ahead`: "三小时后", "两天内", "in 3 hours".
std::optional<minutes> span_told(const Line& line, bool ahead) {
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
    const bool to_come =
        any_at(line, at, {U"以后", U"之后", U"后", U"以内", U"之内", U"内", U"from now"}) > 0 ||
        any_before(line, skip_blanks_back(line, from), {U"in", U"within"}) > 0;
    const bool known = at > from && (ahead ? to_come : ago) && total <= ago_minutes_max;
    if (known) return minutes(static_cast<int>(total));
  }
  return std::nullopt;
}

// "两天内", "within two days".
std::optional<minutes> days_within(const Line& line) {
  constexpr int days_max = 366;
  for (auto number = find_number(line, 0); number; number = find_number(line, number->to)) {
    const std::size_t at = skip_blanks(line, number->to);
    const std::size_t unit = any_at(line, at, {U"天", U"days", U"day"});
    const bool within = any_at(line, at + unit, {U"以内", U"之内", U"内"}) > 0 ||
                        any_before(line, skip_blanks_back(line, number->from), {U"within"}) > 0;
    const bool whole = number->value >= 1 && number->value <= days_max && !number->vague;
    if (unit > 0 && within && whole) return minutes(static_cast<int>(number->value * 24 * 60));
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

// What is said of the point, without what the same line tells of others.
Said told_point(const Line& line, const LocalTime& now, std::string_view about) {
  return said_in(told_in(line, now, about).kept, now);
}

// "the day before", "第二天": counted from a day that was named before.
std::chrono::days beside_day(const Line& line) {
  for (const LineView word :
       {LineView{U"the day before"}, LineView{U"前一天"}, LineView{U"头一天"}}) {
    if (holds_word(line, word)) return days(-1);
  }
  for (const LineView word :
       {LineView{U"the day after"}, LineView{U"第二天"}, LineView{U"后一天"}}) {
    if (holds_word(line, word)) return days(1);
  }
  return days(0);
}

// What `said` leaves open, as it was said before.
void complete(Said& said, const Said& before, const Line& line) {
  const bool no_part = said.part == DayPart::unsaid;
  const auto beside = beside_day(line);
  if (!said.date && before.date && beside != days(0)) {
    said.date = FoundDate{sys_days(before.date->date) + beside};
  }
  if (!said.date && (before.date || before.time)) {
    said.date = before.date;
    if (no_part) said.part = before.part;
  } else if (said.date && !said.time && before.time) {
    said.time = before.time;
    if (no_part) said.part = before.part;
  }
}

std::optional<std::string> datetime_in(const Line& line, const Line& heard,
                                       const Reading& reading) {
  const LocalTime now = to_local(reading.now, reading.zone);
  const Told told = told_in(line, now, reading.about);
  if (told.several) return std::nullopt;
  if (const auto ago = span_told(told.kept, false)) {
    return text_of(to_local(reading.now - *ago, reading.zone));
  }
  if (reading.ahead) {
    auto span = span_told(told.kept, true);
    if (!span) span = days_within(told.kept);
    if (span) return text_of(to_local(reading.now + *span, reading.zone));
  }
  Said said = told.nothing ? Said{} : said_in(told.kept, now);
  if (!told.denied.empty()) complete(said, said_in(told.denied, now), told.kept);
  if (!heard.empty()) complete(said, told_point(heard, now, reading.about), told.kept);
  if (!said.time && (is_just_now(told.kept) || is_now(told.kept))) return text_of(now);
  if (!said.time || (!said.date && said.loose)) return std::nullopt;
  said.ahead = reading.ahead;
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
  const Told told = told_in(line, to_local(reading.now, reading.zone), reading.about);
  if (told.nothing) return false;
  const Said said = said_in(told.kept, to_local(reading.now, reading.zone));
  return said.date && !said.time && !told.several;
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
