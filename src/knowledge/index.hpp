#pragma once
// Inverted index over some of a corpus's variants, and the parts of the score from it. What a
// question costs does not grow with the knowledge base: the lists of its rare features say which
// documents may be meant, and only those are looked at closely.

#include <cstdint>
#include <vector>

#include "knowledge/corpus.hpp"
#include "knowledge/feature_weights.hpp"
#include "knowledge/linear_model.hpp"
#include "knowledge/parts.hpp"
#include "knowledge/postings.hpp"

namespace yingda::knowledge {

class Index {
 public:
  // `use[v]` says whether variant v takes part; a document without variants never scores.
  static Index build(const Corpus& corpus, const std::vector<bool>& use);

  // Of the documents that may be meant, ordered by document: each shares something with the
  // question. Of a small knowledge base these are all such documents, and `wanted` always is one
  // of them.
  std::vector<Parts> score(const Query& query, const std::vector<std::size_t>& wanted = {}) const;

  // How close the question and one variant are, whatever else its document says.
  Closeness compare(const Query& query, std::size_t variant) const;

  // Information of a feature: log of how rare it is among the variants.
  float information(FeatureId id) const { return weights_.information(id); }
  bool is_indexed(FeatureId id) const { return postings_.documents(id).size() > 0; }
  bool holds(FeatureId id, std::size_t document) const;

 private:
  // What a document that holds everything asked would reach.
  struct Totals {
    float bm25 = 0;
    float units = 0;
    float pairs = 0;
    float likelihood = 0;
    float mass = 0;
  };
  // The linear model's word on every document.
  struct Logits {
    std::vector<float> of;  // empty without a model
    float whole = 0;        // log of the sum of all exponentials
    float linear(std::size_t document) const;
  };
  // Cosines of the variants of the documents that are looked at, in one row.
  struct Cosines {
    std::vector<float> row;
    std::vector<std::size_t> from;  // of each document, minus its first variant; may wrap around
  };
  struct Range {
    std::uint32_t from = 0;
    std::uint32_t to = 0;
  };

  void add_sizes(const std::vector<bool>& use);
  void add_linear(const std::vector<bool>& use, std::size_t variants);

  float bm25(FeatureId id, const DocumentPosting& posting) const;
  float log_count(std::uint32_t count) const;
  float question_norm(const Query& query) const;
  Totals totals_of(const Query& query) const;
  Logits logits_of(const Query& query) const;
  std::vector<Parts> candidates(const Query& query, const Logits& logits,
                                const std::vector<std::size_t>& wanted) const;
  void add_feature(const Counted& counted, float cosine, std::vector<Parts>& out,
                   Cosines& cosines) const;
  void finish(const Cosines& cosines, std::size_t slot, const Totals& totals, const Logits& logits,
              Parts& parts) const;
  // As the linear model wants it; `unknown` units make it shorter.
  FeatureVector vector_of(const FeatureBag& bag, std::size_t unknown) const;

  const Corpus* corpus_ = nullptr;
  FeatureWeights weights_;
  Postings postings_;
  LinearModel linear_;
  float bm25_unknown_ = 0;  // what a feature seen nowhere would have weighed
  std::vector<float> bm25_idf_;
  std::vector<float> saturation_;         // of BM25, of each document
  std::vector<Range> document_variants_;  // of each document
  std::vector<float> document_sizes_;     // log of size, relative; for the likelihood
  std::vector<float> log_counts_;         // of the likelihood, for small counts
};

}  // namespace yingda::knowledge
