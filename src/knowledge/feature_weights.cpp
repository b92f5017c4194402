#include "knowledge/feature_weights.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace yingda::knowledge {
namespace {

// How much a kind of feature counts in each part (unit, pair, triple, piece).
struct KindWeights {
  std::array<float, 4> cosine;
  std::array<float, 4> bm25;
  std::array<float, 4> likelihood;
  std::array<float, 4> linear;
};
constexpr KindWeights chinese_weights{
    {1, 1, 0.7F, 0.4F}, {1, 1, 0, 0}, {1, 1, 0, 0}, {1, 1, 1, 0.5F}};
constexpr KindWeights word_weights{
    {1, 0.6F, 0, 0.35F}, {1, 0.5F, 0, 0.15F}, {1, 0.5F, 0, 0.15F}, {1, 1, 0, 0.5F}};

const KindWeights& weights_for(bool chinese) { return chinese ? chinese_weights : word_weights; }

std::size_t at(FeatureKind kind) { return static_cast<std::size_t>(kind); }

// What a feature of common words weighs beside others as frequent: little while there are few
// variants to learn its frequency from, in the end as much as any.
float common_share(std::size_t variants, bool chinese) {
  constexpr float few = 50;
  const float enough = chinese ? 600 : 5000;
  const float least = chinese ? 0.5F : 0.35F;
  const float known =
      std::log(std::max(static_cast<float>(variants), few) / few) / std::log(enough / few);
  return std::min(1.0F, least + (1 - least) * known);
}

}  // namespace

FeatureWeights::FeatureWeights(const Vocabulary& vocabulary, bool chinese,
                               const std::vector<std::uint32_t>& counts, std::size_t variants)
    : vocabulary_(&vocabulary), chinese_(chinese), common_share_(common_share(variants, chinese)) {
  const float n = static_cast<float>(variants) + 1;
  information_max_ = std::log(n / 0.5F);
  for (FeatureId id = 0; id < counts.size(); ++id) {
    const float rarity = std::log(n / (static_cast<float>(counts[id]) + 0.5F));
    const auto& weights = weights_for(chinese);
    const auto kind = at(vocabulary.kind(id));
    information_.push_back(rarity * share(id));
    cosine_.push_back(information_[id] * weights.cosine[kind]);
    // It learns itself what a feature says; told too much of rarity, it would heed little else.
    linear_.push_back(std::cbrt(1 + information_[id] / share(id)) * weights.linear[kind]);
  }
}

float FeatureWeights::damped(float count) { return count == 1 ? 1.0F : 1.0F + std::log(count); }

float FeatureWeights::bm25(FeatureId id) const {
  return weights_for(chinese_).bm25[at(vocabulary_->kind(id))];
}

float FeatureWeights::likelihood(FeatureId id) const {
  return weights_for(chinese_).likelihood[at(vocabulary_->kind(id))];
}

}  // namespace yingda::knowledge
