#include "workorder/attainment.hpp"

#include <algorithm>

namespace yingda::workorder {
namespace {

constexpr int satisfied_from = 4;

// The smallest value that at least `percent` of them do not exceed.
std::optional<TimeSpan> nearest_rank(std::vector<TimeSpan>& values, std::size_t percent) {
  if (values.empty()) return std::nullopt;
  const std::size_t rank = (values.size() * percent + 99) / 100;
  const auto place =
      values.begin() + static_cast<std::ptrdiff_t>(std::max<std::size_t>(rank, 1) - 1);
  std::nth_element(values.begin(), place, values.end());
  if (*place == TimeSpan::max()) return std::nullopt;
  return *place;
}

}  // namespace

void AttainmentMeter::add(Instant since, const std::optional<Instant>& reached, bool missed) {
  if (missed) {
    ++missed_;
  } else if (reached) {
    ++kept_;
  }
  if (reached) {
    times_.push_back(*reached - since);
  } else if (missed) {
    times_.push_back(TimeSpan::max());
  }
}

Attainment AttainmentMeter::attainment() const {
  Attainment out;
  out.kept = kept_;
  out.missed = missed_;
  std::vector<TimeSpan> times = times_;
  out.p50 = nearest_rank(times, 50);
  out.p90 = nearest_rank(times, 90);
  return out;
}

void SatisfactionMeter::add(int score) {
  ++sums_.ratings;
  sums_.satisfied += score >= satisfied_from ? 1 : 0;
  scores_ += static_cast<std::uint64_t>(score);
}

Satisfaction SatisfactionMeter::satisfaction() const {
  Satisfaction out = sums_;
  if (out.ratings > 0) out.mean = static_cast<double>(scores_) / static_cast<double>(out.ratings);
  return out;
}

}  // namespace yingda::workorder
