#include "knowledge/features.hpp"

#include <algorithm>
#include <catch2/catch.hpp>

using namespace yingda::knowledge;

namespace {

bool has(const std::vector<TextFeature>& features, const std::string& name, FeatureKind kind) {
  return std::any_of(features.begin(), features.end(), [&](const TextFeature& feature) {
    return feature.name == name && feature.kind == kind;
  });
}

}  // namespace

TEST_CASE("Chinese has characters, pairs and triples, not across punctuation") {
  const auto features = features_of("退款慢，投诉", true);
  CHECK(has(features, "退", FeatureKind::unit));
  CHECK(has(features, "退款", FeatureKind::pair));
  CHECK(has(features, "退款慢", FeatureKind::triple));
  CHECK_FALSE(has(features, "慢投", FeatureKind::pair));
}

TEST_CASE("English has stems, pairs and pieces of words") {
  const auto features = features_of("how are refunds paid", false);
  CHECK(has(features, "refund", FeatureKind::unit));
  CHECK(has(features, "refund paid", FeatureKind::pair));
  CHECK(has(features, "~efu", FeatureKind::piece));
  CHECK(features.front().common);
  const auto piece = [&](const std::string& name) {
    return *std::find_if(features.begin(), features.end(),
                         [&](const TextFeature& feature) { return feature.name == name; });
  };
  CHECK(piece("~how").common);
  CHECK_FALSE(piece("~efu").common);
}

TEST_CASE("one amount is like another, short numbers of services are names") {
  const auto features = features_of("78 x 60 bed, call 12315", false);
  CHECK(has(features, "#", FeatureKind::unit));
  CHECK(has(features, "# x", FeatureKind::pair));
  CHECK(has(features, "~78", FeatureKind::piece));
  CHECK_FALSE(has(features, "78", FeatureKind::unit));
  CHECK(has(features, "12315", FeatureKind::unit));
  // Amounts of money are articles of their own in Chinese: 50元 and 100元.
  CHECK(has(features_of("充50元", true), "50", FeatureKind::unit));
}

TEST_CASE("a word names something, a pair of characters does, a single or common one does not") {
  const auto naming = [](const std::string& text) {
    std::vector<std::string> out;
    for (const auto& feature : features_of(text, true)) {
      if (feature.naming) out.push_back(feature.name);
    }
    return out;
  };
  CHECK(naming("发票怎么开") == std::vector<std::string>{"发票"});
  CHECK(naming("你是谁啊").empty());
  CHECK(naming("how do I get a refund") == std::vector<std::string>{"refund"});
  CHECK(naming("VIP怎么开") == std::vector<std::string>{"vip"});
}

TEST_CASE("a bag counts each feature once") {
  const auto bag = to_bag({7, 3, 7});
  REQUIRE(bag.size() == 2);
  CHECK(bag[0].id == 3);
  CHECK(bag[1].count == 2);
}
