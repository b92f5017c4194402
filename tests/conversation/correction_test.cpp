// What a visitor puts right: the hour of a time alone, two values at once, what is denied and what
// holds instead, and an answer beside it.

#include <catch2/catch.hpp>

#include "support/sample_content.hpp"
#include "support/talk.hpp"

using namespace yingda;
using namespace yingda::testing;

namespace {

const std::string repairs = R"(flows:
  repair:
    name: {zh-CN: 修卡, en: Repair}
    triggers: {zh-CN: [我要修卡], en: [repair my card]}
    steps:
      - collect: order_number
        type: order_number
        label: {zh-CN: 订单号, en: order number}
        ask: {zh-CN: 订单号？, en: Order number?}
      - collect: paid_at
        type: datetime
        label: {zh-CN: 付款时间, en: time of payment}
        ask: {zh-CN: 付款时间？, en: When paid?}
      - collect: amount
        type: money
        label: {zh-CN: 金额, en: amount}
        ask: {zh-CN: 金额？, en: Amount?}
      - collect: express
        type: boolean
        ask: {zh-CN: 要加急吗？, en: Express?}
      - collect: phone
        type: phone
        label: {zh-CN: 手机号, en: phone number}
        ask: {zh-CN: 手机号？, en: Phone number?}
      - handoff: {reason: 修卡}
)";

struct Case {
  std::string said;
  std::string order = "20261120001";
  std::string paid = "15:00";
  std::string amount = "50.00";
};

// As far as the question whether it is to be fast, all the rest being told.
Talk told(const std::string& locale) {
  static const auto catalog = catalog_of(repairs);
  Talk talk(catalog, locale);
  if (locale == "en") {
    talk.say("repair my card");
    talk.say("20261120001, paid 50 yuan on Nov 19 at 3pm");
  } else {
    talk.say("我要修卡");
    talk.say("20261120001，11月19日下午三点付了50元");
  }
  REQUIRE(talk.slot("paid_at").ends_with("-11-19 15:00"));
  REQUIRE(talk.slot("amount") == "50.00");
  return talk;
}

void check(const std::string& locale, const std::vector<Case>& cases) {
  for (const auto& expected : cases) {
    CAPTURE(expected.said);
    auto talk = told(locale);
    talk.say(expected.said);
    CHECK(talk.slot("order_number") == expected.order);
    CHECK(talk.slot("paid_at").substr(11) == expected.paid);
    CHECK(talk.slot("amount") == expected.amount);
    CHECK(talk.slot("express") == "(unset)");
  }
}

}  // namespace

TEST_CASE("an hour that is put right keeps its day and its part of the day") {
  check("zh-CN", {{"时间错了，是下午四点", "20261120001", "16:00"},
                  {"时间不对，应该是六点", "20261120001", "18:00"},
                  {"下午四点才对", "20261120001", "16:00"},
                  {"刚说错了是四点", "20261120001", "16:00"},
                  {"刚才的时间我记错了，是上午十点", "20261120001", "10:00"}});
  check("en", {{"sorry, I meant 4pm", "20261120001", "16:00"},
               {"change the time to 8pm", "20261120001", "20:00"}});
  auto talk = told("zh-CN");
  talk.say("时间错了，是下午四点");
  CHECK(talk.slot("paid_at").ends_with("-11-19 16:00"));
}

TEST_CASE("a day that is put right keeps its hour") {
  auto talk = told("zh-CN");
  talk.say("不是11月19日，是11月18日");
  CHECK(talk.slot("paid_at").ends_with("-11-18 15:00"));
  talk = told("en");
  talk.say("not Nov 19, the day before");
  CHECK(talk.slot("paid_at").ends_with("-11-18 15:00"));
}

TEST_CASE("what is denied is put right by what holds instead, whatever is asked now") {
  check("zh-CN", {{"不是50，是60", "20261120001", "15:00", "60.00"},
                  {"不是三点，是四点", "20261120001", "16:00"},
                  {"订单是20261120009不是20261120001", "20261120009"},
                  {"我看错了，20261120009", "20261120009"}});
  check("en", {{"it was 4pm, not 3pm", "20261120001", "16:00"},
               {"not 50 but 60", "20261120001", "15:00", "60.00"},
               {"the order number should be 20261120009 not 20261120001", "20261120009"}});
}

TEST_CASE("two values are put right at once") {
  check("zh-CN",
        {{"订单号错了，是20261120008，时间也不对，是11月19日晚上八点一刻", "20261120008", "20:15"},
         {"说错了，是20261120008，11月19日晚上八点一刻", "20261120008", "20:15"},
         {"不对，订单号是20261120008，金额是60元", "20261120008", "15:00", "60.00"}});
  auto talk = told("zh-CN");
  CHECK(talk.say("不对，订单号是20261120008，金额是60元") ==
        "好的，订单号、金额改为 20261120008、60.00。\n要加急吗？");
}

TEST_CASE("an answer beside a correction is taken as well, and its question not asked again") {
  auto talk = told("zh-CN");
  CHECK(talk.say("不对，订单号是20261120008，要加急") ==
        "好的，订单号改为 20261120008。\n手机号？");
  CHECK(talk.slot("order_number") == "20261120008");
  CHECK(talk.slot("express") == "true");
}

TEST_CASE("a complaint about a mistake of others corrects nothing") {
  check("zh-CN", {{"你们搞错了吧"},
                  {"不是你们的问题吗"},
                  {"不是说好今天到的吗"},
                  {"你们收我60不是50"},
                  {"60不是50的倍数"},
                  {"我要60不是50"}});
}

TEST_CASE("a point in time of something else corrects nothing, and neither does a question") {
  check("zh-CN", {{"不是三点到的，是四点到的"},
                  {"不对，昨天四点才到账"},
                  {"不是三点，是四点吗？"},
                  {"不是20261120001，是20261120009吗"},
                  {"不是50是60吗"},
                  {"不是昨天，也不是前天"}});
  check("en", {{"it didn't arrive at 3pm, it arrived at 4pm"}, {"isn't it 60, not 50?"}});
  check("zh-CN", {{"不是三点付的，是四点付的", "20261120001", "16:00"},
                  {"不是20261120001，是20261120009，可以改吗？", "20261120009"}});
}

namespace {

// What is taken back is asked for again; the answer to the open question is not.
void check_taken_back(Talk talk, const std::string& said, const std::string& slot,
                      const std::string& question) {
  CAPTURE(said);
  const auto told = talk.say(said);
  CHECK(talk.slot(slot) == "(unset)");
  CHECK(told.find(question) != std::string::npos);
}

}  // namespace

TEST_CASE("an answer that is taken back without another is asked for again") {
  for (const std::string said :
       {"订单号写错了", "我订单号填错了", "不好意思，订单号发错了", "修改订单号",
        "我要改一下订单号", "订单号能改一下吗？", "单号错了怎么改", "重新填写订单号"}) {
    check_taken_back(told("zh-CN"), said, "order_number", "订单号？");
  }
  for (const std::string said : {"the order number is wrong", "I gave you the wrong order number",
                                 "Can I change the order number please?", "wrong order number",
                                 "I made a mistake in the order number"}) {
    check_taken_back(told("en"), said, "order_number", "Order number?");
  }
  check_taken_back(told("zh-CN"), "金额写错了", "amount", "金额？");
}

TEST_CASE("one step back asks what was answered last") {
  for (const std::string said : {"上一步", "返回上一步", "我想回到上一个问题", "go back"}) {
    auto talk = told("zh-CN");
    talk.say("要");
    REQUIRE(talk.slot("express") == "true");
    check_taken_back(talk, said, "express", "要加急吗？");
    CHECK(talk.slot("order_number") == "20261120001");
  }
}

TEST_CASE("a question says which answer one step back takes back, and the first one none") {
  static const auto catalog = catalog_of(repairs);
  Talk talk(catalog, "zh-CN");
  const auto back_at = [&](const std::string& said) {
    const auto heard = talk.rehearsal().say(said);
    const auto* asked = std::get_if<conversation::MessageEntry>(&heard.entries.back().body);
    REQUIRE(asked != nullptr);
    return asked->back;
  };
  CHECK(back_at("我要修卡") == std::nullopt);
  CHECK(back_at("20261120001") == "订单号");
  CHECK(back_at("上一步") == std::nullopt);
  CHECK(back_at("20261120001") == "订单号");
}

TEST_CASE("what is told of a slip besides is no wish to answer again") {
  for (const std::string said : {"订单号没错", "订单号写错了会怎么样", "付款时间不对劲"}) {
    CAPTURE(said);
    auto talk = told("zh-CN");
    talk.say(said);
    CHECK(talk.slot("order_number") == "20261120001");
    CHECK(talk.slot("paid_at").substr(11) == "15:00");
  }
}

TEST_CASE("an answer that was given early is forgotten where its question is still to come") {
  static const auto catalog = catalog_of(repairs);
  Talk talk(catalog, "zh-CN");
  talk.say("我要修卡，11月19日下午三点付的");
  REQUIRE(talk.slot("paid_at").ends_with("-11-19 15:00"));
  CHECK(talk.say("付款时间写错了").find("订单号？") != std::string::npos);
  CHECK(talk.slot("paid_at") == "(unset)");
  CHECK(talk.say("20261120001").find("付款时间？") != std::string::npos);
}

TEST_CASE("a value told beside an open menu is put right, and the menu still asks") {
  static const auto catalog = catalog_of(R"(flows:
  broken:
    name: {zh-CN: 坏卡, en: Broken}
    triggers: {zh-CN: [我的卡坏了], en: [my card is broken]}
    steps:
      - id: what
        choose: {zh-CN: 哪里坏了？, en: What is broken?}
        slot: part
        options:
          - {id: front, label: {zh-CN: 正面, en: Front}}
          - {id: back, label: {zh-CN: 背面, en: Back}, next: behind}
      - {id: ahead, say: {zh-CN: 正面的我们换。, en: We replace it.}, next: details}
      - {id: behind, say: {zh-CN: 背面的我们修。, en: We mend it.}}
      - id: details
        form: {zh-CN: 补充, en: Details}
        fields:
          - {name: order_number, type: order_number, label: {zh-CN: 订单号, en: order number}}
          - {name: phone, type: phone, label: {zh-CN: 手机号, en: phone number}}
      - if: order_number is set
        handoff: {reason: {zh-CN: 坏卡, en: broken}}
      - handoff: {reason: {zh-CN: 坏卡, en: broken}}
)");
  Talk talk(catalog, "zh-CN");
  talk.say("我的卡坏了，订单20261120001");
  REQUIRE(talk.slot("order_number") == "20261120001");
  CHECK(talk.say("订单号写错了，应该是20261120003").find("哪里坏了？") != std::string::npos);
  CHECK(talk.slot("order_number") == "20261120003");
  CHECK(talk.say("订单号填错了").find("哪里坏了？") != std::string::npos);
  CHECK(talk.slot("order_number") == "(unset)");
  talk.say("20261120003");
  CHECK(talk.say("背面").find("背面的我们修。") != std::string::npos);
}

TEST_CASE("words that people begin a correction with take the last number back") {
  static const auto catalog = catalog_of(R"(flows:
  rent:
    name: {zh-CN: 租车, en: Rent}
    triggers: {zh-CN: [我要租车], en: [rent a car]}
    steps:
      - {collect: days, type: number, ask: {zh-CN: 租几天？, en: How many days?}}
      - {collect: seat, type: boolean, ask: {zh-CN: 要儿童座椅吗？, en: A child seat?}}
      - {handoff: {reason: 租车}}
)");
  for (const std::string said : {"改一下 租六天", "哦 应该是6天", "啊不，6天", "不对，6天"}) {
    CAPTURE(said);
    Talk talk(catalog, "zh-CN");
    talk.say("我要租车");
    talk.say("5天");
    talk.say(said);
    CHECK(talk.slot("days") == "6");
  }
  for (const std::string said : {"scratch that, 6", "better make it 6", "make that 6 days"}) {
    CAPTURE(said);
    Talk talk(catalog, "en");
    talk.say("rent a car");
    talk.say("5 days");
    talk.say(said);
    CHECK(talk.slot("days") == "6");
  }
}

TEST_CASE("once a work order is open, an answer is not taken back into another one") {
  static const auto catalog = catalog_of(R"(flows:
  late:
    name: {zh-CN: 未到, en: Late}
    triggers: {zh-CN: [我的包裹没到], en: [my parcel is late]}
    steps:
      - {collect: order_number, type: order_number, label: {zh-CN: 订单号, en: order number}, ask: {zh-CN: 订单号？, en: Order number?}}
      - call: opening
      - {say: {zh-CN: 工单开好了。, en: Opened.}}
      - {collect: express, type: boolean, ask: {zh-CN: 要加急吗？, en: Express?}}
      - if: order_number is set and express
        say: {zh-CN: 加急。, en: Fast.}
  opening:
    steps:
      - open_work_order: {type: other, title: "{order_number}"}
)");
  Talk talk(catalog, "zh-CN");
  talk.say("我的包裹没到");
  talk.say("20261120001");
  REQUIRE(talk.state().orders.size() == 1);
  talk.say("订单号写错了");
  CHECK(talk.slot("order_number") == "20261120001");
  CHECK(talk.say("订单号写错了，应该是20261120003").find("工单开好了") == std::string::npos);
  CHECK(talk.slot("order_number") == "20261120003");
  CHECK(talk.state().orders.size() == 1);
}
