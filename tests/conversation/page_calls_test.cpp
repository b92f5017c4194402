// What the page around the chat may ask for: a flow with values it knows, a person with a reason.
// Nobody has proved any of it.

#include <catch2/catch.hpp>

#include "conversation/summary.hpp"
#include "support/talk.hpp"

using namespace yingda;
using namespace yingda::testing;

namespace {

const std::string flows = R"(flows:
  refund:
    name: 退款
    triggers: {zh-CN: [我想退款], events: [refund]}
    steps:
      - call: ask_order
      - collect: reason
        options: [{id: broken, label: 坏了}, {id: late, label: 太慢}]
        label: 原因
        ask: 为什么退？
      - collect: amount
        type: money
        ask: 退多少？
        rejections: [{if: amount > 500, say: 最多 500 元。}]
      - collect: phone
        type: phone
        confirm: "手机号是 {phone}，对吗？"
        ask: 手机号？
      - collect: paid_at
        type: datetime
        ask: 什么时候付的？
      - collect: words
        label: 卡密
        ask: 还有什么要说的？
      - collect: photo
        type: file
        ask: 请发照片。
        skip: true
      - say: "{order_number}，{reason}，{amount}，{phone}"
  ask_order:
    steps:
      - collect: order_number
        type: order_number
        label: 订单号
        ask: 订单号？
  hello:
    name: 问好
    triggers: {zh-CN: [在吗您好], events: [hello]}
    steps: [{say: 您好。}]
  over:
    name: 转过去
    triggers: {zh-CN: [帮我转过去吧], events: [over]}
    steps: [{link: hello}]
)";

Talk visitor() {
  static const auto catalog = catalog_of(flows);
  return Talk(catalog);
}

std::string news(const app::Rehearsal::Heard& heard) {
  std::string out;
  for (const auto& moved : heard.flows) out += (moved.begun ? "+" : "-") + moved.flow;
  return out;
}

std::string faults(const app::Rehearsal::Heard& heard) {
  std::string out;
  if (!heard.refused) return "accepted";
  for (const auto& fault : heard.refused->fields) out += fault.name + ": " + fault.message + "\n";
  return out;
}

}  // namespace

TEST_CASE("what a page knows is not asked for, also not by a helper") {
  auto talk = visitor();
  const auto heard = talk.rehearsal().event("refund refund", {{"order_number", "20261120001"},
                                                              {"reason", "late"},
                                                              {"amount", "15"},
                                                              {"paid_at", "2026-11-20T09:30"}});
  CHECK(said(heard) == "手机号？");
  CHECK(talk.slot("order_number") == "20261120001");
  CHECK(talk.slot("reason") == "late");
  CHECK(talk.slot("amount") == "15.00");
  CHECK(talk.slot("paid_at") == "2026-11-20 09:30");
  CHECK(news(heard) == "+refund");
  const auto& told = std::get<conversation::PageEventEntry>(heard.entries.front().body);
  CHECK(told.flow == "refund");
  REQUIRE(told.given.size() == 4);
  CHECK(told.given[3].first == "原因");
  CHECK(told.given[3].second == "太慢");
  // The visitor puts right what the page had wrong, as if they had said it themselves.
  talk.say("订单号错了，是20261120009");
  CHECK(talk.slot("order_number") == "20261120009");
}

TEST_CASE("what has to be confirmed is confirmed by the visitor") {
  auto talk = visitor();
  const auto heard = talk.rehearsal().event("refund refund", {{"order_number", "20261120001"},
                                                              {"reason", "broken"},
                                                              {"amount", "20"},
                                                              {"phone", "13800000001"}});
  CHECK(said(heard) == "手机号是 13800000001，对吗？");
  CHECK(talk.slot("phone") == "(unset)");
  CHECK(talk.choose("yes") == "什么时候付的？");
}

TEST_CASE("what a flow does not ask for, what does not fit and secrets are refused, by name") {
  auto talk = visitor();
  const auto give = [&](const std::map<std::string, std::string>& slots) {
    return faults(talk.rehearsal().event("refund refund", slots));
  };
  CHECK(has(give({{"visitor_level", "gold"}}),
            "visitor_level: is nothing that the flow refund asks for; it asks for amount, "
            "order_number, paid_at, phone, photo, reason, words"));
  CHECK(has(give({{"order_number", "abc"}}), "order_number: must be an order number"));
  CHECK(has(give({{"reason", "坏了"}}), "reason: must be one of: broken, late"));
  CHECK(has(give({{"amount", "many"}}), "amount: must be an amount"));
  CHECK(has(give({{"amount", "900"}}), "amount: 最多 500 元。"));
  CHECK(has(give({{"paid_at", "soon"}}), "paid_at: must be a point in time"));
  CHECK(has(give({{"photo", "e1"}}), "photo: is a file"));
  CHECK(has(give({{"words", "ABCD-1234-EFGH-5678"}}), "words: looks like a secret"));
  CHECK(has(give({{"words", "卡号 6222021234567890128"}}), "words: looks like a secret"));
  CHECK(talk.state().session.stack.empty());
  CHECK(talk.slot("order_number") == "(unset)");
  const auto two = give({{"order_number", "1"}, {"amount", "x"}});
  CHECK(has(two, "amount:"));
  CHECK(has(two, "order_number:"));
}

TEST_CASE("a page hears which flows began and ended, without helpers and patterns") {
  auto talk = visitor();
  CHECK(news(talk.rehearsal().event("hello hello")) == "+hello-hello");
  CHECK(news(talk.rehearsal().event("over over")) == "+over+hello-over-hello");
  CHECK(news(talk.rehearsal().say("我想退款")) == "+refund");
  CHECK(news(talk.rehearsal().say("20261120001")).empty());
  // In the middle of another: that one goes on afterwards.
  CHECK(news(talk.rehearsal().event("hello hello")) == "+hello-hello");
  CHECK(news(talk.rehearsal().human()) == "-refund");
}

TEST_CASE("why a page asks for a person stands in the summary, as the page's words") {
  static const auto catalog = catalog_of(flows);
  auto talk = visitor();
  talk.say("我想退款");
  const auto heard = talk.rehearsal().human("结账页付款失败两次");
  const auto summary = conversation::summarize(*catalog, talk.state());
  CHECK(has(summary, "所在页面说明：“结账页付款失败两次”。"));
  CHECK(std::get<conversation::HumanEntry>(heard.entries.front().body).reason ==
        "结账页付款失败两次");
  // Who asks again without one keeps it.
  talk.rehearsal().human();
  CHECK(has(conversation::summarize(*catalog, talk.state()), "结账页付款失败两次"));
}
