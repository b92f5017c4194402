#include "text/tokenize.hpp"

#include <catch2/catch.hpp>

#include "text/common_words.hpp"

using namespace yingda::text;

namespace {

std::string stems(std::string_view text) {
  std::string out;
  for (const auto& token : tokenize(text)) out += (out.empty() ? "" : "|") + token.stem;
  return out;
}

}  // namespace

TEST_CASE("Chinese is cut into characters and English into stems") {
  CHECK(stems("怎么退款？") == "怎|么|退|款");
  CHECK(stems("My top-ups weren't charged!") == "my|top|ups|wer|not|charg");
  CHECK(stems("开通VIP会员") == "开|通|vip|会|员");
  CHECK(stems("4G套餐 30 天") == "4|g|套|餐|30|天");
}

TEST_CASE("endings are taken off lightly") {
  const std::vector<std::pair<std::string, std::string>> same{
      {"refunds", "refunded"}, {"charge", "charging"}, {"stop", "stopped"},
      {"policy", "policies"},  {"pass", "passes"},     {"card", "cards"}};
  for (const auto& [one, other] : same) {
    CAPTURE(one, other);
    CHECK(stem(one) == stem(other));
  }
  CHECK(stem("status") == "status");
  CHECK(stem("bring") == "bring");
  CHECK(stem("need") == "need");
  CHECK(stem("café") == "café");
}

TEST_CASE("order numbers and phones are not words") {
  CHECK(stems("订单20261120001到哪了") == "订|单|到|哪|了");
  CHECK(stems("SF1380013800012 where") == "wher");
  CHECK(stems("充50元") == "充|50|元");
}

TEST_CASE("only neighbours are adjacent") {
  const auto tokens = tokenize("退款，到账");
  REQUIRE(tokens.size() == 4);
  CHECK(tokens[1].adjacent);
  CHECK_FALSE(tokens[2].adjacent);
  CHECK(tokens[3].adjacent);
}

TEST_CASE("a word without end is dropped and a text without words is empty") {
  CHECK(tokenize(std::string(5000, 'a')).empty());
  CHECK(tokenize("？！ ...").empty());
  CHECK(tokenize("").empty());
}

TEST_CASE("common words are known in both languages") {
  for (const std::string_view word : {"的", "么", "可", "how", "the", "want"}) {
    CHECK(is_common_word(word));
  }
  for (const std::string_view word : {"退", "卡", "refund", "card", ""}) {
    CHECK_FALSE(is_common_word(word));
  }
}

TEST_CASE("a shortened not is a word of its own") {
  CHECK(stems("it doesn't work") == stems("it does not work"));
  CHECK(stems("can\u2019t pay") == "can|not|pay");
  CHECK(stems("won't") == stems("will not"));
  CHECK(stems("plant") == "plant");
}
