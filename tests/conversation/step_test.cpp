#include "conversation/step.hpp"

#include <catch2/catch.hpp>

#include "support/sample_content.hpp"
#include "support/talk.hpp"
#include "text/characters.hpp"

using namespace yingda;
using namespace yingda::testing;
using app::Rehearsal;

namespace {

const Instant noon =
    Instant(std::chrono::sys_days(std::chrono::year(2026) / 11 / 20)) + std::chrono::hours(4);

Rehearsal talk(const std::string& status = "processing", const std::string& locale = "zh-CN") {
  return Rehearsal(sample_catalog(), locale, noon, [status](const auto& call) {
    if (status.empty()) return gateway::CallAnswer{false, "timeout", {}};
    CHECK(call.action == "find_order");
    return gateway::CallAnswer{true, "", {{"status", status}}};
  });
}

}  // namespace

TEST_CASE("a flow asks, looks up and tells") {
  auto visitor = talk("delivered");
  CHECK(said(visitor.say("充值没到账")) == "请发一下订单号。");
  CHECK(said(visitor.say("订单号是 20261120001")) == "订单 20261120001 已到账。");
  CHECK(visitor.state().session.stack.empty());
  CHECK(visitor.state().session.labels.at("order_number") == "订单号");
}

TEST_CASE("a late order opens a complaint, asks for the demand and hands over with both") {
  auto visitor = talk();
  visitor.say("充值没到账");
  const auto asked = visitor.say("20261120001");
  CHECK(has(said(asked), "您希望怎么解决？"));
  REQUIRE(visitor.state().orders.size() == 1);
  CHECK(visitor.state().orders[0].tier == workorder::Tier::complaint);
  CHECK(visitor.state().orders[0].about == "20261120001");
  visitor.choose("refund");
  CHECK(visitor.state().handling == conversation::Handling::queued);
  CHECK(visitor.state().team == "topup");
  CHECK(visitor.state().orders.size() == 1);
  CHECK(visitor.state().handoff->reason == "充值超时");
}

TEST_CASE("a connector that does not answer leads to a person") {
  auto visitor = talk("");
  visitor.say("充值没到账");
  visitor.say("20261120001");
  CHECK(visitor.state().handling == conversation::Handling::queued);
  CHECK(visitor.state().handoff->reason == "查不到订单");
}

TEST_CASE("a question in mid-flow is answered and the open question asked again") {
  auto visitor = talk();
  visitor.say("充值没到账");
  const std::string reply = said(visitor.say("提现多久到账"));
  CHECK(has(reply, "2 小时内"));
  CHECK(has(reply, "请发一下订单号。"));
  CHECK(said(visitor.say("20261120001")).find("怎么解决") != std::string::npos);
}

TEST_CASE("a flow is cancelled and a person is called at any step") {
  auto visitor = talk();
  visitor.say("充值没到账");
  SECTION("cancel") {
    CHECK(has(said(visitor.say("算了")), "取消"));
    CHECK(visitor.state().session.stack.empty());
  }
  SECTION("person by words") {
    visitor.say("转人工");
    CHECK(visitor.state().handling == conversation::Handling::queued);
  }
  SECTION("person by the control") {
    visitor.human();
    CHECK(visitor.state().handling == conversation::Handling::queued);
    CHECK(visitor.state().orders.size() == 1);
  }
}

TEST_CASE("an answer that does not fit is asked for again, then a person takes over") {
  auto visitor = talk();
  visitor.say("充值没到账");
  const std::string again = said(visitor.say("我不知道啊"));
  CHECK(has(again, "这不像订单号。"));
  CHECK(has(again, "请发一下订单号。"));
  visitor.say("真的不知道");
  CHECK(visitor.state().handling == conversation::Handling::queued);
}

TEST_CASE("nobody is misunderstood more than twice") {
  auto visitor = talk();
  const auto first = visitor.say("今晚月亮很圆适合钓鱼");
  CHECK(visitor.state().handling == conversation::Handling::bot);
  bool person_offered = false;
  for (const auto& entry : first.entries) {
    const auto* message = std::get_if<conversation::MessageEntry>(&entry.body);
    if (message == nullptr) continue;
    for (const auto& option : message->options) person_offered |= option.id == "human";
  }
  CHECK(person_offered);
  visitor.say("香蕉飞上屋顶唱歌");
  CHECK(visitor.state().handling == conversation::Handling::queued);
  CHECK(visitor.state().orders.size() == 1);
}

TEST_CASE("the urgent mark goes straight to the urgent flow") {
  auto visitor = talk();
  visitor.say("【紧急投诉】活动卡密全部失效");
  REQUIRE(visitor.state().orders.size() == 1);
  CHECK(visitor.state().orders[0].urgent);
  CHECK(visitor.state().team == "disputes");
  CHECK(visitor.state().orders[0].first_response_due - visitor.state().orders[0].opened_at ==
        std::chrono::hours(2));
}

TEST_CASE("a graver complaint about an open case shortens its promises and opens no second order") {
  auto visitor = talk();
  visitor.human();
  const auto before = visitor.state().orders[0].first_response_due;
  auto& state = visitor.state();
  CHECK(state.orders[0].tier == workorder::Tier::inquiry);
  visitor.human();
  CHECK(visitor.state().orders.size() == 1);
  CHECK(visitor.state().orders[0].first_response_due == before);
}

TEST_CASE("a form names every wrong field and stores nothing until it is right") {
  auto visitor = talk();
  const auto asked = visitor.say("我想留个联系方式");
  const auto& entry = std::get<conversation::MessageEntry>(asked.entries.back().body);
  REQUIRE(entry.form.has_value());
  CHECK(entry.form->fields.size() == 2);
  const auto steps = visitor.state().step;
  const auto wrong = visitor.submit({{"contact_phone", "123"}});
  REQUIRE(wrong.refused.has_value());
  REQUIRE(wrong.refused->fields.size() == 1);
  CHECK(wrong.refused->fields[0].name == "contact_phone");
  CHECK(visitor.state().step == steps);
  CHECK(said(visitor.submit({{"contact_phone", "13800000001"}})) == "已记下 13800000001。");
}

TEST_CASE("what a visitor typed is shown as typed, never interpreted") {
  auto visitor = talk("delivered");
  visitor.state().session.slots["order_number"] = std::string("[x](https://evil.example) **b**");
  const auto heard = visitor.say("充值没到账");
  const auto& message = std::get<conversation::MessageEntry>(heard.entries.back().body);
  CHECK(message.text == "订单 [x](https://evil.example) **b** 已到账。");
  for (const auto& node : message.rich) {
    for (const auto& child : node.children) CHECK(child.kind == "text");
  }
}

TEST_CASE("time alone makes a missed promise known, once") {
  auto visitor = talk();
  visitor.human();
  CHECK(has(said(visitor.advance(std::chrono::minutes(4))), "还没有客服接入"));
  CHECK(has(said(visitor.advance(std::chrono::minutes(10))), "没有在承诺的时间内回复"));
  CHECK(visitor.state().orders[0].first_response_missed);
  // An hour later the manager is called, once; and that is all that time says.
  CHECK(has(said(visitor.advance(std::chrono::hours(2))), "已上报给经理"));
  CHECK(said(visitor.advance(std::chrono::hours(2))).empty());
}

TEST_CASE("an English conversation is English throughout") {
  auto visitor = talk("processing", "en");
  CHECK(said(visitor.say("my top-up has not arrived")) == "Please send the order number.");
  CHECK(has(said(visitor.say("cancel")), "cancelled"));
  visitor.human();
  CHECK(has(said(visitor.human()), "work order"));
}

TEST_CASE("a long answer is cut for lists between characters, never within one") {
  auto visitor = talk();
  std::string longer = "哦";
  for (int i = 0; i < 300; ++i) longer += "啊";
  visitor.say("提现多久到账" + longer);
  visitor.human();
  for (int cut = 0; cut < 3; ++cut) {
    visitor.say(std::string(static_cast<std::size_t>(cut), 'x') + longer);
    const auto& last = visitor.state().last_text;
    CHECK(last.size() <= 400);
    CHECK(text::valid_utf8(last));
  }
}
