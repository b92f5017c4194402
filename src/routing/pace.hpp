#pragma once
// How fast a team takes who waits, as it was measured: no guess, and no factor.

#include <deque>
#include <optional>

#include "base/time.hpp"

namespace yingda::routing {

// Of ten waits as long as those measured, two were shorter than `least_s` and two longer than
// `most_s`.
struct WaitRange {
  int least_s = 0;
  int likely_s = 0;
  int most_s = 0;
  int measured = 0;  // how many were taken in the time that is looked at
};

class Pace {
 public:
  // To be told at every change: a night without anybody says nothing about the day.
  void on_duty(bool somebody, Instant now);
  // Somebody was taken. Their place took from when the one before was taken, they came, or the team
  // came on duty, whichever was last.
  void taken(Instant queued_at, Instant now);
  // For who is in this place, 1 for the next; nullopt when too few were taken lately.
  std::optional<WaitRange> range(int position, Instant now) const;

 private:
  struct Step {
    Instant at{};
    double seconds = 0;
  };
  std::deque<Step> steps_;  // the oldest first
  std::optional<Instant> duty_since_;
  Instant last_{};
};

}  // namespace yingda::routing
