#pragma once
// The two halves of a point in time, each found in a line and blanked out there, so that the digits
// of "11-20 15:04" are read once.

#include <chrono>
#include <optional>

#include "dialogue/entities_parts.hpp"

namespace yingda::dialogue {

// Which part of the day an hour belongs to, as far as it was said.
enum class DayPart { unsaid, morning, noon, afternoon, night, small_hours };

struct FoundDate {
  std::chrono::year_month_day date;
  DayPart part = DayPart::unsaid;  // "昨晚", "last night"
  // "周五": the last one. Said on a Friday with an hour that is still to come, it was a week ago.
  bool last_such_day = false;
  bool day_of_month = false;  // "25号": of this month, or of the last
};

struct FoundTime {
  int hour = 0;  // 0 to 24
  int minute = 0;
  bool exact = false;              // "15:04", "03:04": as on a clock of 24 hours
  DayPart part = DayPart::unsaid;  // "3pm"
};

// --- entities_date.cpp: written dates; entities_day.cpp: days named from today ---

std::optional<std::chrono::year_month_day> date_of(int year, int month, int day);

// "去年", "last year"; "上个月", "last month": taken out of the line, how many to go on from now.
std::optional<int> take_year_shift(Line& line);
std::optional<int> take_month_shift(Line& line);

// "2月30日", or "2月29日" with no such day near: a day that is not there. Nothing is guessed from
// what is left of it.
bool names_impossible_date(const Line& line, std::chrono::year_month_day today);

std::optional<std::chrono::year_month_day> take_written_date(Line& line,
                                                             std::chrono::year_month_day today);
std::optional<FoundDate> take_named_day(Line& line, std::chrono::year_month_day today);
std::optional<FoundDate> take_date(Line& line, std::chrono::year_month_day today);
// "上周", "前几天", "月底", "the other day": a day, but not which one.
bool names_loose_date(const Line& line);

// --- entities_clock.cpp ---

DayPart take_day_part(Line& line);
// `after_date`: a date was taken out, so that "at 3" and a bare hour beside it are times.
std::optional<FoundTime> take_time(Line& line, bool after_date);

// --- entities_time.cpp ---

// Takes out all dates and times of day; what is left are other numbers.
void blank_times(Line& line, const Reading& reading);

}  // namespace yingda::dialogue
