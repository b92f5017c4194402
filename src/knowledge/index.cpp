#include "knowledge/index.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "knowledge/candidates.hpp"

namespace yingda::knowledge {
namespace {

// BM25 over a document's joined variants. Chinese characters repeat more than words do.
constexpr float k1_chinese = 2.0F;
constexpr float k1_words = 1.2F;
constexpr float length_share = 0.75F;
// Additive smoothing of the likelihood: small, because a document has few words.
constexpr float smoothing = 0.1F;
constexpr std::size_t smoothed_features_max = 20000;
// Brings the mean log likelihood of a feature to about 0 to 1.
constexpr float likelihood_scale = 8;
constexpr std::uint32_t log_counts_kept = 256;

float log_of(std::uint32_t count) { return std::log(1 + static_cast<float>(count) / smoothing); }

void keep_best(float cosine, std::int32_t variant, std::array<float, 3>& best, Parts& parts) {
  if (cosine > best[0]) parts.variant = variant;
  for (float& slot : best) {
    if (cosine > slot) std::swap(slot, cosine);
  }
}

}  // namespace

Index Index::build(const Corpus& corpus, const std::vector<bool>& use) {
  Index index;
  index.corpus_ = &corpus;
  std::vector<std::uint32_t> counts(corpus.vocabulary.size(), 0);
  std::size_t used = 0;
  index.document_variants_.assign(corpus.documents.size(), {});
  for (std::size_t v = 0; v < corpus.variants.size(); ++v) {
    auto& range = index.document_variants_[corpus.variants[v].document];
    if (range.to == 0) range.from = static_cast<std::uint32_t>(v);
    range.to = static_cast<std::uint32_t>(v) + 1;
    if (!use[v]) continue;
    ++used;
    for (const auto& [id, count] : corpus.variants[v].bag) ++counts[id];
  }
  index.weights_ = FeatureWeights(corpus.vocabulary, corpus.chinese, counts, used);
  index.postings_ = Postings(corpus, index.weights_, use, counts);
  index.add_sizes(use);
  index.add_linear(use, used);
  return index;
}

// How long the documents are, and what follows from it for BM25 and the likelihood.
void Index::add_sizes(const std::vector<bool>& use) {
  const auto& corpus = *corpus_;
  std::vector<float> length(corpus.documents.size(), 0);
  std::vector<float> mass(corpus.documents.size(), 0);
  for (std::size_t v = 0; v < corpus.variants.size(); ++v) {
    if (!use[v]) continue;
    const auto d = corpus.variants[v].document;
    for (const auto& [id, count] : corpus.variants[v].bag) {
      length[d] += weights_.bm25(id) > 0 ? count : 0.0F;
      mass[d] += count * weights_.likelihood(id) * weights_.share(id);
    }
  }
  float total = 0;
  float n = 0;  // documents that are there
  for (const float one : length) {
    total += one;
    n += one > 0 ? 1.0F : 0.0F;
  }
  const float mean_length = std::max(total / std::max(n, 1.0F), 1.0F);
  const float k1 = corpus.chinese ? k1_chinese : k1_words;
  for (const float one : length) {
    saturation_.push_back(k1 * (1 - length_share + length_share * one / mean_length));
  }
  bm25_unknown_ = std::log(1 + (n + 0.5F) / 0.5F);
  const auto features = static_cast<FeatureId>(corpus.vocabulary.size());
  for (FeatureId id = 0; id < features; ++id) {
    const auto df = static_cast<float>(postings_.documents(id).size());
    const float idf = std::log(1 + (n - df + 0.5F) / (df + 0.5F));
    bm25_idf_.push_back(idf * weights_.bm25(id) * weights_.share(id));
  }
  float mean_mass = 0;
  for (const float one : mass) mean_mass += one / std::max(n, 1.0F);
  const auto smoothed = std::min<std::size_t>(features, smoothed_features_max);
  const float smooth = smoothing * static_cast<float>(smoothed);
  for (const float one : mass) {
    document_sizes_.push_back(std::log((one + smooth) / (mean_mass + smooth)));
  }
  for (std::uint32_t i = 0; i < log_counts_kept; ++i) log_counts_.push_back(log_of(i));
}

void Index::add_linear(const std::vector<bool>& use, std::size_t variants) {
  const auto& vocabulary = corpus_->vocabulary;
  std::size_t features = 0;
  for (FeatureId id = 0; id < vocabulary.size(); ++id) features += is_indexed(id) ? 1 : 0;
  if (!LinearModel::worth_training(variants, features, corpus_->documents.size())) return;
  std::vector<Sample> samples;
  for (std::size_t v = 0; v < corpus_->variants.size(); ++v) {
    if (!use[v]) continue;
    const auto& variant = corpus_->variants[v];
    samples.push_back({vector_of(variant.bag, 0), static_cast<std::uint32_t>(variant.document)});
  }
  linear_ = LinearModel::train(samples, vocabulary.size(), corpus_->documents.size());
}

FeatureVector Index::vector_of(const FeatureBag& bag, std::size_t unknown) const {
  FeatureVector out;
  const float most = weights_.information_max();
  float square = static_cast<float>(unknown) * most * most;
  for (const auto& counted : bag) {
    out.push_back({counted.id, weights_.linear(counted)});
    square += out.back().weight * out.back().weight;
  }
  if (square <= 0) return out;
  for (auto& feature : out) feature.weight /= std::sqrt(square);
  return out;
}

bool Index::holds(FeatureId id, std::size_t document) const {
  const auto all = postings_.documents(id);
  const auto* at = Postings::jump(all.begin(), all.end(), static_cast<std::uint32_t>(document));
  return at != all.end() && at->document == document;
}

Closeness Index::compare(const Query& query, std::size_t variant) const {
  const auto& bag = corpus_->variants[variant].bag;
  Closeness shared;
  float whole = 0;
  float content = 0;
  auto asked = query.known.begin();
  for (const auto& counted : bag) {
    while (asked != query.known.end() && asked->id < counted.id) ++asked;
    const bool in_both = asked != query.known.end() && asked->id == counted.id;
    const float weight = weights_.cosine(counted) * weights_.cosine(counted);
    const bool is_content = corpus_->vocabulary.kind(counted.id) == FeatureKind::unit &&
                            !corpus_->vocabulary.is_common(counted.id);
    whole += weight;
    if (is_content) content += information(counted.id);
    if (!in_both) continue;
    shared.variant_covered += weight;
    shared.question_covered += weights_.cosine(*asked) * weights_.cosine(*asked);
    if (!is_content) continue;
    shared.variant_content_covered += information(counted.id);
    shared.shared_content += 1;
  }
  const float norm = question_norm(query);
  shared.question_covered /= norm * norm;
  if (whole > 0) shared.variant_covered /= whole;
  if (content > 0) shared.variant_content_covered /= content;
  return shared;
}

float Index::question_norm(const Query& query) const {
  const float most = weights_.information_max();
  float square = static_cast<float>(query.unknown_units) * most * most;
  for (const auto& counted : query.known) {
    square += weights_.cosine(counted) * weights_.cosine(counted);
  }
  return square > 0 ? std::sqrt(square) : 1;
}

float Index::bm25(FeatureId id, const DocumentPosting& posting) const {
  const auto count = static_cast<float>(posting.count);
  return bm25_idf_[id] * count / (count + saturation_[posting.document]);
}

float Index::log_count(std::uint32_t count) const {
  return count < log_counts_kept ? log_counts_[count] : log_of(count);
}

Index::Totals Index::totals_of(const Query& query) const {
  Totals totals;
  const float most = weights_.information_max();
  const auto unknown = static_cast<float>(query.unknown_units);
  totals.bm25 = unknown * bm25_unknown_;
  totals.units = unknown * most;
  totals.pairs = static_cast<float>(query.unknown_pairs) * most;
  totals.mass = unknown;
  for (const auto& [id, count] : query.known) {
    const auto kind = corpus_->vocabulary.kind(id);
    const float likely = weights_.likelihood(id) * weights_.share(id);
    totals.bm25 += bm25_idf_[id];
    totals.units += kind == FeatureKind::unit ? information(id) : 0;
    totals.pairs += kind == FeatureKind::pair ? information(id) : 0;
    totals.likelihood += likely;
    totals.mass += likely;
  }
  return totals;
}

Index::Logits Index::logits_of(const Query& query) const {
  Logits out;
  if (linear_.empty()) return out;
  out.of = linear_.score(vector_of(query.known, query.unknown_units));
  const float highest = *std::max_element(out.of.begin(), out.of.end());
  float total = 0;
  for (const float logit : out.of) total += std::exp(logit - highest);
  out.whole = highest + std::log(total);
  return out;
}

float Index::Logits::linear(std::size_t document) const {
  return 1 + std::max(of[document] - whole, -linear_range) / linear_range;
}

std::vector<Parts> Index::candidates(const Query& query, const Logits& logits,
                                     const std::vector<std::size_t>& wanted) const {
  Sketch sketch(corpus_->documents.size());
  const float norm = question_norm(query);
  for (const auto* counted : rarest_first(query, postings_)) {
    const auto all = sketch.readable(postings_, counted->id);
    const float cosine = weights_.cosine(*counted) / norm;
    for (const auto& posting : all) {
      sketch.add(posting.document, bm25(counted->id, posting), cosine * posting.centroid);
    }
  }
  const float whole = std::max(totals_of(query).bm25, 1e-6F);
  const auto promise = [&](std::uint32_t document, float bm25, float centroid) {
    return bm25 / whole + centroid + (logits.of.empty() ? 0 : logits.linear(document));
  };
  const auto variants = [&](std::uint32_t document) {
    return document_variants_[document].to - document_variants_[document].from;
  };
  std::vector<Parts> out;
  for (const auto document : sketch.best(promise, variants, wanted)) {
    out.push_back({document});
  }
  return out;
}

std::vector<Parts> Index::score(const Query& query, const std::vector<std::size_t>& wanted) const {
  const auto logits = logits_of(query);
  auto out = candidates(query, logits, wanted);
  Cosines cosines;
  std::size_t variants = 0;
  for (const auto& parts : out) {
    const auto range = document_variants_[parts.document];
    cosines.from.push_back(variants - range.from);
    variants += range.to - range.from;
  }
  cosines.row.assign(variants, 0);
  const float norm = question_norm(query);
  for (const auto& counted : query.known) {
    add_feature(counted, weights_.cosine(counted) / norm, out, cosines);
  }
  const auto totals = totals_of(query);
  for (std::size_t i = 0; i < out.size(); ++i) finish(cosines, i, totals, logits, out[i]);
  std::erase_if(out, [&](const Parts& parts) {
    return parts.nearest <= 0 &&
           std::find(wanted.begin(), wanted.end(), parts.document) == wanted.end();
  });
  return out;
}

void Index::add_feature(const Counted& counted, float cosine, std::vector<Parts>& out,
                        Cosines& cosines) const {
  const auto id = counted.id;
  const auto kind = corpus_->vocabulary.kind(id);
  const float unit = kind == FeatureKind::unit ? information(id) : 0;
  const float pair = kind == FeatureKind::pair ? information(id) : 0;
  const float named = corpus_->vocabulary.is_naming(id) ? 1 : 0;
  const float likely = weights_.likelihood(id) * weights_.share(id);
  const auto all = postings_.documents(id);
  const auto* posting = all.begin();
  for (std::size_t i = 0; i < out.size(); ++i) {
    auto& parts = out[i];
    posting = Postings::jump(posting, all.end(), parts.document);
    if (posting == all.end()) return;
    if (posting->document != parts.document) continue;
    parts.bm25 += bm25(id, *posting);
    parts.centroid += cosine * posting->centroid;
    parts.likelihood += likely * log_count(posting->count);
    parts.coverage += unit;
    parts.pair_coverage += pair;
    parts.named += named;
    for (const auto& [variant, weight] : postings_.variants(*posting)) {
      cosines.row[cosines.from[i] + variant] += cosine * weight;
    }
  }
}

void Index::finish(const Cosines& cosines, std::size_t slot, const Totals& totals,
                   const Logits& logits, Parts& parts) const {
  const auto range = document_variants_[parts.document];
  std::array<float, 3> best{0, 0, 0};
  for (auto v = range.from; v < range.to; ++v) {
    const float cosine = cosines.row[cosines.from[slot] + v];
    if (cosine > best[2]) keep_best(cosine, static_cast<std::int32_t>(v), best, parts);
  }
  const auto counted = static_cast<float>(std::clamp(range.to - range.from, 1U, 3U));
  parts.nearest = best[0];
  parts.top3 = (best[0] + best[1] + best[2]) / counted;
  if (totals.bm25 > 0) parts.bm25 /= totals.bm25;
  if (totals.units > 0) parts.coverage /= totals.units;
  if (totals.pairs > 0) parts.pair_coverage /= totals.pairs;
  if (!logits.of.empty()) {
    parts.logit = logits.of[parts.document] / linear_range;
    parts.linear = logits.linear(parts.document);
  }
  if (totals.mass <= 0) return;
  const float larger = totals.likelihood * document_sizes_[parts.document];
  parts.likelihood = (parts.likelihood - larger) / totals.mass / likelihood_scale;
}

}  // namespace yingda::knowledge
