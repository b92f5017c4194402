#include "knowledge/grouping.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <map>
#include <set>

#include "knowledge/feature_weights.hpp"
#include "knowledge/linear_model.hpp"

namespace yingda::knowledge {
namespace {

constexpr std::size_t nowhere = std::numeric_limits<std::size_t>::max();
// After so many looks at every text the groups hardly change any more.
constexpr int passes = 3;
constexpr std::size_t features_told_max = 48;

// What is tried when it is learned, and what holds while there is nothing to learn from.
constexpr std::array alike_tried{0.06, 0.08, 0.1, 0.12, 0.14, 0.17, 0.2, 0.24, 0.28, 0.34};
constexpr double alike_shipped = 0.2;
constexpr std::size_t sample_max = 600;
constexpr std::size_t sample_documents_min = 8;
// Few wordings of many things, as in traffic: many of one would make chance resemblances look rare.
constexpr std::size_t sample_of_document_max = 2;
// The square of beta in an F-measure: how much less recall counts than precision.
constexpr double caution = 1.0 / 16;

// A group is the sum of its texts' vectors: a product with it, divided by how many they are, is
// the mean cosine with all of them.
class Groups {
 public:
  Groups(const std::vector<FeatureVector>& texts, std::size_t features, double alike_min)
      : texts_(texts), alike_min_(alike_min), at_(texts.size(), nowhere), holds_(features) {}

  void run() {
    for (int pass = 0; pass < passes; ++pass) {
      for (std::size_t i = 0; i < texts_.size(); ++i) settle(i);
      merge();
    }
  }

  std::vector<TextGroup> result(const Vocabulary& vocabulary) const {
    std::map<std::size_t, TextGroup> by_group;
    for (std::size_t i = 0; i < texts_.size(); ++i) {
      if (at_[i] != nowhere) by_group[at_[i]].members.push_back(i);
    }
    std::vector<TextGroup> out;
    for (auto& [group, found] : by_group) {
      found.typical = typical(group, found.members);
      found.features = features(group, vocabulary);
      out.push_back(std::move(found));
    }
    std::sort(out.begin(), out.end(), [](const TextGroup& a, const TextGroup& b) {
      return a.members.front() < b.members.front();
    });
    return out;
  }

 private:
  struct Sum {
    std::map<FeatureId, double> weights;
    std::size_t texts = 0;
  };

  void settle(std::size_t text) {
    if (texts_[text].empty()) return;
    leave(text);
    std::size_t group = closest(text);
    if (group == nowhere) {
      group = sums_.size();
      sums_.emplace_back();
    }
    join(text, group);
  }

  void join(std::size_t text, std::size_t group) {
    at_[text] = group;
    auto& sum = sums_[group];
    ++sum.texts;
    for (const auto& [id, weight] : texts_[text]) {
      sum.weights[id] += static_cast<double>(weight);
      holds_[id].insert(group);
    }
  }

  void leave(std::size_t text) {
    if (at_[text] == nowhere) return;
    auto& sum = sums_[at_[text]];
    --sum.texts;
    for (const auto& [id, weight] : texts_[text]) {
      const auto held = sum.weights.find(id);
      held->second -= static_cast<double>(weight);
      if (sum.texts > 0 && held->second > 1e-6) continue;
      sum.weights.erase(held);
      holds_[id].erase(at_[text]);
    }
    at_[text] = nowhere;
  }

  double product(const FeatureVector& text, const Sum& sum) const {
    double out = 0;
    for (const auto& [id, weight] : text) {
      const auto held = sum.weights.find(id);
      if (held != sum.weights.end()) out += static_cast<double>(weight) * held->second;
    }
    return out;
  }

  // The group that is alike enough and most alike; of equals the older one.
  std::size_t closest(std::size_t text) const {
    std::map<std::size_t, double> products;
    for (const auto& [id, weight] : texts_[text]) {
      for (const auto group : holds_[id]) {
        products[group] += static_cast<double>(weight) * sums_[group].weights.at(id);
      }
    }
    std::size_t best = nowhere;
    double most = alike_min_;
    for (const auto& [group, total] : products) {
      const double mean = total / static_cast<double>(sums_[group].texts);
      if (mean < most || (best != nowhere && mean == most)) continue;
      most = mean;
      best = group;
    }
    return best;
  }

  // Two groups that grew towards each other become one.
  void merge() {
    for (std::size_t group = 0; group < sums_.size(); ++group) {
      if (sums_[group].texts == 0) continue;
      const auto other = closest_group(group);
      if (other == nowhere) continue;
      for (std::size_t i = 0; i < texts_.size(); ++i) {
        if (at_[i] != group) continue;
        leave(i);
        join(i, other);
      }
    }
  }

  std::size_t closest_group(std::size_t group) const {
    std::map<std::size_t, double> products;
    for (const auto& [id, weight] : sums_[group].weights) {
      for (const auto other : holds_[id]) {
        if (other != group) products[other] += weight * sums_[other].weights.at(id);
      }
    }
    std::size_t best = nowhere;
    double most = alike_min_;
    for (const auto& [other, total] : products) {
      const double mean =
          total / static_cast<double>(sums_[other].texts) / static_cast<double>(sums_[group].texts);
      if (mean < most || (best != nowhere && mean == most)) continue;
      most = mean;
      best = other;
    }
    return best;
  }

  std::size_t typical(std::size_t group, const std::vector<std::size_t>& members) const {
    std::size_t best = members.front();
    double most = -1;
    for (const auto member : members) {
      const double total = product(texts_[member], sums_[group]);
      if (total <= most) continue;
      most = total;
      best = member;
    }
    return best;
  }

  std::vector<Feature> features(std::size_t group, const Vocabulary& vocabulary) const {
    const auto& sum = sums_[group];
    double squares = 0;
    std::vector<Feature> out;
    for (const auto& [id, weight] : sum.weights) {
      squares += weight * weight;
      out.push_back({std::string(vocabulary.name(id)), weight});
    }
    std::sort(out.begin(), out.end(), [](const Feature& a, const Feature& b) {
      return a.weight != b.weight ? a.weight > b.weight : a.name < b.name;
    });
    if (out.size() > features_told_max) out.resize(features_told_max);
    for (auto& feature : out) feature.weight /= std::sqrt(squares);
    return out;
  }

  const std::vector<FeatureVector>& texts_;
  const double alike_min_;
  std::vector<std::size_t> at_;               // of each text: its group
  std::vector<Sum> sums_;                     // of each group; one without texts is over
  std::vector<std::set<std::size_t>> holds_;  // of each feature: the groups with it
};

// "怎么…" or "how do I …" makes no two questions alike: what is made of common words counts a
// little.
constexpr float grouped_common_share = 0.15F;

FeatureVector vector_of(const FeatureBag& bag, const FeatureWeights& weights,
                        const Vocabulary& vocabulary) {
  FeatureVector out;
  double squares = 0;
  for (const auto& counted : bag) {
    const float share = vocabulary.is_common(counted.id) ? grouped_common_share : 1.0F;
    const float weight = weights.cosine(counted) * share;
    if (weight <= 0) continue;
    out.push_back({counted.id, weight});
    squares += static_cast<double>(weight) * static_cast<double>(weight);
  }
  for (auto& part : out) part.weight /= static_cast<float>(std::sqrt(squares));
  return out;
}

// How rare a feature is, is judged by variants and texts together.
std::vector<FeatureVector> vectors_of(const Corpus& corpus, const std::vector<FeatureBag>& texts) {
  std::vector<std::uint32_t> counts(corpus.vocabulary.size());
  for (const auto& variant : corpus.variants) {
    for (const auto& counted : variant.bag) ++counts[counted.id];
  }
  for (const auto& bag : texts) {
    for (const auto& counted : bag) ++counts[counted.id];
  }
  const FeatureWeights weights(corpus.vocabulary, corpus.chinese, counts,
                               corpus.variants.size() + texts.size());
  std::vector<FeatureVector> out;
  for (const auto& bag : texts) out.push_back(vector_of(bag, weights, corpus.vocabulary));
  return out;
}

// Of all pairs, by which share of those put together belong together, and which share of those
// that belong together were put together. The first counts four times: an editor can make two
// variants out of two groups, but hardly one out of a mixture.
double agreement(const std::vector<TextGroup>& groups, const std::vector<std::size_t>& documents) {
  const auto pairs = [](std::size_t n) { return static_cast<double>(n * (n - 1)) / 2; };
  std::map<std::size_t, std::size_t> whole;
  for (const auto document : documents) ++whole[document];
  double belong = 0, together = 0, right = 0;
  for (const auto& [document, texts] : whole) belong += pairs(texts);
  for (const auto& group : groups) {
    std::map<std::size_t, std::size_t> inside;
    for (const auto member : group.members) ++inside[documents[member]];
    together += pairs(group.members.size());
    for (const auto& [document, texts] : inside) right += pairs(texts);
  }
  if (right == 0) return 0;
  const double precision = right / together;
  const double recall = right / belong;
  return (1 + caution) * precision * recall / (caution * precision + recall);
}

}  // namespace

double learn_alike_min(const Corpus& variants) {
  std::vector<FeatureBag> bags;
  std::vector<std::size_t> documents;
  const std::size_t stride =
      std::max<std::size_t>(1, variants.documents.size() / (sample_max / sample_of_document_max));
  std::map<std::size_t, std::size_t> taken;
  for (const auto& variant : variants.variants) {
    if (variant.document % stride != 0 || bags.size() == sample_max) continue;
    if (++taken[variant.document] > sample_of_document_max) continue;
    bags.push_back(variant.bag);
    documents.push_back(variants.topics.empty() ? variant.document
                                                : variants.topics[variant.document]);
  }
  std::set<std::size_t> several(documents.begin(), documents.end());
  if (several.size() < sample_documents_min || bags.size() < 2 * several.size()) {
    return alike_shipped;
  }
  const auto vectors = vectors_of(variants, bags);
  double best = alike_shipped;
  double most = 0;
  for (const double alike_min : alike_tried) {
    Groups groups(vectors, variants.vocabulary.size(), alike_min);
    groups.run();
    const double found = agreement(groups.result(variants.vocabulary), documents);
    if (found <= most) continue;
    most = found;
    best = alike_min;
  }
  return best;
}

std::vector<TextGroup> group_texts(Corpus variants, const std::vector<std::string>& texts,
                                   double alike_min) {
  std::vector<FeatureBag> bags;
  for (std::size_t i = 0; i < texts.size() && i < grouped_texts_max; ++i) {
    bags.push_back(variants.read(texts[i]));
  }
  const auto vectors = vectors_of(variants, bags);
  Groups groups(vectors, variants.vocabulary.size(), alike_min);
  groups.run();
  return groups.result(variants.vocabulary);
}

std::vector<TextGroup> group_texts(Corpus variants, const std::vector<std::string>& texts) {
  const double alike_min = learn_alike_min(variants);
  return group_texts(std::move(variants), texts, alike_min);
}

}  // namespace yingda::knowledge
