#include "workorder/calendar.hpp"

#include <algorithm>

namespace yingda::workorder {
namespace {

using std::chrono::days;
using std::chrono::sys_days;

// Ten years, as the longest span that can be configured. A calendar that is worked less than that
// much in all is not asked further: the promise is due then.
constexpr int days_max = 3660;

struct Interval {
  Instant from{};
  Instant to{};
};

sys_days local_date(const Calendar& calendar, Instant at) {
  return sys_days(to_local(at, calendar.zone).date);
}

// A wall clock's minute of a day, also 24:00. In the hour that summer time skips it is the hour's
// end.
Instant wall_clock(const Calendar& calendar, sys_days day, std::chrono::minutes minute) {
  const auto whole = std::chrono::floor<days>(minute);
  const auto rest = static_cast<int>((minute - whole).count());
  LocalTime local;
  local.date = std::chrono::year_month_day(day + whole);
  local.hour = rest / 60;
  local.minute = rest % 60;
  return from_local(local, calendar.zone);
}

// What is worked on that day from `since` on.
std::vector<Interval> worked(const Calendar& calendar, sys_days day, Instant since) {
  std::vector<Interval> out;
  for (const auto& shift : calendar.on(day)) {
    const Interval interval{std::max(since, wall_clock(calendar, day, shift.from)),
                            wall_clock(calendar, day, shift.to)};
    if (interval.from < interval.to) out.push_back(interval);
  }
  return out;
}

}  // namespace

bool Calendar::is_empty() const {
  return !round_the_clock &&
         std::ranges::all_of(week, [](const Shifts& day) { return day.empty(); });
}

const Shifts& Calendar::on(sys_days day) const {
  const auto exception = exceptions.find(day);
  if (exception != exceptions.end()) return exception->second;
  return week[std::chrono::weekday(day).iso_encoding() - 1];
}

Instant due(const Calendar& calendar, Instant start, TimeSpan working) {
  if (calendar.round_the_clock || working <= TimeSpan::zero()) return start + working;
  sys_days day = local_date(calendar, start);
  for (int i = 0; i < days_max; ++i, day += days(1)) {
    for (const auto& interval : worked(calendar, day, start)) {
      if (working <= interval.to - interval.from) return interval.from + working;
      working -= interval.to - interval.from;
    }
  }
  return start + days(days_max);
}

TimeSpan working_time(const Calendar& calendar, Instant from, Instant to) {
  if (to <= from) return TimeSpan::zero();
  if (calendar.round_the_clock) return to - from;
  TimeSpan sum{};
  const sys_days last = local_date(calendar, to);
  for (sys_days day = local_date(calendar, from); day <= last; day += days(1)) {
    for (const auto& interval : worked(calendar, day, from)) {
      if (interval.from < to) sum += std::min(interval.to, to) - interval.from;
    }
  }
  return sum;
}

std::optional<Instant> next_opening(const Calendar& calendar, Instant at) {
  if (calendar.round_the_clock) return std::nullopt;
  sys_days day = local_date(calendar, at);
  for (int i = 0; i < days_max; ++i, day += days(1)) {
    const auto today = worked(calendar, day, at);
    if (today.empty()) continue;
    const Instant begins = today.front().from;
    return begins > at ? std::optional(begins) : std::nullopt;
  }
  return std::nullopt;
}

}  // namespace yingda::workorder
