#include "dialogue/entities_said.hpp"

namespace yingda::dialogue {
namespace {

using std::chrono::days;
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

// Characters from the first word of a range to its second: "from half past three to four".
constexpr std::size_t range_lead_max = 24;

// "三点" without a part of the day. People report what they did awake and what is past: of today
// the latest of both readings that is not ahead; of another day, 1 to 6 is in the afternoon.
int awake_hour(const FoundTime& time, const LocalTime& now, bool today) {
  if (time.exact || time.hour == 0 || time.hour > 12) return time.hour;
  const int later = time.hour == 12 ? 12 : time.hour + 12;
  if (!today) return time.hour <= 6 ? later : time.hour;
  const bool ahead = later > now.hour || (later == now.hour && time.minute > now.minute);
  return ahead ? time.hour : later;
}

bool is_ahead(const LocalTime& time, const LocalTime& now) {
  return time.hour > now.hour || (time.hour == now.hour && time.minute > now.minute);
}

// The same of what is still to come: of today the first reading that lies ahead.
int hour_to_come(const FoundTime& time, const LocalTime& now, bool today) {
  if (time.exact || time.hour == 0 || time.hour > 12) return time.hour;
  const int later = time.hour == 12 ? 12 : time.hour + 12;
  const LocalTime first{now.date, time.hour, time.minute, 0};
  if (today && time.hour > 6 && is_ahead(first, now)) return time.hour;
  const LocalTime second{now.date, later, time.minute, 0};
  if (today && is_ahead(second, now)) return later;
  return time.hour <= 6 ? later : time.hour;
}

// "昨天这个时候", "this time yesterday".
bool is_this_time(Line& line) {
  for (const LineView word : {LineView{U"这个时候"}, LineView{U"这时候"}, LineView{U"此时"},
                              LineView{U"this time"}, LineView{U"the same time"}}) {
    if (take_word(line, word)) return true;
  }
  return false;
}

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

}  // namespace

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

namespace {

// A point that is still to come, and was read as one that is past.
void move_ahead(LocalTime& point, const Said& said, const LocalTime& now) {
  const auto today = sys_days(now.date);
  const bool over =
      sys_days(point.date) < today || (sys_days(point.date) == today && !is_ahead(point, now));
  if (!over) return;
  if (!said.date) {
    point.date = sys_days(point.date) + days(1);
  } else if (said.date->last_such_day) {
    point.date = sys_days(point.date) + days(7);
  } else if (said.date->day_of_month) {
    const auto next = point.date + std::chrono::months(1);
    if (next.ok()) point.date = next;
  }
}

}  // namespace

LocalTime point_of(const Said& said, const LocalTime& now) {
  const auto& [date, time, spoken_part, loose, deadline, ahead] = said;
  DayPart part = spoken_part;
  if (part == DayPart::unsaid && date) part = date->part;
  const bool today = !date || date->date == now.date;
  LocalTime out{date ? date->date : now.date, hour_in(part, time->hour), time->minute, 0};
  if (part == DayPart::unsaid) {
    out.hour = ahead ? hour_to_come(*time, now, today) : awake_hour(*time, now, today);
  }
  // "昨晚12点" is the midnight at which that day ends; so is "昨晚两点" the small hours behind it.
  const bool midnight = time->hour == 12 || time->hour == 24;
  const bool after_midnight = part == DayPart::night && out.hour < 5 && date;
  if (out.hour == 24 || (after_midnight && (!today || midnight))) {
    out.date = sys_days(out.date) + days(1);
  }
  out.hour %= 24;
  if (ahead) {
    move_ahead(out, said, now);
    return out;
  }
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

}  // namespace yingda::dialogue
