#pragma once
// Which documents and which of their variants hold a feature. Everything is in the order of the
// documents, so a few of them are found in a long list by jumping.

#include <cstdint>
#include <vector>

#include "knowledge/corpus.hpp"
#include "knowledge/feature_weights.hpp"

namespace yingda::knowledge {

struct VariantPosting {
  std::uint32_t variant = 0;
  float weight = 0;  // of the unit-length TF-IDF vector
};

struct DocumentPosting {
  std::uint32_t document = 0;
  std::uint32_t variants = 0;  // where its variant postings begin; they end where the next begin
  std::uint32_t count = 0;     // in all its variants
  float centroid = 0;          // of the unit-length mean of its variants
};

template <class Posting>
struct Span {
  const Posting* first = nullptr;
  const Posting* last = nullptr;
  const Posting* begin() const { return first; }
  const Posting* end() const { return last; }
  std::size_t size() const { return static_cast<std::size_t>(last - first); }
};

class Postings {
 public:
  Postings() = default;
  // `use[v]` says whether variant v takes part.
  Postings(const Corpus& corpus, const FeatureWeights& weights, const std::vector<bool>& use,
           const std::vector<std::uint32_t>& counts);

  Span<DocumentPosting> documents(FeatureId id) const {
    return {documents_.data() + document_starts_[id], documents_.data() + document_starts_[id + 1]};
  }
  // The best of a long list, in no order; nothing when the list is short.
  Span<DocumentPosting> champions(FeatureId id) const;
  Span<VariantPosting> variants(const DocumentPosting& posting) const {
    return {variants_.data() + posting.variants, variants_.data() + (&posting + 1)->variants};
  }
  // From `from` on the posting of `document`, or the first behind it.
  static const DocumentPosting* jump(const DocumentPosting* from, const DocumentPosting* last,
                                     std::uint32_t document);

  // Lists longer than this have champions.
  static constexpr std::size_t long_list = 512;

 private:
  void lay_out(const Corpus& corpus, const std::vector<bool>& use,
               const std::vector<std::uint32_t>& counts);
  void fill(const Corpus& corpus, const FeatureWeights& weights, const std::vector<bool>& use);
  void choose_champions();

  std::vector<std::uint32_t> document_starts_;  // of each feature, and the end of the last
  std::vector<DocumentPosting> documents_;      // and one behind, where all variant postings end
  std::vector<std::uint32_t> variant_starts_;   // of each feature, while building
  std::vector<VariantPosting> variants_;
  struct Champions {
    FeatureId feature = 0;
    std::uint32_t from = 0;
  };
  std::vector<Champions> champion_starts_;  // by feature
  std::vector<DocumentPosting> champions_;
};

}  // namespace yingda::knowledge
