#pragma once
// How much a feature says: by its kind, by how rare it is among the variants, and by whether it is
// made of common words only.

#include <cstdint>
#include <vector>

#include "knowledge/vocabulary.hpp"

namespace yingda::knowledge {

class FeatureWeights {
 public:
  FeatureWeights() = default;
  // `counts`: in how many of the `variants` each feature occurs. The vocabulary must outlive this.
  FeatureWeights(const Vocabulary& vocabulary, bool chinese,
                 const std::vector<std::uint32_t>& counts, std::size_t variants);

  // Log of how rare it is.
  float information(FeatureId id) const { return information_[id]; }
  float information_max() const { return information_max_; }
  // Below 1 for common words while there are few variants to learn their frequency from.
  float share(FeatureId id) const { return vocabulary_->is_common(id) ? common_share_ : 1.0F; }

  float cosine(const Counted& counted) const {
    return counted.count == 1 ? cosine_[counted.id] : damped(counted.count) * cosine_[counted.id];
  }
  float linear(const Counted& counted) const { return damped(counted.count) * linear_[counted.id]; }
  // By kind alone, without the rarity.
  float bm25(FeatureId id) const;
  float likelihood(FeatureId id) const;

 private:
  static float damped(float count);

  const Vocabulary* vocabulary_ = nullptr;
  bool chinese_ = false;
  float common_share_ = 1;
  float information_max_ = 0;
  std::vector<float> information_;
  std::vector<float> cosine_;
  std::vector<float> linear_;
};

}  // namespace yingda::knowledge
