// What is said while a person is awaited, and flows that are no case or that nothing may disturb.

#include <catch2/catch.hpp>

#include "support/talk.hpp"

using namespace yingda;
using namespace yingda::testing;

namespace {

const std::string flows = R"(flows:
  greeting:
    name: {zh-CN: 打招呼, en: Greeting}
    small_talk: true
    triggers: {phrases: [在吗]}
    steps:
      - choose: 在的。要找人吗？
        options:
          - {id: person, label: 找人, next: to_person}
          - {id: bot, label: 先问您}
      - say: 好的。
        next: END
      - id: to_person
        handoff: {reason: 问有没有人}
  late:
    name: {zh-CN: 没到账, en: Late}
    triggers: [充值没到账, 钱没到账]
    steps:
      - collect: order_number
        type: order_number
        ask: 订单号？
      - open_work_order: {type: not_arrived, tier: complaint, department: topup, title: 没到账}
      - say: 开好了。
  crisis:
    name: {zh-CN: 帮助, en: Help}
    undisturbed: true
    triggers:
      zh-CN: [我撑不下去了, 撑不下去]
      keywords: [不想活]
    steps:
      - collect: company
        type: choice
        ask: 请人来吗？
        retries: 1
        on_failure: person
        options:
          - {id: "yes", label: 请人来}
          - {id: "no", label: 先不用}
        next:
          - if: company == "no"
            then: END
          - else: person
      - id: person
        handoff: {reason: 先关心人}
)";

content::Config with_demands() {
  auto config = plain_config();
  dialogue::Text refund;
  refund.by_locale["zh-CN"] = {"全额退款"};
  config.policy.demand_kinds = {{"full_refund", refund}};
  return config;
}

Talk queued() {
  Talk talk(catalog_of(flows, with_demands()));
  talk.human();
  return talk;
}

}  // namespace

TEST_CASE("what is said in the queue is acknowledged, lines typed in one go at the first") {
  auto talk = queued();
  CHECK(has(talk.say("月亮很圆"), "已补充到工单"));
  CHECK(talk.say("星星很亮").empty());
  talk.wait(std::chrono::seconds(30));
  CHECK(talk.say("太阳很热") == "记下了。");
}

TEST_CASE("who no longer wants to wait hears that the order stands, and how to take it back") {
  for (const char* words : {"取消", "算了", "不用人工了", "我不想等人工了"}) {
    INFO(words);
    auto talk = queued();
    CHECK(has(talk.say(words), "撤回"));
    CHECK(has(talk.say(words), "撤回"));
  }
}

TEST_CASE("who asked for a person and then explains has one case, with the earlier promise") {
  auto talk = queued();
  const auto promised = talk.state().orders[0].first_response_due;
  talk.say("充值没到账");
  talk.say("20261120002");
  REQUIRE(talk.state().orders.size() == 1);
  const auto& order = talk.state().orders[0];
  CHECK(order.type == "not_arrived");
  CHECK(order.about == "20261120002");
  CHECK(order.department == "topup");
  CHECK(order.tier == workorder::Tier::complaint);
  CHECK(order.first_response_due == promised);
  CHECK(order.history.back().what != "opened");
}

TEST_CASE("a demand that is said while waiting stands on the order") {
  auto talk = queued();
  CHECK(has(talk.say("我要全额退款"), "您的诉求：全额退款"));
  REQUIRE(talk.state().orders[0].demands.size() == 1);
  CHECK(talk.state().orders[0].demands[0].kind == "full_refund");
  CHECK_FALSE(has(talk.say("全额退款"), "您的诉求"));
}

TEST_CASE("small talk does not change what the case is about, nor why it was handed over") {
  auto talk = Talk(catalog_of(flows, with_demands()));
  talk.say("充值没到账");
  talk.human();
  const auto before = talk.state();
  talk.say("在吗");
  CHECK(talk.state().intent == before.intent);
  CHECK(talk.state().handoff->reason == before.handoff->reason);
  talk.choose("person");
  CHECK(talk.state().handoff->reason == before.handoff->reason);
  CHECK(talk.state().orders.size() == 1);
}

TEST_CASE("the question of small talk gives way to what is said instead") {
  Talk talk(catalog_of(flows));
  CHECK(talk.say("在吗") == "在的。要找人吗？");
  CHECK(talk.say("充值没到账") == "订单号？");
  CHECK(talk.state().session.stack.size() == 1);
}

TEST_CASE("nothing disturbs a flow that is undisturbed, nor the wait for its person") {
  Talk talk(catalog_of(flows));
  CHECK(talk.say("我撑不下去了") == "请人来吗？");
  SECTION("another wish brings the person") {
    talk.say("充值没到账");
    CHECK(talk.with_person());
    CHECK(has(talk.say("充值没到账"), "已补充到工单"));
    CHECK(talk.state().orders.size() == 1);
    CHECK(talk.state().orders[0].type == "other");
  }
  SECTION("a no is a no, and after it everything is as ever") {
    talk.say("先不用");
    CHECK_FALSE(talk.with_person());
    CHECK(talk.say("充值没到账") == "订单号？");
  }
}

TEST_CASE("a person who is not wanted is not called") {
  for (const char* words : {"取消转人工", "转人工吧，算了不用了", "别帮我转人工了"}) {
    INFO(words);
    Talk talk(catalog_of(flows));
    talk.say(words);
    CHECK_FALSE(talk.with_person());
  }
}

TEST_CASE("a work order's number with a slip in it is told apart from one that is not there") {
  Talk talk(catalog_of(flows));
  CHECK(has(talk.say("GD20261123-0001-3"), "GD20261123-0001-3"));
  CHECK(has(talk.say("gd20261123-0001-3 怎么样了"), "抄错"));
  CHECK_FALSE(has(talk.say("GD20261123-0001-6"), "抄错"));
}

TEST_CASE("a demand does not swallow what is graver, and a fact is no demand") {
  SECTION("a crisis") {
    auto talk = queued();
    CHECK(has(talk.say("不给我全额退款我就不想活了"), "请人来吗？"));
    CHECK(talk.state().orders[0].demands.empty());
    talk.say("请人来");
    CHECK(talk.state().handoff->reason == "先关心人");
  }
  SECTION("an urgent complaint") {
    auto talk = queued();
    talk.say("【紧急投诉】要全额退款");
    CHECK(talk.state().orders[0].urgent);
  }
  SECTION("a fact") {
    auto talk = queued();
    talk.say("上次说好的全额退款到现在还是没有收到");
    CHECK(talk.state().orders[0].demands.empty());
  }
}

TEST_CASE("a crisis is heard while another question is open") {
  Talk talk(catalog_of(flows));
  talk.say("充值没到账");
  CHECK(talk.say("真的不想活了") == "请人来吗？");
}

TEST_CASE("an order that is explained already is not taken for another case") {
  Talk talk(catalog_of(flows));
  talk.say("【紧急投诉】");
  REQUIRE(talk.state().orders[0].urgent);
  talk.say("充值没到账");
  talk.say("20261120002");
  REQUIRE(talk.state().orders.size() == 2);
  CHECK(talk.state().orders[0].type == "other");
}

TEST_CASE("who would rather have a person then gets one") {
  Talk talk(catalog_of(flows));
  talk.say("还是给我转人工算了");
  CHECK(talk.with_person());
}
