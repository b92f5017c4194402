#include "knowledge/index.hpp"

#include <algorithm>
#include <array>
#include <cmath>

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

const KindWeights& weights_for(const Corpus& corpus) {
  return corpus.chinese ? chinese_weights : word_weights;
}

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

FeatureId id_of(std::size_t index) { return static_cast<FeatureId>(index); }

std::size_t at(FeatureKind kind) { return static_cast<std::size_t>(kind); }

float damped(float count) { return 1.0F + std::log(count); }

// Turns counts per feature into ranges of one array; `cursor` then holds where to write next.
template <class Range>
std::uint32_t lay_out(const std::vector<std::uint32_t>& counts, std::vector<Range>& ranges) {
  std::uint32_t total = 0;
  ranges.resize(counts.size());
  for (std::size_t i = 0; i < counts.size(); ++i) {
    ranges[i] = {total, total};
    total += counts[i];
  }
  return total;
}

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
  index.add_variants(corpus, use);
  index.add_documents(corpus, use);
  index.add_linear(use);
  return index;
}

void Index::add_variants(const Corpus& corpus, const std::vector<bool>& use) {
  std::vector<std::uint32_t> counts(corpus.vocabulary.size(), 0);
  std::size_t used = 0;
  document_variants_.assign(corpus.documents.size(), {});
  for (std::size_t v = 0; v < corpus.variants.size(); ++v) {
    auto& range = document_variants_[corpus.variants[v].document];
    if (range.to == 0) range.from = static_cast<std::uint32_t>(v);
    range.to = static_cast<std::uint32_t>(v) + 1;
    if (!use[v]) continue;
    ++used;
    for (const auto& [id, count] : corpus.variants[v].bag) ++counts[id];
  }
  common_share_ = common_share(used, corpus.chinese);
  const float n = static_cast<float>(used) + 1;
  information_max_ = std::log(n / 0.5F);
  information_.resize(counts.size());
  for (std::size_t i = 0; i < counts.size(); ++i) {
    information_[i] = std::log(n / (static_cast<float>(counts[i]) + 0.5F)) * share(id_of(i));
  }
  variant_postings_.resize(lay_out(counts, variant_ranges_));
  for (std::size_t v = 0; v < corpus.variants.size(); ++v) {
    if (use[v]) add_variant(static_cast<std::uint32_t>(v));
  }
}

void Index::add_variant(std::uint32_t variant) {
  const auto& bag = corpus_->variants[variant].bag;
  float square = 0;
  for (const auto& counted : bag) square += cosine_weight(counted) * cosine_weight(counted);
  const float scale = square > 0 ? 1 / std::sqrt(square) : 0;
  for (const auto& counted : bag) {
    auto& end = variant_ranges_[counted.id].to;
    variant_postings_[end++] = {variant, cosine_weight(counted) * scale};
  }
}

float Index::linear_weight(const Counted& counted) const {
  const auto kind = at(corpus_->vocabulary.kind(counted.id));
  // It learns itself what a feature says; told too much of rarity, it would heed little else.
  return damped(counted.count) * std::cbrt(1 + information_[counted.id] / share(counted.id)) *
         weights_for(*corpus_).linear[kind];
}

float Index::cosine_weight(const Counted& counted) const {
  const auto kind = at(corpus_->vocabulary.kind(counted.id));
  return damped(counted.count) * information_[counted.id] * weights_for(*corpus_).cosine[kind];
}

void Index::add_documents(const Corpus& corpus, const std::vector<bool>& use) {
  const auto& weights = weights_for(corpus);
  Table table = tabulate(corpus, use);
  // Postings of a feature are ordered by variant, hence by document: one pass joins them.
  std::vector<float> norm(corpus.documents.size(), 0);
  for (std::size_t i = 0; i < table.cells.size(); ++i) {
    auto cell = table.cells[i].begin();
    for (auto p = variant_ranges_[i].from; p < variant_ranges_[i].to; ++p) {
      const auto document = corpus.variants[variant_postings_[p].variant].document;
      while (cell->document != document) ++cell;
      cell->unit += variant_postings_[p].weight;
    }
    for (const auto& done : table.cells[i]) norm[done.document] += done.unit * done.unit;
  }
  const float n = table.documents;
  const float k1 = corpus.chinese ? k1_chinese : k1_words;
  bm25_unknown_ = std::log(1 + (n + 0.5F) / 0.5F);
  bm25_idf_.resize(table.cells.size());
  document_postings_.resize(lay_out(table.frequency, document_ranges_));
  for (std::size_t i = 0; i < table.cells.size(); ++i) {
    const auto kind = at(corpus.vocabulary.kind(id_of(i)));
    const auto df = static_cast<float>(table.frequency[i]);
    const float idf = std::log(1 + (n - df + 0.5F) / (df + 0.5F));
    bm25_idf_[i] = idf * weights.bm25[kind] * share(id_of(i));
    const float likely = weights.likelihood[kind] * share(id_of(i));
    for (const auto& [d, count, unit] : table.cells[i]) {
      const float length = table.length[d] / table.mean_length;
      const float saturation = k1 * (1 - length_share + length_share * length);
      document_postings_[document_ranges_[i].to++] = {
          d, bm25_idf_[i] * count / (count + saturation),
          norm[d] > 0 ? unit / std::sqrt(norm[d]) : 0, likely * std::log(1 + count / smoothing)};
    }
  }
  add_sizes(table);
}

Index::Table Index::tabulate(const Corpus& corpus, const std::vector<bool>& use) const {
  const auto& weights = weights_for(corpus);
  Table table;
  table.cells.resize(corpus.vocabulary.size());
  table.frequency.resize(corpus.vocabulary.size());
  table.length.assign(corpus.documents.size(), 0);
  table.mass.assign(corpus.documents.size(), 0);
  for (std::size_t v = 0; v < corpus.variants.size(); ++v) {
    if (!use[v]) continue;
    const auto d = static_cast<std::uint32_t>(corpus.variants[v].document);
    for (const auto& [id, count] : corpus.variants[v].bag) {
      auto& row = table.cells[id];
      if (row.empty() || row.back().document != d) row.push_back({d, 0, 0});
      row.back().count += count;
      const auto kind = at(corpus.vocabulary.kind(id));
      table.length[d] += weights.bm25[kind] > 0 ? count : 0.0F;
      table.mass[d] += count * weights.likelihood[kind] * share(id);
    }
  }
  float total = 0;
  for (const float length : table.length) {
    total += length;
    table.documents += length > 0 ? 1.0F : 0.0F;
  }
  table.mean_length = std::max(total / std::max(table.documents, 1.0F), 1.0F);
  for (std::size_t i = 0; i < table.cells.size(); ++i) {
    table.frequency[i] = static_cast<std::uint32_t>(table.cells[i].size());
  }
  return table;
}

void Index::add_sizes(const Table& table) {
  float mean = 0;
  for (const float mass : table.mass) mean += mass / std::max(table.documents, 1.0F);
  const auto features = std::min(table.cells.size(), smoothed_features_max);
  const float smooth = smoothing * static_cast<float>(features);
  document_sizes_.clear();
  for (const float mass : table.mass) {
    document_sizes_.push_back(std::log((mass + smooth) / (mean + smooth)));
  }
}

bool Index::holds(FeatureId id, std::size_t document) const {
  const auto range = document_ranges_[id];
  for (auto p = range.from; p < range.to; ++p) {
    if (document_postings_[p].document == document) return true;
  }
  return false;
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
    const float weight = cosine_weight(counted) * cosine_weight(counted);
    const bool is_content = corpus_->vocabulary.kind(counted.id) == FeatureKind::unit &&
                            !corpus_->vocabulary.is_common(counted.id);
    whole += weight;
    if (is_content) content += information_[counted.id];
    if (!in_both) continue;
    shared.variant_covered += weight;
    shared.question_covered += cosine_weight(*asked) * cosine_weight(*asked);
    if (!is_content) continue;
    shared.variant_content_covered += information_[counted.id];
    shared.shared_content += 1;
  }
  const float norm = question_norm(query);
  shared.question_covered /= norm * norm;
  if (whole > 0) shared.variant_covered /= whole;
  if (content > 0) shared.variant_content_covered /= content;
  return shared;
}

float Index::question_norm(const Query& query) const {
  const float unknown = information_max_ * weights_for(*corpus_).cosine[at(FeatureKind::unit)];
  float square = static_cast<float>(query.unknown_units) * unknown * unknown;
  for (const auto& counted : query.known) square += cosine_weight(counted) * cosine_weight(counted);
  return square > 0 ? std::sqrt(square) : 1;
}

FeatureVector Index::vector_of(const FeatureBag& bag, std::size_t unknown) const {
  FeatureVector out;
  float square = static_cast<float>(unknown) * information_max_ * information_max_;
  for (const auto& counted : bag) {
    out.push_back({counted.id, linear_weight(counted)});
    square += out.back().weight * out.back().weight;
  }
  if (square <= 0) return out;
  for (auto& feature : out) feature.weight /= std::sqrt(square);
  return out;
}

void Index::add_linear(const std::vector<bool>& use) {
  std::vector<Sample> samples;
  for (std::size_t v = 0; v < corpus_->variants.size(); ++v) {
    if (!use[v]) continue;
    const auto& variant = corpus_->variants[v];
    samples.push_back({vector_of(variant.bag, 0), static_cast<std::uint32_t>(variant.document)});
  }
  linear_ = LinearModel::train(samples, corpus_->vocabulary.size(), corpus_->documents.size());
}

void Index::score_linear(const Query& query, std::vector<Parts>& out) const {
  if (linear_.empty()) return;
  const auto logits = linear_.score(vector_of(query.known, query.unknown_units));
  const float highest = *std::max_element(logits.begin(), logits.end());
  float total = 0;
  for (const float logit : logits) total += std::exp(logit - highest);
  const float whole = highest + std::log(total);
  for (std::size_t d = 0; d < out.size(); ++d) {
    out[d].logit = logits[d] / linear_range;
    out[d].linear = 1 + std::max(logits[d] - whole, -linear_range) / linear_range;
  }
}

std::vector<Parts> Index::score(const Query& query) const {
  const auto& weights = weights_for(*corpus_);
  std::vector<Parts> out(document_variants_.size());
  std::vector<float> cosines(corpus_->variants.size(), 0);
  const float norm = question_norm(query);
  // What a document that holds everything asked would reach.
  Totals totals;
  const auto unknown = static_cast<float>(query.unknown_units);
  totals.bm25 = unknown * bm25_unknown_;
  totals.units = unknown * information_max_;
  totals.pairs = static_cast<float>(query.unknown_pairs) * information_max_;
  totals.mass = unknown;
  for (const auto& counted : query.known) {
    const auto id = counted.id;
    const auto kind = corpus_->vocabulary.kind(id);
    const float weight = cosine_weight(counted) / norm;
    for (auto p = variant_ranges_[id].from; p < variant_ranges_[id].to; ++p) {
      cosines[variant_postings_[p].variant] += weight * variant_postings_[p].weight;
    }
    const float unit = kind == FeatureKind::unit ? information_[id] : 0;
    const float pair = kind == FeatureKind::pair ? information_[id] : 0;
    const float named = corpus_->vocabulary.is_naming(id) ? 1 : 0;
    const float likely = weights.likelihood[at(kind)] * share(id);
    totals.bm25 += bm25_idf_[id];
    totals.units += unit;
    totals.pairs += pair;
    totals.likelihood += likely;
    totals.mass += likely;
    for (auto p = document_ranges_[id].from; p < document_ranges_[id].to; ++p) {
      const auto& posting = document_postings_[p];
      auto& parts = out[posting.document];
      parts.bm25 += posting.bm25;
      parts.centroid += weight * posting.centroid;
      parts.likelihood += posting.likelihood;
      parts.coverage += unit;
      parts.pair_coverage += pair;
      parts.named += named;
    }
  }
  score_linear(query, out);
  for (std::size_t d = 0; d < out.size(); ++d) finish(d, cosines, totals, out[d]);
  return out;
}

void Index::finish(std::size_t document, const std::vector<float>& cosines, const Totals& totals,
                   Parts& parts) const {
  const auto range = document_variants_[document];
  std::array<float, 3> best{0, 0, 0};
  for (auto v = range.from; v < range.to; ++v) {
    if (cosines[v] > best[2]) keep_best(cosines[v], static_cast<std::int32_t>(v), best, parts);
  }
  const auto counted = static_cast<float>(std::clamp(range.to - range.from, 1U, 3U));
  parts.nearest = best[0];
  parts.top3 = (best[0] + best[1] + best[2]) / counted;
  if (totals.bm25 > 0) parts.bm25 /= totals.bm25;
  if (totals.units > 0) parts.coverage /= totals.units;
  if (totals.pairs > 0) parts.pair_coverage /= totals.pairs;
  if (totals.mass <= 0) return;
  const float larger = totals.likelihood * document_sizes_[document];
  parts.likelihood = (parts.likelihood - larger) / totals.mass / likelihood_scale;
}

}  // namespace yingda::knowledge
