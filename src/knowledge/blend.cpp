#include "knowledge/blend.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace yingda::knowledge {
namespace {

constexpr PartArray shipped_weights{12, 5, 5, 10, 6};
// The pull towards the shipped weights, worth about so many lessons.
constexpr double pull = 0.02;
constexpr int rounds = 60;
constexpr double step = 30;

double dot(const PartArray& a, const PartArray& b) {
  return std::inner_product(a.begin(), a.end(), b.begin(), 0.0);
}

// Adds the lesson's gradient of the log-likelihood of the right candidate.
void add_gradient(const Blend::Lesson& lesson, const PartArray& weights, PartArray& gradient) {
  double highest = -1e9;
  std::vector<double> scores;
  for (const auto& candidate : lesson.candidates) {
    scores.push_back(dot(weights, candidate));
    highest = std::max(highest, scores.back());
  }
  double total = 0;
  for (double& score : scores) total += score = std::exp(score - highest);
  for (std::size_t i = 0; i < part_count; ++i) {
    double expected = 0;
    for (std::size_t c = 0; c < scores.size(); ++c) {
      expected += scores[c] / total * lesson.candidates[c][i];
    }
    gradient[i] += lesson.candidates[lesson.right][i] - expected;
  }
}

}  // namespace

PartArray to_array(const Parts& parts) {
  return {parts.bm25, parts.nearest, parts.top3, parts.centroid, parts.likelihood};
}

Blend::Blend() : weights_(shipped_weights) {}

void Blend::learn(const std::vector<Lesson>& lessons) {
  if (lessons.empty()) return;
  const auto n = static_cast<double>(lessons.size());
  for (int round = 0; round < rounds; ++round) {
    PartArray gradient{};
    for (const auto& lesson : lessons) add_gradient(lesson, weights_, gradient);
    for (std::size_t i = 0; i < part_count; ++i) {
      const double back = pull * (shipped_weights[i] - weights_[i]) / std::max(1.0, n / 50);
      weights_[i] = std::max(0.0, weights_[i] + step * (gradient[i] / n + back / step));
    }
  }
}

double Blend::score(const Parts& parts) const { return dot(weights_, to_array(parts)); }

double Blend::normalised(double score) const {
  const double whole = std::accumulate(weights_.begin(), weights_.end(), 0.0);
  return whole > 0 ? std::clamp(score / whole, 0.0, 1.0) : 0;
}

std::vector<Ranked> Blend::best(const std::vector<Parts>& parts, std::size_t count) const {
  std::vector<Ranked> out;
  for (std::size_t d = 0; d < parts.size(); ++d) {
    if (parts[d].nearest > 0) out.push_back({d, score(parts[d]), parts[d]});
  }
  const std::size_t kept = std::min(count, out.size());
  std::partial_sort(out.begin(), out.begin() + static_cast<std::ptrdiff_t>(kept), out.end(),
                    [](const Ranked& a, const Ranked& b) {
                      return a.score != b.score ? a.score > b.score : a.document < b.document;
                    });
  out.resize(kept);
  return out;
}

}  // namespace yingda::knowledge
