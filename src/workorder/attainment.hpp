#pragma once
// How well one kind of promise was kept over many orders: what every figure of ours is made of.

#include <cstdint>
#include <optional>
#include <vector>

#include "base/time.hpp"

namespace yingda::workorder {

// One promise's reality. Orders whose promise still runs, and those that the customer withdrew
// before it was due, are in neither `kept` nor `missed`.
struct Attainment {
  std::uint64_t kept = 0;
  std::uint64_t missed = 0;
  // Nearest rank. Whose time is over and who still waits comes last; nullopt: so many do.
  std::optional<TimeSpan> p50;
  std::optional<TimeSpan> p90;

  std::uint64_t due() const { return kept + missed; }
};

class AttainmentMeter {
 public:
  // `reached`: when it was done, in time or not. `since`: from when the customer has waited.
  void add(Instant since, const std::optional<Instant>& reached, bool missed);
  Attainment attainment() const;

 private:
  std::uint64_t kept_ = 0;
  std::uint64_t missed_ = 0;
  // How long it took; TimeSpan::max() for what is late and not there yet.
  std::vector<TimeSpan> times_;
};

// What visitors think of how they were served.
struct Satisfaction {
  std::uint64_t ratings = 0;
  std::uint64_t satisfied = 0;  // 4 or 5 of 5
  double mean = 0;              // 1 to 5; 0 without ratings
};

class SatisfactionMeter {
 public:
  void add(int score);
  Satisfaction satisfaction() const;

 private:
  Satisfaction sums_;
  std::uint64_t scores_ = 0;
};

}  // namespace yingda::workorder
