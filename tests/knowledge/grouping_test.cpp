#include "knowledge/grouping.hpp"

#include <catch2/catch.hpp>
#include <set>

#include "knowledge/engine.hpp"

using namespace yingda::knowledge;

namespace {

Document entry(std::string id, std::vector<std::string> questions) {
  const std::string title = questions.front();
  return {DocumentKind::article, std::move(id), "zh-CN", title, std::move(questions), ""};
}

// A shop that knows nothing of gift cards for companies, nor of its app's dark mode.
std::vector<Document> known() {
  return {entry("refund", {"怎么申请退款", "我要退款", "钱能退吗", "退款流程"}),
          entry("refund-time", {"退款多久到账", "退的钱几天到", "退款一直没收到", "退款要几天"}),
          entry("invoice", {"怎么开发票", "发票在哪里下载", "发票抬头怎么改", "能开专票吗"}),
          entry("phone", {"怎么换绑手机号", "手机号不用了", "修改绑定手机", "换手机号要多久"}),
          entry("password", {"忘记密码怎么办", "密码忘了", "重置密码", "怎么找回密码"}),
          entry("coupon", {"优惠券怎么用", "优惠券在哪里", "券用不了", "优惠券不能用"}),
          entry("hours", {"客服几点上班", "客服工作时间", "你们几点下班", "周末有人吗"}),
          entry("topup", {"充值没到账", "充了钱没收到", "话费一直没到", "充值多久到"}),
          entry("card", {"卡密无效", "卡密用不了", "卡密在哪里看", "卡密错误怎么办"}),
          entry("vip", {"会员怎么开通", "会员怎么取消", "会员有什么好处", "会员自动续费"})};
}

const std::vector<std::string> asked{
    "公司采购礼品卡可以打折吗", "页面能不能调成深色模式", "企业采购礼品卡有折扣吗",
    "深色模式在哪里打开",       "礼品卡公司批量采购价",   "怎么设置深色模式",
};

std::vector<std::vector<std::size_t>> members(const std::vector<TextGroup>& groups) {
  std::vector<std::vector<std::size_t>> out;
  for (const auto& group : groups) out.push_back(group.members);
  return out;
}

}  // namespace

TEST_CASE("texts about one thing are one group, also when nothing was known of it") {
  const auto engine = Engine::train(known());
  const auto groups = engine->group(asked, "zh-CN");
  CHECK(members(groups) == std::vector<std::vector<std::size_t>>{{0, 2, 4}, {1, 3, 5}});
  std::set<std::string> names;
  for (const auto& feature : groups[1].features) names.insert(feature.name);
  CHECK(names.contains("深色"));
  CHECK(groups[1].features.front().weight > groups[1].features.back().weight);
}

TEST_CASE("the same texts give the same groups, and an order of them gives no other groups") {
  const auto engine = Engine::train(known());
  const auto once = engine->group(asked, "zh-CN");
  CHECK(members(once) == members(engine->group(asked, "zh-CN")));
  const std::vector<std::string> reversed(asked.rbegin(), asked.rend());
  std::set<std::set<std::string>> groups, others;
  for (const auto& group : once) {
    std::set<std::string> texts;
    for (const auto member : group.members) texts.insert(asked[member]);
    groups.insert(texts);
  }
  for (const auto& group : engine->group(reversed, "zh-CN")) {
    std::set<std::string> texts;
    for (const auto member : group.members) texts.insert(reversed[member]);
    others.insert(texts);
  }
  CHECK(groups == others);
}

TEST_CASE("what stands for a group is the text most like the others") {
  const auto engine = Engine::train(known());
  const auto groups = engine->group(
      {"礼品卡开发票给公司的话抬头怎么写呢", "礼品卡怎么开发票", "礼品卡开发票"}, "zh-CN");
  REQUIRE(groups.size() == 1);
  CHECK(groups[0].typical != 0);
}

TEST_CASE(
    "a text without words belongs to no group, and without a knowledge base texts are grouped") {
  const auto engine = Engine::train({});
  const auto groups = engine->group({"……", "dark mode please", "is there a dark mode"}, "en");
  CHECK(members(groups) == std::vector<std::vector<std::size_t>>{{1, 2}});
  CHECK(Engine::train(known())->group({}, "zh-CN").empty());
}

TEST_CASE("synonyms that editors declare bring texts together") {
  Options options;
  options.synonyms["zh-CN"] = {{"深色模式", "夜间主题"}};
  const std::vector<std::string> texts{"深色模式在哪里", "夜间主题在哪里"};
  CHECK(Engine::train(known(), options)->group(texts, "zh-CN").size() == 1);
}

TEST_CASE("how alike texts must be is learned from the variants") {
  const auto engine = Engine::train(known());
  auto corpus = Corpus::build(known(), {});
  const double learned = learn_alike_min(corpus);
  CHECK(learned > 0.05);
  CHECK(learned < 0.4);
  CHECK(learn_alike_min(corpus) == learned);
  // Stricter than anything is alike: everybody for himself.
  CHECK(group_texts(std::move(corpus), asked, 0.99).size() == asked.size());
}

TEST_CASE("no more texts are grouped than can be") {
  std::vector<std::string> many;
  for (std::size_t i = 0; i < grouped_texts_max + 3; ++i) {
    many.push_back("word" + std::to_string(i % 50) + "x other" + std::to_string(i % 50) + "y");
  }
  std::size_t grouped = 0;
  for (const auto& group : group_texts({}, many, 0.3)) grouped += group.members.size();
  CHECK(grouped == grouped_texts_max);
}
