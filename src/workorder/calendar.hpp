#pragma once
// When promises run: around the clock, or in the hours of a week with holidays and make-up days.
// Spans given to a calendar are working time: two hours of it may be a long weekend.

#include <array>
#include <map>
#include <optional>
#include <vector>

#include "base/time.hpp"

namespace yingda::workorder {

// From `from` (inclusive) to `to` (exclusive), minutes after a day's midnight; at most 24:00.
struct Shift {
  std::chrono::minutes from{};
  std::chrono::minutes to{};
  bool operator==(const Shift&) const = default;
};

// Of one day: in order, not overlapping.
using Shifts = std::vector<Shift>;

struct Calendar {
  bool round_the_clock = true;
  ZoneOffset zone;                                     // unset: UTC
  std::array<Shifts, 7> week;                          // Monday first
  std::map<std::chrono::sys_days, Shifts> exceptions;  // holidays: no shifts; make-up days

  // Nobody works on any day of the week: no promise could ever be due.
  bool is_empty() const;
  const Shifts& on(std::chrono::sys_days day) const;
};

// The first instant at which `working` time has passed since `start`. What starts outside the hours
// starts with the next shift; a span that fills a shift exactly is due at its end.
Instant due(const Calendar& calendar, Instant start, TimeSpan working);

// The working time from `from` to `to`; zero when `to` is not later.
TimeSpan working_time(const Calendar& calendar, Instant from, Instant to);

// When the next shift begins. None: somebody works at `at`, or nobody ever does.
std::optional<Instant> next_opening(const Calendar& calendar, Instant at);

}  // namespace yingda::workorder
