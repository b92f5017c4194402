#pragma once
// All variants of one locale as bags of features, grouped by the document they belong to.

#include <string>
#include <unordered_map>
#include <vector>

#include "knowledge/engine.hpp"
#include "knowledge/vocabulary.hpp"

namespace yingda::knowledge {

struct Variant {
  std::string text;
  std::size_t document = 0;
  FeatureBag bag;
};

// A question as the ranking sees it: what the vocabulary knows of it, and how much it does not.
struct Query {
  FeatureBag known;
  std::size_t units = 0;
  // Not seen before; common words do not count.
  std::size_t unknown_units = 0;
  std::size_t unknown_pairs = 0;
  std::size_t unknown_names = 0;  // see TextFeature::naming
};

struct Corpus {
  std::vector<Document> documents;  // sorted by id, so that ties go to the lower id
  std::vector<Variant> variants;    // sorted by document
  Vocabulary vocabulary;
  Synonyms synonyms;
  std::vector<std::size_t> topics;  // of each document; see topics.hpp
  bool chinese = false;

  static Corpus build(std::vector<Document> documents, const Options& options);
  Query query(std::string_view text) const;
  // What the text says, features that were never seen included: they get their numbers.
  FeatureBag read(std::string_view text);
};

}  // namespace yingda::knowledge
