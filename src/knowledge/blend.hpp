#pragma once
// One score out of the parts. How much each part is worth depends on how many variants the articles
// have and how alike they are, so the weights are learned for each knowledge base, by asking it its
// own variants (conditional logit over the best candidates), and pulled towards shipped ones.

#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "knowledge/parts.hpp"

namespace yingda::knowledge {

inline constexpr std::size_t part_count = 6;
using PartArray =
    std::array<double, part_count>;  // bm25, nearest, top3, centroid, likelihood, linear

inline constexpr std::array<std::string_view, part_count> part_names{
    "bm25", "nearest", "top3", "centroid", "likelihood", "linear"};

PartArray to_array(const Parts& parts);

// A document with its parts and blended score, best first in a ranking.
struct Ranked {
  std::size_t document = 0;
  double score = 0;  // logit
  Parts parts;
};

class Blend {
 public:
  // One held-out question: the candidates' parts, and which of them is right.
  struct Lesson {
    std::vector<PartArray> candidates;
    std::size_t right = 0;
  };

  // The parts named in `without` weigh nothing, now and after learning.
  explicit Blend(const std::vector<std::string>& without = {});
  // How many held-out questions there are for each document, on average: the fewer, the nearer do
  // the weights start, and stay, to those for one variant an article.
  void expect(double questions);
  void learn(const std::vector<Lesson>& lessons);
  const PartArray& weights() const { return weights_; }
  void set(const PartArray& weights) { weights_ = weights; }

  double score(const Parts& parts) const;
  // The best `count` documents; ties go to the lower one.
  std::vector<Ranked> best(const std::vector<Parts>& parts, std::size_t count) const;
  // Logit to 0..1, comparable between candidates of one question.
  double normalised(double score) const;

 private:
  void start_from(const PartArray& weights);

  PartArray prior_{};
  PartArray weights_{};
  std::array<bool, part_count> used_{};
};

}  // namespace yingda::knowledge
