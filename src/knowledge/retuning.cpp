#include "knowledge/retuning.hpp"

#include <algorithm>
#include <cmath>
#include <tuple>

namespace yingda::knowledge {
namespace {

// Less than this, by weight, says nothing about a gate.
constexpr double judged_min = 30;
// So many judgements by weight pull as much as the knowledge base's own lessons do.
constexpr double judged_for_half = 120;
// What one judgement says at most about the constant.
constexpr double information_max = 0.25;
// A gate that becomes careful loses answers; one that becomes bold gives wrong ones.
constexpr double bolder_max = 0.5;
constexpr double more_careful_max = -1.5;
// Nobody was ever surer; the logarithm must be finite.
constexpr double surest = 1 - 1e-6;
constexpr int rounds_max = 30;

double log_odds(double p) {
  const double inside = std::clamp(p, 1 - surest, surest);
  return std::log(inside / (1 - inside));
}

double from_log_odds(double odds) { return 1 / (1 + std::exp(-odds)); }

}  // namespace

double before_shift(double confidence, double shift) {
  return from_log_odds(log_odds(confidence) - shift);
}

Retuning retune(const std::vector<JudgedAnswer>& judged) {
  Retuning out;
  double weight = 0;
  for (const auto& one : judged) {
    ++(one.right ? out.right : out.wrong);
    weight += one.weight;
  }
  if (weight < judged_min) return out;
  // Sums of doubles depend on their order.
  auto sorted = judged;
  std::ranges::sort(sorted, [](const JudgedAnswer& a, const JudgedAnswer& b) {
    return std::tie(a.confidence, a.right, a.weight) < std::tie(b.confidence, b.right, b.weight);
  });
  const double pull = judged_for_half * information_max;
  double shift = 0;
  for (int round = 0; round < rounds_max; ++round) {
    double slope = -pull * shift;
    double bend = pull;
    for (const auto& one : sorted) {
      const double p = from_log_odds(log_odds(one.confidence) + shift);
      slope += one.weight * ((one.right ? 1 : 0) - p);
      bend += one.weight * p * (1 - p);
    }
    const double next = std::clamp(shift + slope / bend, more_careful_max, bolder_max);
    if (std::abs(next - shift) < 1e-9) break;
    shift = next;
  }
  // What is rounded away moves no answer, and is the same on every machine.
  out.shift = std::round(shift * 1000) / 1000;
  return out;
}

}  // namespace yingda::knowledge
