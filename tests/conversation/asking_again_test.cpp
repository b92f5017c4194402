// An agent has the bot ask one question of the interrupted flow again.
#include "conversation/asking_again.hpp"

#include "support/talk.hpp"

using namespace yingda;
using namespace yingda::testing;

namespace {

const workorder::Person limin{"u", "李敏"};

const std::string lost_parcel = R"(flows:
  late:
    name: {zh-CN: 包裹没到, en: Late parcel}
    triggers: {zh-CN: [我的包裹没到], en: [my parcel is late]}
    steps:
      - {collect: order_number, type: order_number, label: {zh-CN: 订单号, en: order number}, ask: {zh-CN: 订单号？, en: Order number?}}
      - {collect: amount, type: money, label: {zh-CN: 金额, en: amount}, ask: {zh-CN: 金额？, en: Amount?}}
      - open_work_order: {type: not_arrived, tier: complaint, title: {zh-CN: "包裹 {order_number}", en: "Parcel {order_number}"}}
      - {collect: express, type: boolean, ask: {zh-CN: 要加急吗？, en: Express?}}
      - handoff: {reason: 包裹没到}
)";

struct Desk : Talk {
  static const std::shared_ptr<const conversation::Catalog>& flows() {
    static const auto catalog = catalog_of(lost_parcel);
    return catalog;
  }
  Desk() : Talk(flows()) {}

  // What people of ours do; what the visitor hears of it.
  std::string act(conversation::EventBody body) {
    auto transition =
        conversation::step(*flows(), state(), {rehearsal().now(), std::move(body), {}, {}});
    if (transition.refused) return "refused: " + transition.refused->message;
    rehearsal().state() = transition.next;
    app::Rehearsal::Heard heard;
    heard.entries = transition.entries;
    return said(heard);
  }
  std::string return_for(const std::string& slot) {
    return act(conversation::ReturnedToBot{"r", limin, {}, {}, slot});
  }
  std::vector<std::string> askable() const {
    std::vector<std::string> out;
    for (const auto& each : conversation::questions_to_ask(*flows(), state())) {
      out.push_back(each.slot + " " + each.label);
    }
    return out;
  }
  const workorder::WorkOrder& order() const { return state().orders.back(); }

  void with_agent() {
    act(conversation::AgentClaimed{limin});
    REQUIRE(state().handling == conversation::Handling::agent);
  }
  // Everything told, the case with an agent.
  void told() {
    say("我的包裹没到");
    say("20261120001");
    say("50元");
    say("要");
    REQUIRE(state().orders.size() == 1);
    with_agent();
  }
};

}  // namespace

TEST_CASE("an agent has one answer asked for again: the rest stays, and the case follows it") {
  Desk desk;
  desk.told();
  const std::string number = desk.order().number;
  REQUIRE(desk.order().about == "20261120001");
  // In the order of the questions; what has no name for people is not offered.
  CHECK(desk.askable() == std::vector<std::string>{"order_number 订单号", "amount 金额"});
  const auto heard = desk.return_for("order_number");
  CHECK(has(heard, "李敏"));
  CHECK(has(heard, "“订单号”重新告诉我们"));
  CHECK(has(heard, "订单号？"));
  CHECK(desk.state().handling == conversation::Handling::bot);
  CHECK(desk.slot("order_number") == "(unset)");
  CHECK(desk.slot("amount") == "50.00");

  const auto after = desk.say("20261120003");
  CHECK_FALSE(has(after, "金额？"));
  CHECK_FALSE(has(after, "要加急吗？"));
  CHECK(desk.slot("order_number") == "20261120003");
  REQUIRE(desk.state().orders.size() == 1);  // no second case for the same matter
  CHECK(desk.order().number == number);
  CHECK(desk.order().about == "20261120003");
  CHECK(desk.order().title == "包裹 20261120003");
  CHECK(desk.state().handling == conversation::Handling::queued);
  CHECK_FALSE(desk.state().asked_again);
}

TEST_CASE("whoever does not answer keeps the answer of before, and can be asked once more") {
  Desk desk;
  desk.told();
  desk.return_for("order_number");
  CHECK(desk.slot("order_number") == "(unset)");
  desk.say("转人工");
  CHECK(desk.state().handling == conversation::Handling::queued);
  CHECK(desk.slot("order_number") == "20261120001");
  CHECK(desk.order().about == "20261120001");
  CHECK(desk.askable().size() == 2);
  desk.with_agent();
  CHECK(has(desk.return_for("order_number"), "订单号？"));
}

TEST_CASE("a flow that was broken off goes on behind the question that was asked again") {
  Desk desk;
  desk.say("我的包裹没到");
  desk.say("20261120001");
  desk.say("转人工");
  desk.with_agent();
  const std::string number = desk.order().number;
  CHECK(desk.askable() == std::vector<std::string>{"order_number 订单号"});
  desk.return_for("order_number");
  CHECK(has(desk.say("20261120003"), "金额？"));
  desk.say("60元");
  CHECK(has(desk.say("不要"), number));
  REQUIRE(desk.state().orders.size() == 1);
  CHECK(desk.order().about == "20261120003");
  CHECK(desk.order().type == "not_arrived");
}

TEST_CASE("only answers to the interrupted flow are asked for again, by whoever has the case") {
  Desk desk;
  desk.told();
  CHECK(has(desk.return_for("express"), "refused"));
  CHECK(has(desk.return_for("no_such_slot"), "refused"));
  CHECK(
      has(desk.act(conversation::ReturnedToBot{"r", {"v", "王强"}, {}, {}, "amount"}), "refused"));
  CHECK(desk.state().handling == conversation::Handling::agent);
  CHECK(desk.slot("amount") == "50.00");
}
