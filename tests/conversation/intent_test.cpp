// What a conversation is about, as the desk is told.

#include <catch2/catch.hpp>

#include "support/talk.hpp"

using namespace yingda;
using namespace yingda::testing;

namespace {

const char* flows = R"(flows:
  topup_late:
    name: 充值未到账
    triggers: [充值没到账]
    steps:
      - {collect: order_number, type: order_number, ask: 订单号？}
      - {collect: phone, type: phone, ask: 手机号？}
      - say: 记下了。
  opening_hours:
    name: 营业时间
    triggers: [你们几点上班]
    steps:
      - say: 全天。
  repair:
    name: 报修
    triggers: [机器坏了要报修]
    steps:
      - {collect: machine, ask: 哪台机器？}
      - handoff: {reason: 报修}
)";

const char* article = R"(---
id: refund-time
title: 退款多久到账？
locale: zh-CN
questions: [退款多久到账, 退款要多久]
---
三天内退回。
)";

Talk shop() {
  return Talk(catalog_of(flows, plain_config(), {{"knowledge_base/refund.md", article}}));
}

}  // namespace

TEST_CASE("an article read on the way leaves the case what it is") {
  auto talk = shop();
  talk.say("充值没到账");
  CHECK(has(talk.say("退款要多久"), "三天内退回"));
  CHECK(talk.state().intent == "充值未到账");
  REQUIRE(talk.state().articles_tried.size() == 1);
  CHECK(talk.state().articles_tried[0].id == "refund-time");
  talk.human();
  CHECK(talk.state().orders.at(0).title == "充值未到账");
}

TEST_CASE("an article read after the case is over leaves it what it was") {
  auto talk = shop();
  talk.say("充值没到账");
  talk.say("20261120001");
  CHECK(talk.say("13812345678") == "记下了。");
  talk.say("退款要多久");
  CHECK(talk.state().intent == "充值未到账");
}

TEST_CASE("without any case the last article tells what it is about") {
  auto talk = shop();
  talk.say("退款要多久");
  CHECK(talk.state().intent == "退款多久到账？");
}

TEST_CASE("a flow on the way gives the case back when it has ended") {
  auto talk = shop();
  talk.say("充值没到账");
  CHECK(has(talk.say("你们几点上班"), "订单号？"));
  CHECK(talk.state().intent == "充值未到账");
}

TEST_CASE("a flow on the way that goes to a person is the case") {
  auto talk = shop();
  talk.say("充值没到账");
  talk.say("机器坏了要报修");
  CHECK(talk.state().intent == "报修");
  talk.say("大厅的那台");
  CHECK(talk.with_person());
  CHECK(talk.state().intent == "报修");
}
