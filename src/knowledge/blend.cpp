#include "knowledge/blend.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace yingda::knowledge {
namespace {

// With one variant an article there are no lessons: what is left out has no other variant to be
// found by. There, only words in common and their rarity say something. Cosines flatter short
// variants: of the sample platform's articles, cut to one question each, the same ones come first
// with them and without, and twice as many questions about articles that are missing pass.
constexpr PartArray lone_weights{14, 0, 0, 1, 0, 0};
// Where every article has lessons.
constexpr PartArray shipped_weights{10, 0.5, 0.5, 5, 2, 0};
constexpr double pull = 0.2;  // towards them: a little, so that parts that agree share the weight
constexpr int rounds = 30;

double dot(const PartArray& a, const PartArray& b) {
  return std::inner_product(a.begin(), a.end(), b.begin(), 0.0);
}

// Slope and curve of the log-likelihood of the right candidates along one weight.
struct Along {
  double slope = 0;
  double curve = 0;
};

Along along(const std::vector<Blend::Lesson>& lessons, const PartArray& weights, std::size_t part) {
  Along out;
  std::vector<double> scores;
  for (const auto& lesson : lessons) {
    scores.clear();
    double highest = -1e9;
    for (const auto& candidate : lesson.candidates) {
      scores.push_back(dot(weights, candidate));
      highest = std::max(highest, scores.back());
    }
    double total = 0;
    double mean = 0;
    double square = 0;
    for (std::size_t c = 0; c < scores.size(); ++c) {
      const double share = std::exp(scores[c] - highest);
      const double value = lesson.candidates[c][part];
      total += share;
      mean += share * value;
      square += share * value * value;
    }
    mean /= total;
    out.slope += lesson.candidates[lesson.right][part] - mean;
    out.curve += square / total - mean * mean;
  }
  return out;
}

}  // namespace

PartArray to_array(const Parts& parts) {
  return {parts.bm25, parts.nearest, parts.top3, parts.centroid, parts.likelihood, parts.linear};
}

Blend::Blend(const std::vector<std::string>& without) {
  for (std::size_t i = 0; i < part_count; ++i) {
    used_[i] = std::find(without.begin(), without.end(), part_names[i]) == without.end();
  }
  start_from(lone_weights);
}

void Blend::start_from(const PartArray& weights) {
  for (std::size_t i = 0; i < part_count; ++i) prior_[i] = used_[i] ? weights[i] : 0;
  weights_ = prior_;
}

void Blend::expect(double questions) {
  const double known = std::clamp(questions, 0.0, 1.0);
  PartArray between{};
  for (std::size_t i = 0; i < part_count; ++i) {
    between[i] = lone_weights[i] + known * (shipped_weights[i] - lone_weights[i]);
  }
  start_from(between);
}

void Blend::learn(const std::vector<Lesson>& lessons) {
  if (lessons.empty()) return;
  for (int round = 0; round < rounds; ++round) {
    for (std::size_t i = 0; i < part_count; ++i) {
      if (!used_[i]) continue;
      auto [slope, curve] = along(lessons, weights_, i);
      slope += pull * (prior_[i] - weights_[i]);
      weights_[i] = std::max(0.0, weights_[i] + slope / (curve + pull));
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
  for (const auto& one : parts) out.push_back({one.document, score(one), one});
  const std::size_t kept = std::min(count, out.size());
  std::partial_sort(out.begin(), out.begin() + static_cast<std::ptrdiff_t>(kept), out.end(),
                    [](const Ranked& a, const Ranked& b) {
                      return a.score != b.score ? a.score > b.score : a.document < b.document;
                    });
  out.resize(kept);
  return out;
}

}  // namespace yingda::knowledge
