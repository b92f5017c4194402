#pragma once
// Logistic regression from a question's features, one for each document: is it this one, or any
// other? It sees what only all variants together show: which features tell a document apart. For a
// question about something else every document can say no, which tells the gate more than shares
// of a whole would. The more variants there are, the more it is worth; how much, the blend finds
// out.

#include <cstdint>
#include <vector>

#include "knowledge/features.hpp"

namespace yingda::knowledge {

struct Weighted {
  FeatureId id = 0;
  float weight = 0;
};
using FeatureVector = std::vector<Weighted>;  // of unit length

struct Sample {
  FeatureVector features;
  std::uint32_t label = 0;
};

class LinearModel {
 public:
  LinearModel() = default;
  // Is there anything to generalise from, and is it small enough to be kept? `features`: how many
  // the samples have between them.
  static bool worth_training(std::size_t samples, std::size_t features, std::size_t labels);
  // Empty when it is not worth it. The same samples give the same model.
  static LinearModel train(const std::vector<Sample>& samples, std::size_t features,
                           std::size_t labels);

  bool empty() const { return weights_.empty(); }
  // The logit of every label.
  std::vector<float> score(const FeatureVector& question) const;

 private:
  void add_scores(const FeatureVector& question, std::vector<float>& out) const;
  void learn(const Sample& sample, std::vector<float>& error, std::vector<float>& squares);
  void step(std::uint32_t row, float input, const std::vector<float>& error, float square,
            std::vector<float>& squares);

  std::size_t labels_ = 0;
  std::size_t width_ = 0;            // labels, rounded up so that rows vectorise
  std::vector<std::uint32_t> rows_;  // of each feature
  std::vector<float> weights_;       // row after row; the first is the bias
};

}  // namespace yingda::knowledge
