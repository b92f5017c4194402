#pragma once
// The two halves of a point in time, each found in a line and blanked out there, so that the digits
// of "11-20 15:04" are read once.

#include <algorithm>
#include <chrono>
#include <optional>

#include "dialogue/entities_parts.hpp"

namespace yingda::dialogue {

// Which part of the day an hour belongs to, as far as it was said.
enum class DayPart { unsaid, morning, noon, afternoon, night, small_hours };

struct FoundDate {
  std::chrono::year_month_day date;
  DayPart part = DayPart::unsaid;  // "昨晚", "last night"
};

struct FoundTime {
  int hour = 0;
  int minute = 0;
  bool exact = false;  // "15:04", "03:04": as on a clock of 24 hours
};

// Stands where something was read.
inline constexpr char32_t taken = 0x1F;

inline void blank(Line& line, std::size_t from, std::size_t to) {
  std::fill(line.begin() + static_cast<std::ptrdiff_t>(from),
            line.begin() + static_cast<std::ptrdiff_t>(to), taken);
}

// Takes out a word if it is there. English words must stand alone.
bool take_word(Line& line, std::u32string_view word);

std::optional<FoundDate> take_date(Line& line, std::chrono::year_month_day today);
DayPart take_day_part(Line& line);
std::optional<FoundTime> take_time(Line& line);

}  // namespace yingda::dialogue
