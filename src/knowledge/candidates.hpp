#pragma once
// Which documents are worth a close look: a first, rough score from the question's rare features.

#include <algorithm>
#include <cstdint>
#include <vector>

#include "knowledge/corpus.hpp"
#include "knowledge/postings.hpp"

namespace yingda::knowledge {

// The features that few documents hold say most and cost least.
std::vector<const Counted*> rarest_first(const Query& query, const Postings& postings);

// Sums for the documents that some feature leads to. Reads no more than a fixed number of
// postings, so that its cost does not grow with the knowledge base.
class Sketch {
 public:
  explicit Sketch(std::size_t documents);
  ~Sketch();
  Sketch(const Sketch&) = delete;
  Sketch& operator=(const Sketch&) = delete;

  // All postings of a feature while that can be afforded, else only its champions.
  Span<DocumentPosting> readable(const Postings& postings, FeatureId id);
  void add(std::uint32_t document, float bm25, float centroid);

  // The most promising documents and those `wanted`, in order: so many that a close look at their
  // variants stays affordable. `promise(document, bm25, centroid)` says how promising one is,
  // `variants(document)` how many variants it has.
  template <class Promise, class Variants>
  std::vector<std::uint32_t> best(const Promise& promise, const Variants& variants,
                                  const std::vector<std::size_t>& wanted) const;

 private:
  struct Sums {
    float bm25 = 0;
    float centroid = 0;
    bool touched = false;
  };
  // Room for every document, all zero between two questions: emptying it afterwards where it was
  // touched costs less than a new one.
  static std::vector<Sums>& room();

  static constexpr std::size_t documents_max = 32;
  static constexpr std::size_t variants_max = 20000;

  std::size_t read_ = 0;
  std::vector<Sums>& sums_;
  std::vector<std::uint32_t> touched_;
};

template <class Promise, class Variants>
std::vector<std::uint32_t> Sketch::best(const Promise& promise, const Variants& variants,
                                        const std::vector<std::size_t>& wanted) const {
  std::vector<std::pair<float, std::uint32_t>> all;
  for (const auto document : touched_) {
    all.emplace_back(-promise(document, sums_[document].bm25, sums_[document].centroid), document);
  }
  const std::size_t kept = std::min(documents_max, all.size());
  std::partial_sort(all.begin(), all.begin() + static_cast<std::ptrdiff_t>(kept), all.end());
  std::vector<std::uint32_t> out;
  std::size_t looked_at = 0;
  for (std::size_t i = 0; i < kept && looked_at < variants_max; ++i) {
    out.push_back(all[i].second);
    looked_at += variants(all[i].second);
  }
  for (const auto document : wanted) out.push_back(static_cast<std::uint32_t>(document));
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

}  // namespace yingda::knowledge
