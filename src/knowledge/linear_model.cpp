#include "knowledge/linear_model.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

namespace yingda::knowledge {
namespace {

constexpr std::uint32_t no_row = 0xFFFFFFFF;
constexpr std::size_t lane = 8;
// Stochastic gradient steps with AdaGrad's rate per feature. Held-out variants gain nothing from
// more rounds; stopping early is the regularisation.
constexpr int epochs = 6;
constexpr float rate = 1;
constexpr float first_square = 1e-3F;
// The bias moves less than a feature: how many variants a document has says little.
constexpr float bias_input = 0.3F;
// With fewer variants a document, what is common to them cannot be told from chance.
constexpr std::size_t samples_per_label_min = 2;
constexpr std::size_t weights_max = std::size_t{32} << 20U;  // 128 MiB

// Xorshift: the order must look random and be the same everywhere.
class Shuffle {
 public:
  void operator()(std::vector<std::uint32_t>& order) {
    for (std::size_t i = order.size(); i > 1; --i) std::swap(order[i - 1], order[next() % i]);
  }

 private:
  std::uint64_t next() {
    state_ ^= state_ << 13U;
    state_ ^= state_ >> 7U;
    return state_ ^= state_ << 17U;
  }
  std::uint64_t state_ = 88172645463325252ULL;
};

std::size_t padded(std::size_t labels) { return (labels + lane - 1) / lane * lane; }

// Turns logits into probabilities minus what is true; gives the squared length.
float to_error(std::vector<float>& logits, std::size_t labels, std::size_t truth) {
  float square = 0;
  for (std::size_t i = 0; i < labels; ++i) {
    logits[i] = 1 / (1 + std::exp(-logits[i])) - (i == truth ? 1.0F : 0.0F);
    square += logits[i] * logits[i];
  }
  std::fill(logits.begin() + static_cast<std::ptrdiff_t>(labels), logits.end(), 0.0F);
  return square;
}

}  // namespace

bool LinearModel::worth_training(std::size_t samples, std::size_t features, std::size_t labels) {
  return labels >= 2 && samples >= labels * samples_per_label_min &&
         features * padded(labels) <= weights_max;
}

LinearModel LinearModel::train(const std::vector<Sample>& samples, std::size_t features,
                               std::size_t labels) {
  LinearModel model;
  if (!worth_training(samples.size(), 0, labels)) return model;
  model.rows_.assign(features, no_row);
  std::uint32_t rows = 1;
  for (const auto& sample : samples) {
    for (const auto& [id, weight] : sample.features) {
      if (model.rows_[id] == no_row) model.rows_[id] = rows++;
    }
  }
  model.labels_ = labels;
  model.width_ = padded(labels);
  if (!worth_training(samples.size(), rows, labels)) return {};
  model.weights_.assign(rows * model.width_, 0);
  // What is known of a question without features: it is one of them.
  const float start = -std::log(static_cast<float>(labels)) / bias_input;
  std::fill_n(model.weights_.begin(), labels, start);
  std::vector<float> squares(rows, first_square);
  std::vector<float> error;
  std::vector<std::uint32_t> order(samples.size());
  std::iota(order.begin(), order.end(), 0U);
  Shuffle shuffle;
  for (int epoch = 0; epoch < epochs; ++epoch) {
    shuffle(order);
    for (const auto i : order) model.learn(samples[i], error, squares);
  }
  return model;
}

void LinearModel::learn(const Sample& sample, std::vector<float>& error,
                        std::vector<float>& squares) {
  add_scores(sample.features, error);
  const float square = to_error(error, labels_, sample.label);
  step(0, bias_input, error, square, squares);
  for (const auto& [id, weight] : sample.features) step(rows_[id], weight, error, square, squares);
}

void LinearModel::step(std::uint32_t row, float input, const std::vector<float>& error,
                       float square, std::vector<float>& squares) {
  squares[row] += input * input * square;
  const float length = rate * input / std::sqrt(squares[row]);
  float* to = &weights_[row * width_];
  for (std::size_t i = 0; i < width_; ++i) to[i] -= length * error[i];
}

void LinearModel::add_scores(const FeatureVector& question, std::vector<float>& out) const {
  out.assign(width_, 0);
  const auto add = [&](std::uint32_t row, float input) {
    const float* from = &weights_[row * width_];
    for (std::size_t i = 0; i < width_; ++i) out[i] += input * from[i];
  };
  add(0, bias_input);
  for (const auto& [id, weight] : question) {
    if (rows_[id] != no_row) add(rows_[id], weight);
  }
}

std::vector<float> LinearModel::score(const FeatureVector& question) const {
  std::vector<float> out;
  add_scores(question, out);
  out.resize(labels_);
  return out;
}

}  // namespace yingda::knowledge
