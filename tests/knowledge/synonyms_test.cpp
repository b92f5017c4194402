#include "knowledge/synonyms.hpp"

#include <catch2/catch.hpp>

#include "knowledge/engine.hpp"

using namespace yingda::knowledge;

namespace {

Synonyms synonyms() {
  return Synonyms({{"退款", "退钱"},
                   {"没到账", "没收到钱"},
                   {"没有", "没"},
                   {"gift card", "Voucher", "pin"},
                   {"会员", "VIP"}});
}

}  // namespace

TEST_CASE("a word is read as the first of its group, the first as itself") {
  CHECK(synonyms().unify("我要退钱") == "我要退款");
  CHECK(synonyms().unify("我要退款") == "我要退款");
  CHECK(synonyms().unify("今天天气") == "今天天气");
}

TEST_CASE("the longest word that fits wins, also the first of a group") {
  CHECK(synonyms().unify("没收到钱") == "没到账");
  CHECK(synonyms().unify("没到账") == "没到账");
  CHECK(synonyms().unify("没用") == "没有用");
}

TEST_CASE("synonyms are found in any case and width, and as whole words") {
  CHECK(synonyms().unify("My VOUCHER") == "my gift card");
  CHECK(synonyms().unify("ｖｉｐ没到账") == "会员没到账");
  CHECK(synonyms().unify("shopping") == "shopping");
  CHECK(synonyms().unify("pins") == "pins");
  CHECK(synonyms().unify("pin") == "gift card");
}

TEST_CASE("without groups a text stays as it is") {
  CHECK(Synonyms().unify("Ａ 退钱") == "Ａ 退钱");
}

TEST_CASE("what an editor declares as the same is found by either word") {
  const std::vector<Document> documents{
      {DocumentKind::article, "cash", "zh-CN", "", {"怎么提现", "提现要多久", "提现失败"}, ""},
      {DocumentKind::article, "invoice", "zh-CN", "", {"怎么开发票", "发票抬头", "开专票"}, ""}};
  Options options;
  options.synonyms["zh-CN"] = {{"提现", "取钱"}};
  const auto with = Engine::train(documents, options)->understand("取钱", {"zh-CN", ""});
  REQUIRE_FALSE(with.candidates.empty());
  CHECK(with.candidates[0].id == "cash");
  const auto without = Engine::train(documents)->understand("取钱", {"zh-CN", ""});
  CHECK(without.candidates.empty());
}

TEST_CASE("synonyms are for their own locale, and change what was learned") {
  const std::vector<Document> documents{
      {DocumentKind::article, "cash", "en", "", {"cash out", "how to cash out"}, ""},
      {DocumentKind::article, "invoice", "en", "", {"an invoice", "send an invoice"}, ""}};
  Options options;
  options.synonyms["zh-CN"] = {{"cash out", "withdraw"}};
  const auto other = Engine::train(documents, options);
  CHECK(other->understand("withdraw", {"en", ""}).candidates.empty());
  CHECK(other->learned() != Engine::train(documents)->learned());
}
