#pragma once
// What the index says of one document for one question.

#include <cstdint>

namespace yingda::knowledge {

// A document less likely than e to the minus this has no linear part at all.
inline constexpr float linear_range = 10;

// Part scores, each about 0 to 1.
struct Parts {
  std::uint32_t document = 0;
  std::int32_t variant = -1;  // the one that fits best
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
};

// Of what the question says, weighed as for the cosine, the share that the variant says too, and
// the other way round; the last two count only units that are not common.
struct Closeness {
  float question_covered = 0;
  float variant_covered = 0;
  float variant_content_covered = 0;
  float shared_content = 0;  // number of such units in both
};

}  // namespace yingda::knowledge
