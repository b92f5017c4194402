#include "knowledge/postings.hpp"

#include <algorithm>
#include <cmath>

namespace yingda::knowledge {
namespace {

// So many stand for a list that is too long to be read.
constexpr std::size_t champions_max = 128;
constexpr std::uint32_t no_document = 0xFFFFFFFF;

}  // namespace

Postings::Postings(const Corpus& corpus, const FeatureWeights& weights,
                   const std::vector<bool>& use, const std::vector<std::uint32_t>& counts) {
  lay_out(corpus, use, counts);
  fill(corpus, weights, use);
  choose_champions();
}

// Room for every feature's lists, in `*_starts_`.
void Postings::lay_out(const Corpus& corpus, const std::vector<bool>& use,
                       const std::vector<std::uint32_t>& counts) {
  document_starts_.assign(counts.size() + 1, 0);
  std::vector<std::uint32_t> last(counts.size(), no_document);
  for (std::size_t v = 0; v < corpus.variants.size(); ++v) {
    if (!use[v]) continue;
    const auto document = static_cast<std::uint32_t>(corpus.variants[v].document);
    for (const auto& [id, count] : corpus.variants[v].bag) {
      if (last[id] == document) continue;
      last[id] = document;
      ++document_starts_[id + 1];
    }
  }
  variant_starts_.assign(counts.size() + 1, 0);
  for (std::size_t i = 0; i < counts.size(); ++i) {
    document_starts_[i + 1] += document_starts_[i];
    variant_starts_[i + 1] = variant_starts_[i] + counts[i];
  }
  documents_.resize(document_starts_.back() + 1);
  variants_.resize(variant_starts_.back());
  documents_.back().variants = variant_starts_.back();
}

void Postings::fill(const Corpus& corpus, const FeatureWeights& weights,
                    const std::vector<bool>& use) {
  auto ends = document_starts_;    // where the next of each feature goes
  std::vector<std::uint32_t> own;  // postings of the document at hand
  std::vector<float> cosines;
  std::uint32_t document = no_document;
  const auto finish_document = [&] {
    float square = 0;
    for (const auto p : own) square += documents_[p].centroid * documents_[p].centroid;
    const float scale = square > 0 ? 1 / std::sqrt(square) : 0;
    for (const auto p : own) documents_[p].centroid *= scale;
    own.clear();
  };
  for (std::size_t v = 0; v < corpus.variants.size(); ++v) {
    if (!use[v]) continue;
    const auto& [text, owner, bag] = corpus.variants[v];
    if (owner != document) finish_document();
    document = static_cast<std::uint32_t>(owner);
    cosines.clear();
    float square = 0;
    for (const auto& counted : bag) {
      cosines.push_back(weights.cosine(counted));
      square += cosines.back() * cosines.back();
    }
    const float scale = square > 0 ? 1 / std::sqrt(square) : 0;
    for (std::size_t i = 0; i < bag.size(); ++i) {
      const auto id = bag[i].id;
      auto& end = ends[id];
      if (end == document_starts_[id] || documents_[end - 1].document != document) {
        own.push_back(end);
        documents_[end++] = {document, variant_starts_[id], 0, 0};
      }
      auto& posting = documents_[end - 1];
      const float weight = cosines[i] * scale;
      posting.count += static_cast<std::uint32_t>(bag[i].count);
      posting.centroid += weight;
      variants_[variant_starts_[id]++] = {static_cast<std::uint32_t>(v), weight};
    }
  }
  finish_document();
  variant_starts_ = {};
}

void Postings::choose_champions() {
  std::vector<DocumentPosting> best;
  for (FeatureId id = 0; id + 1 < document_starts_.size(); ++id) {
    const auto all = documents(id);
    if (all.size() <= long_list) continue;
    best.assign(all.begin(), all.end());
    const auto kept = best.begin() + static_cast<std::ptrdiff_t>(champions_max);
    std::nth_element(
        best.begin(), kept, best.end(), [](const DocumentPosting& a, const DocumentPosting& b) {
          return a.centroid != b.centroid ? a.centroid > b.centroid : a.document < b.document;
        });
    champion_starts_.push_back({id, static_cast<std::uint32_t>(champions_.size())});
    champions_.insert(champions_.end(), best.begin(), kept);
  }
}

Span<DocumentPosting> Postings::champions(FeatureId id) const {
  const auto at = std::lower_bound(
      champion_starts_.begin(), champion_starts_.end(), id,
      [](const Champions& champions, FeatureId feature) { return champions.feature < feature; });
  if (at == champion_starts_.end() || at->feature != id) return {};
  return {&champions_[at->from], &champions_[at->from] + champions_max};
}

const DocumentPosting* Postings::jump(const DocumentPosting* from, const DocumentPosting* last,
                                      std::uint32_t document) {
  std::ptrdiff_t step = 1;
  while (step < last - from && from[step].document < document) {
    from += step;
    step *= 2;
  }
  const auto* end = step < last - from ? from + step + 1 : last;
  return std::lower_bound(from, end, document, [](const DocumentPosting& posting, std::uint32_t d) {
    return posting.document < d;
  });
}

}  // namespace yingda::knowledge
