// How a question comes by its value: read, confirmed, refused, and several at once.

#include <catch2/catch.hpp>

#include "support/talk.hpp"

using namespace yingda;
using namespace yingda::testing;

namespace {

std::string flow(const std::string& steps) {
  return "flows:\n  main:\n    name: {zh-CN: 办事, en: Errand}\n    triggers: [开始办事]\n"
         "    steps:\n" +
         steps;
}

const std::string confirmed = flow(R"(
      - collect: phone
        type: phone
        ask: 手机号多少？
        invalid: 没看到手机号。
        confirm: "是 {phone} 吗？"
      - say: "记下 {phone}。"
)");

}  // namespace

TEST_CASE("a value that is to be confirmed counts only after a yes") {
  Talk talk(catalog_of(confirmed));
  CHECK(talk.say("开始办事") == "手机号多少？");
  CHECK(talk.say("13800000001") == "是 13800000001 吗？");
  CHECK(talk.slot("phone") == "(unset)");
  SECTION("yes") {
    CHECK(talk.say("对的") == "记下 13800000001。");
    CHECK(talk.slot("phone") == "13800000001");
    CHECK(talk.state().session.sources.at("phone") == "13800000001");
  }
  SECTION("the button yes") { CHECK(talk.choose("yes") == "记下 13800000001。"); }
  SECTION("another value at once is confirmed anew") {
    CHECK(talk.say("不对，是 13900000002") == "是 13900000002 吗？");
    CHECK(talk.say("嗯") == "记下 13900000002。");
  }
  SECTION("no asks again, and the second no is a person's") {
    CHECK(talk.say("不对") == "手机号多少？");
    CHECK(talk.say("13900000002") == "是 13900000002 吗？");
    talk.choose("no");
    CHECK(talk.with_person());
  }
  SECTION("the same value in a no is not taken again") {
    CHECK(talk.say("不是13800000001") == "手机号多少？");
  }
  SECTION("what is neither yes nor no asks the same again") {
    CHECK(talk.say("月亮很圆啊") == "是 13800000001 吗？");
    talk.say("香蕉很甜呢");
    CHECK(talk.with_person());
  }
}

TEST_CASE("a confirmation is kept open over a digression") {
  const content::Files article{{"knowledge_base/zh-CN/invoice.md", R"(---
id: invoice
title: 怎么开发票
locale: zh-CN
questions: [怎么开发票, 能开电子发票吗, 发票在哪里开]
---
在订单详情里点开发票。
)"}};
  Talk talk(catalog_of(confirmed, plain_config(), article));
  talk.say("开始办事");
  talk.say("13800000001");
  const std::string back = talk.say("怎么开发票");
  CHECK(has(back, "在订单详情里"));
  CHECK(has(back, "是 13800000001 吗？"));
  CHECK(talk.say("是的") == "记下 13800000001。");
}

TEST_CASE("`confirm: true` asks in both languages") {
  const auto catalog = catalog_of(flow(R"(
      - collect: paid
        type: money
        ask: {zh-CN: 付了多少？, en: How much?}
        confirm: true
      - say: "{paid}"
)"));
  Talk chinese(catalog);
  chinese.say("开始办事");
  CHECK(chinese.say("十五块") == "我记下的是 15.00，对吗？");
  Talk english(catalog, "en");
  english.say("开始办事");
  CHECK(english.say("15 yuan") == "I have noted 15.00. Is that right?");
  CHECK(english.say("yes") == "15.00");
}

TEST_CASE("one sentence answers several open questions") {
  Talk talk(catalog_of(flow(R"(
      - {collect: order_number, type: order_number, ask: 订单号？}
      - {collect: paid_at, type: datetime, ask: 什么时候付的？}
      - {collect: amount, type: money, ask: 多少钱？}
      - {collect: phone, type: phone, ask: 手机号？}
      - say: "{order_number} {paid_at} {amount} {phone}"
)")));
  talk.say("开始办事");
  SECTION("the rest is asked for") {
    CHECK(talk.say("20261120001，昨天下午三点付的，50块") == "手机号？");
    CHECK(talk.say("13800000001") == "20261120001 2026-11-19 15:00 50.00 13800000001");
  }
  SECTION("all of it in one go") {
    CHECK(talk.say("20261120001，昨天下午三点半付的50元，手机13800000001") ==
          "20261120001 2026-11-19 15:30 50.00 13800000001");
  }
  SECTION("one number is not two things at once") {
    CHECK(talk.say("20261120001") == "什么时候付的？");
    CHECK(talk.say("half past 3 yesterday") == "多少钱？");
    CHECK(talk.say("五十") == "手机号？");
  }
}

TEST_CASE("a value beyond a choice in between is kept for its own question") {
  Talk talk(catalog_of(flow(R"(
      - {collect: order_number, type: order_number, ask: 订单号？}
      - choose: 哪一种？
        options: [{id: a, label: 未到账}, {id: b, label: 用不了}]
      - {collect: phone, type: phone, ask: 手机号？}
      - say: "{order_number} {phone}"
)")));
  talk.say("开始办事");
  CHECK(talk.say("20261120001 手机 13800000001") == "哪一种？");
  CHECK(talk.say("用不了") == "20261120001 13800000001");
}

TEST_CASE("a question beside buttons is answered and picks none of them") {
  const content::Files article{{"knowledge_base/zh-CN/refund.md", R"(---
id: refund-time
title: 退款多久到账
locale: zh-CN
questions: [退款多久到账, 退款几天能到, 退款什么时候到]
---
退款 **1 天内** 到账。
)"}};
  const auto catalog = catalog_of(flow(R"(
      - choose: 怎么办？
        slot: demand
        options: [{id: resend, label: 补发, synonyms: [好]}, {id: refund, label: 退款}]
      - say: "选了 {demand}"
)"),
                                  plain_config(), article);
  Talk talk(catalog);
  talk.say("开始办事");
  SECTION("answered, then asked again") {
    const std::string reply = talk.say("退款多久到账？");
    CHECK(has(reply, "1 天内"));
    CHECK(has(reply, "怎么办？"));
    CHECK(talk.slot("demand") == "(unset)");
    CHECK(talk.say("那就退款吧") == "选了 退款");
  }
  SECTION("a wish in the clothes of a question chooses") {
    CHECK(talk.say("可以退款吗") == "选了 退款");
  }
  SECTION("a single character inside other words is no choice") {
    talk.say("好像都不太合适");
    CHECK(talk.slot("demand") == "(unset)");
  }
  SECTION("what is declined is not chosen") {
    talk.say("我不要退款");
    CHECK(talk.slot("demand") == "(unset)");
  }
}

TEST_CASE("a repeated prompt begins with its first variant and then varies") {
  Talk talk(catalog_of(flow(R"(
      - collect: order_number
        type: order_number
        ask: [请发订单号。, 还是要订单号。]
      - say: 好
)")));
  CHECK(talk.say("开始办事") == "请发订单号。");
  CHECK(talk.say("不知道啊那个") == "还是要订单号。");
}

TEST_CASE("a day and its time may come in two messages") {
  Talk talk(catalog_of(flow(R"(
      - collect: paid_at
        type: datetime
        ask: 什么时候付的？
      - say: "记下 {paid_at}。"
)")));
  talk.say("开始办事");
  SECTION("the day is kept, and only its time is missing") {
    CHECK(has(talk.say("前天"), "什么时候付的？"));
    CHECK(talk.slot("paid_at") == "(unset)");
    const std::string kept = talk.say("下午三点");
    CHECK(has(kept, "记下 "));
    CHECK(has(kept, " 15:00。"));
    CHECK(talk.slot("paid_at") != "(unset)");
    CHECK(talk.state().session.heard.empty());
    Talk at_once(catalog_of(flow(
        "      - {collect: paid_at, type: datetime, ask: 什么时候付的？}\n      - say: 好\n")));
    at_once.say("开始办事");
    at_once.say("前天下午三点");
    CHECK(talk.slot("paid_at") == at_once.slot("paid_at"));
  }
  SECTION("a day alone counts as an answer once") {
    talk.say("前天");
    talk.say("昨天");
    talk.say("前天");
    CHECK(talk.with_person());
  }
  SECTION("a day of a flow that was stopped is forgotten") {
    talk.say("前天");
    talk.say("取消");
    CHECK(talk.state().session.heard.empty());
  }
}

TEST_CASE("a no with a value that does not fit is still a no") {
  Talk talk(catalog_of(confirmed));
  talk.say("开始办事");
  talk.say("13800000001");
  CHECK(talk.say("不对，是1380000") == "手机号多少？");
}

TEST_CASE("what was asked as a yes or no is not answered by another value") {
  Talk talk(catalog_of(flow(R"(
      - {collect: amount, type: money, ask: 多少钱？}
      - {collect: urgent, type: boolean, ask: 要加急吗？}
      - say: 好
)")));
  talk.say("开始办事");
  CHECK(talk.say("一共三十") == "要加急吗？");
  SECTION("plain words") {
    talk.say("要加急的，很急");
    CHECK(talk.slot("urgent") == "true");
  }
  SECTION("a correction of the amount") {
    talk.say("不对，是20块");
    CHECK(talk.slot("urgent") == "(unset)");
    CHECK(talk.slot("amount") == "20.00");
  }
}

TEST_CASE("a demand carries by when it is wanted") {
  const auto catalog = catalog_of(flow(R"(
      - {collect: wanted_by, type: datetime, ask: 什么时候之前？}
      - open_work_order:
          type: other
          demands:
            - {kind: 补发, by: 24h}
            - {kind: 退款, amount: "50.00", by: "{wanted_by}"}
            - {kind: 说明}
      - handoff: {reason: 办事}
)"));
  Talk talk(catalog);
  talk.say("开始办事");
  talk.say("2026-11-23 18:00");
  REQUIRE(talk.state().orders.size() == 1);
  const auto& demands = talk.state().orders[0].demands;
  REQUIRE(demands.size() == 3);
  CHECK(demands[0].by == talk.state().orders[0].opened_at + std::chrono::hours(24));
  CHECK(demands[1].by == parse_rfc3339("2026-11-23T18:00:00+08:00").value());
  CHECK_FALSE(demands[2].by);
}

TEST_CASE("a flow that ends with an answer says that it was taken") {
  SECTION("a value") {
    Talk talk(catalog_of(flow("      - {collect: colour, type: text, ask: 什么颜色？}\n")));
    talk.say("开始办事");
    CHECK(talk.say("红色") == "记下了。");
    CHECK(talk.state().failed_turns == 0);
  }
  SECTION("an option that is typed") {
    Talk talk(catalog_of(flow("      - {choose: 选一个, options: [甲方案, 乙方案]}\n")));
    talk.say("开始办事");
    CHECK(talk.say("甲方案") == "记下了。");
  }
  SECTION("a yes") {
    Talk talk(catalog_of(flow(
        "      - {collect: phone, type: phone, ask: 手机号多少？, confirm: \"{phone}？\"}\n")));
    talk.say("开始办事");
    talk.say("13800000001");
    CHECK(talk.say("对") == "记下了。");
  }
}

TEST_CASE("a form that is filled by typing goes on when nothing is missing any more") {
  const std::string form = flow(R"(
      - form: 留个联系方式
        fields:
          - {name: phone, type: phone, label: 手机号, required: true}
          - {name: note, type: text, label: 备注}
      - say: 好的。
)");
  Talk talk(catalog_of(form));
  talk.say("开始办事");
  CHECK(talk.say("13800000001").find("好的。") != std::string::npos);
  CHECK(talk.slot("phone") == "13800000001");
}

TEST_CASE("people are told what an option is called, and not its id") {
  Talk talk(catalog_of(flow(R"(
      - collect: way
        type: choice
        label: 处理方式
        ask: 怎么处理？
        options: [{id: resend, label: 补发}, {id: refund, label: 退款}]
      - {collect: hurry, type: boolean, ask: 要加急吗？}
      - say: "{way}，加急：{hurry}"
      - {collect: phone, type: phone, ask: 手机号多少？}
)")));
  talk.say("开始办事");
  talk.say("补发");
  CHECK(talk.say("是").find("补发，加急：是") != std::string::npos);
  CHECK(talk.say("不对，处理方式是退款").find("处理方式改为 退款。") != std::string::npos);
  CHECK(talk.slot("way") == "refund");
}

TEST_CASE("a value is corrected without its label where only it can be meant") {
  const std::string steps = R"(
      - {collect: paid_at, type: datetime, label: 付款时间, ask: 什么时候付的？}
      - {collect: order_number, type: order_number, label: 订单号, ask: 订单号多少？}
      - {collect: last, type: LAST, ask: 还有呢？}
)";
  const auto with = [&](const std::string& type) {
    std::string out = steps;
    return flow(out.replace(out.find("LAST"), 4, type));
  };
  for (const std::string type : {"boolean", "number"}) {
    CAPTURE(type);
    Talk talk(catalog_of(with(type)));
    talk.say("开始办事");
    talk.say("昨天下午三点");
    talk.say("20261120001");
    talk.say("不对，是20261120002");
    CHECK(talk.slot("order_number") == "20261120002");
    CHECK(talk.slot("last") == "(unset)");
  }
}

TEST_CASE("words that take a named value back are no free text") {
  Talk talk(catalog_of(flow(R"(
      - {collect: phone, type: phone, label: 手机号, ask: 手机号多少？}
      - {collect: wish, type: text, ask: 有什么要求？}
)")));
  talk.say("开始办事");
  talk.say("13800000001");
  talk.say("手机号不对，是13900000002");
  CHECK(talk.slot("phone") == "13900000002");
  CHECK(talk.slot("wish") == "(unset)");
}

TEST_CASE("a question that nobody can answer is owned up to before the own one comes again") {
  Talk talk(catalog_of(flow(R"(
      - {collect: urgent, type: boolean, ask: 要加急吗？}
      - {collect: phone, type: phone, ask: 手机号？, invalid: 没看到手机号。}
      - say: done
)")));
  talk.say("开始办事");
  const std::string unknown = "这个问题我答不上来，想问清楚可以转人工。我们先把这一步说完：";
  CHECK(talk.say("香蕉是谁种的？") == unknown + "\n要加急吗？");
  talk.say("要");
  // A question with words of its own says those.
  CHECK(talk.say("香蕉是谁种的？") == "没看到手机号。\n手机号？");
}

TEST_CASE("at a question of yes or no a cancellation cancels, and a no puts nothing else right") {
  const auto open = flow(R"(
      - {collect: cost, type: money, ask: 多少钱？}
      - {collect: when, type: datetime, ask: 什么时候到？}
      - {collect: meal, type: boolean, ask: 要早餐吗？}
      - say: "好了"
)");
  for (const char* words : {"不订了", "我要取消", "取消吧"}) {
    Talk talk(catalog_of(open));
    talk.say("开始办事"), talk.say("50元"), talk.say("昨天下午三点");
    INFO(words);
    CHECK(talk.say(words).find("好了") == std::string::npos);
    CHECK(talk.slot("meal") == "(unset)");
    CHECK(talk.state().session.stack.empty());
  }
  for (const char* words : {"no one", "no, zero", "no, we leave at 6am", "不是，六点走"}) {
    Talk talk(catalog_of(open));
    talk.say("开始办事"), talk.say("50元"), talk.say("昨天下午三点");
    INFO(words);
    talk.say(words);
    CHECK(talk.slot("cost") == "50.00");
    CHECK(talk.slot("when").ends_with("15:00"));
  }
}

// The clock of these tests stands at noon of Friday, 2026-11-20.
TEST_CASE("a time that is still to come is read as one, by the words of the question") {
  const auto told = [](const std::string& ask, const std::string& words) {
    Talk talk(catalog_of(
        flow("      - {collect: when, type: datetime, ask: " + ask + "}\n      - say: done\n")));
    talk.say("开始办事");
    talk.say(words);
    return talk.slot("when");
  };
  const std::string ahead = "最晚什么时候解决？";
  CHECK(told(ahead, "下午六点") == "2026-11-20 18:00");
  CHECK(told(ahead, "上午九点") == "2026-11-21 09:00");
  CHECK(told(ahead, "3点") == "2026-11-20 15:00");
  CHECK(told(ahead, "周五下午六点") == "2026-11-20 18:00");
  CHECK(told(ahead, "周五上午九点") == "2026-11-27 09:00");
  CHECK(told(ahead, "周一上午十点") == "2026-11-23 10:00");
  CHECK(told(ahead, "25号下午三点") == "2026-11-25 15:00");
  CHECK(told(ahead, "三小时后") == "2026-11-20 15:00");
  CHECK(told(ahead, "两天内") == "2026-11-22 12:00");
  CHECK(told("When will you arrive?", "3pm") == "2026-11-20 15:00");
  CHECK(told("When will you arrive?", "Monday morning at 10") == "2026-11-23 10:00");
  CHECK(told("When will you arrive?", "in 3 hours") == "2026-11-20 15:00");
  // What has happened stays past.
  CHECK(told("什么时候付的款？", "下午六点") == "2026-11-19 18:00");
  CHECK(told("什么时候付的款？", "周一上午十点") == "2026-11-16 10:00");
}
