#pragma once
// Points and spans of time, as values. There is no `now()` here on purpose: the core is handed the
// time with every event, so that it can be replayed.

#include <chrono>
#include <functional>
#include <string>
#include <string_view>

#include "base/result.hpp"

namespace yingda {

using TimeSpan = std::chrono::milliseconds;
using Instant = std::chrono::sys_time<TimeSpan>;

// The offset of a place's wall clock from UTC at an instant.
using ZoneOffset = std::function<std::chrono::minutes(Instant)>;

// "2026-11-21T08:05:00.000Z": UTC, always three digits of milliseconds.
std::string to_rfc3339(Instant at);

// Accepts any RFC 3339 date-time (offset or Z, 0–9 fractional digits, truncated to milliseconds).
Result<Instant> parse_rfc3339(std::string_view text);

// A wall-clock reading at some place.
struct LocalTime {
  std::chrono::year_month_day date;
  int hour = 0;
  int minute = 0;
  int second = 0;
};

LocalTime to_local(Instant at, const ZoneOffset& zone);
Instant from_local(const LocalTime& local, const ZoneOffset& zone);

// "20261121", the day at that place.
std::string local_day(Instant at, const ZoneOffset& zone);

}  // namespace yingda
