#include "routing/pace.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <vector>

namespace yingda::routing {
namespace {

// One lucky catch says nothing about the next wait.
constexpr std::size_t learned_from = 3;
constexpr std::size_t most_kept = 200;
// The morning says little about the evening.
constexpr std::chrono::hours looked_at{4};
constexpr double short_share = 0.2;
constexpr double long_share = 0.8;

// How long `position` places in a row took, once from each of the steps; after the last comes the
// first.
std::vector<double> waits(const std::vector<double>& steps, int position) {
  const auto count = steps.size();
  const auto rounds = static_cast<std::size_t>(position) / count;
  const auto rest = static_cast<std::size_t>(position) % count;
  const double all = std::accumulate(steps.begin(), steps.end(), 0.0);
  std::vector<double> out;
  out.reserve(count);
  for (std::size_t from = 0; from < count; ++from) {
    double sum = static_cast<double>(rounds) * all;
    for (std::size_t i = 0; i < rest; ++i) sum += steps[(from + i) % count];
    out.push_back(sum);
  }
  std::ranges::sort(out);
  return out;
}

int quantile(const std::vector<double>& sorted, double share) {
  const auto last = static_cast<double>(sorted.size() - 1);
  const auto at = static_cast<std::size_t>(std::lround(share * last));
  return static_cast<int>(std::lround(sorted[at]));
}

}  // namespace

void Pace::on_duty(bool somebody, Instant now) {
  if (!somebody) {
    duty_since_.reset();
  } else if (!duty_since_) {
    duty_since_ = now;
  }
}

void Pace::taken(Instant queued_at, Instant now) {
  if (duty_since_) {
    const Instant from = std::max({last_, queued_at, *duty_since_});
    const double seconds = std::chrono::duration<double>(now - from).count();
    steps_.push_back({now, std::max(0.0, seconds)});
    if (steps_.size() > most_kept) steps_.pop_front();
  }
  last_ = now;
}

std::optional<WaitRange> Pace::range(int position, Instant now) const {
  std::vector<double> lately;
  for (const auto& step : steps_) {
    if (now - step.at <= looked_at) lately.push_back(step.seconds);
  }
  if (position < 1 || lately.size() < learned_from) return std::nullopt;
  const auto sorted = waits(lately, position);
  return WaitRange{quantile(sorted, short_share), quantile(sorted, 0.5),
                   quantile(sorted, long_share), static_cast<int>(lately.size())};
}

}  // namespace yingda::routing
