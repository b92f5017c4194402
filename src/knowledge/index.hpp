#pragma once
// Inverted index over some of a corpus's variants: which variants and which documents hold a
// feature, with the weights already worked out, so that a question costs one pass over postings.

#include <cstdint>
#include <string>
#include <vector>

#include "knowledge/corpus.hpp"
#include "knowledge/linear_model.hpp"

namespace yingda::knowledge {

struct VariantPosting {
  std::uint32_t variant = 0;
  float weight = 0;  // of the unit-length TF-IDF vector
};

struct DocumentPosting {
  std::uint32_t document = 0;
  float bm25 = 0;
  float centroid = 0;    // of the unit-length mean of its variants
  float likelihood = 0;  // log of how much more often the feature is here than nowhere
};

// A document less likely than e to the minus this has no linear part at all.
inline constexpr float linear_range = 10;

// Part scores of one document for one question, each about 0 to 1.
struct Parts {
  float bm25 = 0;
  float nearest = 0;  // cosine with the variant that fits best
  float top3 = 0;     // mean of the best three cosines
  float centroid = 0;
  float likelihood = 0;
  float linear = 0;    // log of its share by the linear model, brought to 0 to 1; see linear_range
  float logit = 0;     // the linear model's own, in the same scale
  float coverage = 0;  // share of the question's information that occurs in the document
  float pair_coverage = 0;  // the same of its pairs
  float named = 0;          // how many features of the question name something that is here
  std::int32_t variant = -1;
};

// Of what the question says, weighed as for the cosine, the share that the variant says too, and
// the other way round; the last two count only units that are not common.
struct Closeness {
  float question_covered = 0;
  float variant_covered = 0;
  float variant_content_covered = 0;
  float shared_content = 0;  // number of such units in both
};

class Index {
 public:
  // `use[v]` says whether variant v takes part; a document without variants never scores.
  static Index build(const Corpus& corpus, const std::vector<bool>& use);

  // One entry for each document of the corpus.
  std::vector<Parts> score(const Query& query) const;

  // How close the question and one variant are, whatever else its document says.
  Closeness compare(const Query& query, std::size_t variant) const;

  // Information of a feature: log of how rare it is among the variants.
  float information(FeatureId id) const { return information_[id]; }
  float information_max() const { return information_max_; }
  bool is_indexed(FeatureId id) const { return variant_ranges_[id].from < variant_ranges_[id].to; }
  bool holds(FeatureId id, std::size_t document) const;

 private:
  struct Range {
    std::uint32_t from = 0;
    std::uint32_t to = 0;
  };

  float share(FeatureId id) const {
    return corpus_->vocabulary.is_common(id) ? common_share_ : 1.0F;
  }
  // One feature in one document, while building.
  struct Cell {
    std::uint32_t document = 0;
    float count = 0;
    float unit = 0;  // sum of the unit-length weights
  };
  struct Table {
    std::vector<std::vector<Cell>> cells;  // of each feature, by document
    std::vector<std::uint32_t> frequency;  // documents that hold it
    std::vector<float> length;             // of each document, for BM25
    std::vector<float> mass;               // of each document, for the likelihood
    float documents = 0;
    float mean_length = 1;
  };
  struct Totals {
    float bm25 = 0;
    float units = 0;
    float pairs = 0;
    float likelihood = 0;
    float mass = 0;
  };

  void add_variants(const Corpus& corpus, const std::vector<bool>& use);
  void add_variant(std::uint32_t variant);
  void add_documents(const Corpus& corpus, const std::vector<bool>& use);
  Table tabulate(const Corpus& corpus, const std::vector<bool>& use) const;
  void add_sizes(const Table& table);
  void add_linear(const std::vector<bool>& use);
  void score_linear(const Query& query, std::vector<Parts>& out) const;
  // As the linear model wants it; `unknown` units make it shorter.
  FeatureVector vector_of(const FeatureBag& bag, std::size_t unknown) const;
  float linear_weight(const Counted& counted) const;
  float cosine_weight(const Counted& counted) const;
  float question_norm(const Query& query) const;
  void finish(std::size_t document, const std::vector<float>& cosines, const Totals& totals,
              Parts& parts) const;

  const Corpus* corpus_ = nullptr;
  LinearModel linear_;
  std::vector<float> information_;
  float information_max_ = 0;
  float common_share_ = 1;
  float bm25_unknown_ = 0;  // what a feature seen nowhere would have weighed
  std::vector<float> bm25_idf_;
  std::vector<Range> variant_ranges_;
  std::vector<VariantPosting> variant_postings_;
  std::vector<Range> document_ranges_;
  std::vector<DocumentPosting> document_postings_;
  std::vector<Range> document_variants_;  // of each document
  std::vector<float> document_sizes_;     // log of size, relative; for the likelihood
};

}  // namespace yingda::knowledge
