#include "knowledge/corpus.hpp"

#include <algorithm>
#include <tuple>
#include <utility>

namespace yingda::knowledge {
namespace {

Synonyms synonyms_for(const std::vector<Document>& documents, const Options& options) {
  if (documents.empty()) return {};
  const auto groups = options.synonyms.find(documents.front().locale);
  return groups == options.synonyms.end() ? Synonyms() : Synonyms(groups->second);
}

}  // namespace

Corpus Corpus::build(std::vector<Document> documents, const Options& options) {
  Corpus corpus;
  std::stable_sort(documents.begin(), documents.end(), [](const Document& a, const Document& b) {
    return std::tie(a.id, a.kind) < std::tie(b.id, b.kind);
  });
  corpus.synonyms = synonyms_for(documents, options);
  corpus.documents = std::move(documents);
  corpus.chinese = !corpus.documents.empty() && corpus.documents[0].locale.starts_with("zh");
  for (std::size_t i = 0; i < corpus.documents.size(); ++i) {
    const auto& document = corpus.documents[i];
    const auto add = [&](const std::string& text) {
      auto bag = corpus.read(text);
      if (!bag.empty()) corpus.variants.push_back({text, i, std::move(bag)});
    };
    for (const auto& question : document.questions) add(question);
    if (options.index_titles && !document.title.empty()) add(document.title);
  }
  return corpus;
}

FeatureBag Corpus::read(std::string_view text) {
  std::vector<FeatureId> ids;
  for (const auto& feature : features_of(synonyms.unify(text), chinese)) {
    ids.push_back(vocabulary.add(feature));
  }
  return to_bag(std::move(ids));
}

Query Corpus::query(std::string_view text) const {
  Query out;
  std::vector<FeatureId> ids;
  for (const auto& feature : features_of(synonyms.unify(text), chinese)) {
    const FeatureId id = vocabulary.find(feature.name);
    if (feature.kind == FeatureKind::unit) ++out.units;
    if (id == Vocabulary::npos && feature.naming) ++out.unknown_names;
    if (id != Vocabulary::npos) {
      ids.push_back(id);
    } else if (feature.common) {
      continue;
    } else if (feature.kind == FeatureKind::unit) {
      ++out.unknown_units;
    } else if (feature.kind == FeatureKind::pair) {
      ++out.unknown_pairs;
    }
  }
  out.known = to_bag(std::move(ids));
  return out;
}

}  // namespace yingda::knowledge
