#pragma once
// What of a text is compared: words (their stems), pairs of neighbouring words, Chinese characters
// alone and as pairs and triples, and for words pieces of three and four letters, so that a typing
// error or another ending does not lose the whole word; pieces of common words count as common.
// Where words are written apart, "78 x 60" and "72 x 36" both say "a number by a number", and which
// ones they are counts as a piece only; a number of five digits and more is a name (12315).

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace yingda::knowledge {

using FeatureId = std::uint32_t;

// `unit`: a word, a number or a Chinese character; `pair` and `triple`: neighbouring units;
// `piece`: three or four letters of a word.
enum class FeatureKind : std::uint8_t { unit, pair, triple, piece };

struct TextFeature {
  std::string name;
  FeatureKind kind = FeatureKind::unit;
  bool common = false;  // made of common words only: says little about the topic
  // Names a thing by itself: a word that is not common, or two such Chinese characters. One
  // character does not: 股票 is no 发票.
  bool naming = false;
};

// `chinese`: by the locale, so that the variants and the questions of one index are read alike.
std::vector<TextFeature> features_of(std::string_view text, bool chinese);

struct Counted {
  FeatureId id = 0;
  float count = 0;
};

// Sorted by id, each id once.
using FeatureBag = std::vector<Counted>;

FeatureBag to_bag(std::vector<FeatureId> ids);

}  // namespace yingda::knowledge
