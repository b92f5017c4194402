#include "knowledge/linear_model.hpp"

#include <catch2/catch.hpp>

using namespace yingda::knowledge;

namespace {

// Every label has a feature of its own; feature 0 is everybody's.
std::vector<Sample> samples(std::uint32_t labels, int each) {
  std::vector<Sample> out;
  for (int i = 0; i < each; ++i) {
    for (std::uint32_t label = 0; label < labels; ++label) {
      out.push_back({{{0, 0.8F}, {label + 1, 0.6F}}, label});
    }
  }
  return out;
}

}  // namespace

TEST_CASE("a linear model learns which feature tells the labels apart") {
  const auto model = LinearModel::train(samples(11, 5), 13, 11);
  REQUIRE_FALSE(model.empty());
  for (std::uint32_t label = 0; label < 11; ++label) {
    const auto scores = model.score({{0, 0.8F}, {label + 1, 0.6F}});
    REQUIRE(scores.size() == 11);
    for (std::uint32_t other = 0; other < 11; ++other) {
      if (other != label) CHECK(scores[label] > scores[other]);
    }
  }
}

TEST_CASE("a feature that no sample had says nothing") {
  const auto model = LinearModel::train(samples(3, 5), 13, 3);
  CHECK(model.score({{0, 0.8F}, {12, 0.6F}}) == model.score({{0, 0.8F}}));
}

TEST_CASE("of what no sample had every label says no") {
  const auto model = LinearModel::train(samples(5, 8), 13, 5);
  for (const float logit : model.score({{12, 1.0F}})) CHECK(logit < 0);
  CHECK(model.score({{0, 0.8F}, {2, 0.6F}})[1] > 0);
}

TEST_CASE("the same samples give the same model") {
  const auto once = LinearModel::train(samples(4, 6), 5, 4);
  const auto twice = LinearModel::train(samples(4, 6), 5, 4);
  CHECK(once.score({{0, 1}}) == twice.score({{0, 1}}));
}

TEST_CASE("one label or one sample a label give no model") {
  CHECK(LinearModel::train(samples(1, 5), 2, 1).empty());
  CHECK(LinearModel::train(samples(5, 1), 6, 5).empty());
  CHECK(LinearModel::train({}, 0, 0).empty());
}
