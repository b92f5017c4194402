// What was collected is put right by whoever works on the case.
#include "support/case.hpp"

using namespace yingda;
using namespace yingda::testing;
using conversation::SlotCorrected;

namespace {

// A late top-up in the hands of an agent: an order number and a demand were collected.
struct Late : Case {
  Late() {
    knowledge::Understanding wish{knowledge::Outcome::answer, 0.9, "zh-CN", "", "", {}};
    wish.candidates = {{knowledge::DocumentKind::flow, "topup_late", "", 0.9, "", {}}};
    take(conversation::MessageReceived{id(), "充值没到账", wish});
    say("我的订单号是20261120001");
    take(conversation::ActionAnswered{
        state().pending_call, true, "", {{"status", std::string("processing")}}});
    take(conversation::OptionChosen{id(), state().prompts.back().seq, "resend"});
    claim();
    REQUIRE(state().handling == conversation::Handling::agent);
    REQUIRE(slot("order_number") == "20261120001");
    REQUIRE(state().session.slots.contains("order.status"));
  }
  std::string slot(const std::string& name) const {
    const auto found = state().session.slots.find(name);
    return found == state().session.slots.end() ? "" : dialogue::to_text(found->second);
  }
  std::uint64_t version(const std::string& name) const { return state().slot_versions.at(name); }
};

}  // namespace

TEST_CASE("an agent corrects a slot: logged with old and new, the customer's sentence stays") {
  Late some;
  const std::string sentence = some.state().session.sources.at("order_number");
  const auto seq = some.state().seq;
  some.take(SlotCorrected{some.id(), some.agent, false, "order_number", "20261120002", "抄错一位",
                          some.version("order_number")});
  CHECK(some.slot("order_number") == "20261120002");
  CHECK(some.state().session.sources.at("order_number") == sentence);
  const auto entry = some.all<conversation::SlotCorrectedEntry>().back();
  CHECK(entry.was == "20261120001");
  CHECK(entry.value == "20261120002");
  CHECK(entry.agent.id == "u1");
  CHECK(entry.reason == "抄错一位");
  CHECK(some.state().slot_changes.at("order_number").was == "20261120001");
  // The open order about it follows, and what the shop said of the other one is forgotten.
  CHECK(some.order().about == "20261120002");
  CHECK(some.order().history.back().by == "u1");
  CHECK_FALSE(some.state().session.slots.contains("order.status"));
  CHECK_FALSE(some.state().order_facts_at);
  CHECK(some.state().seq == seq + 1);  // of the order, as its customer reads it
  some.check_told_again();
}

TEST_CASE("who comes second hears of it: by a colleague, or since the customer said otherwise") {
  Late some;
  const auto seen = some.version("order_number");
  some.take(SlotCorrected{some.id(), some.boss, true, "order_number", "20261120003", "", seen});
  const auto refusal = some.refused(
      SlotCorrected{some.id(), some.agent, false, "order_number", "20261120004", "", seen});
  CHECK(refusal.code == ErrorCode::conflict);
  REQUIRE(refusal.changes.size() == 1);
  CHECK(refusal.changes[0].who == "主管");
  CHECK(some.slot("order_number") == "20261120003");
}

TEST_CASE("a choice is corrected by its option, and reads as it does") {
  Late some;
  some.take(SlotCorrected{some.id(), some.agent, false, "demand", "refund", "", {}});
  CHECK(some.slot("demand") == "refund");
  CHECK(some.state().session.texts.at("demand") == "退款");
  CHECK(some.all<conversation::SlotCorrectedEntry>().back().was == "补发");
  CHECK(
      some.refused(SlotCorrected{some.id(), some.agent, false, "demand", "nothing", "", {}}).code ==
      ErrorCode::invalid);
}

TEST_CASE("what does not fit is refused, and so is whoever has nothing to do with the case") {
  Late some;
  const auto code = [&](const workorder::Person& who, const std::string& slot,
                        const std::string& value) {
    return some.refused(SlotCorrected{some.id(), who, false, slot, value, "", {}}).code;
  };
  CHECK(code(some.agent, "order_number", "不知道") == ErrorCode::invalid);
  CHECK(code(some.agent, "order_number", "20261120001") == ErrorCode::conflict);
  CHECK(code(some.agent, "order.status", "delivered") == ErrorCode::not_found);
  CHECK(code(some.agent, "no_such", "1") == ErrorCode::not_found);
  CHECK(code({"u2", "王强"}, "order_number", "20261120002") == ErrorCode::conflict);
}

TEST_CASE(
    "whoever has the case asks the order system again, and the answer takes the old one's place") {
  Late some;
  const auto asked = some.take(conversation::FactsAsked{some.id(), some.agent});
  const auto calls = [](const conversation::Transition& step) {
    std::vector<conversation::CallAction> out;
    for (const auto& effect : step.effects) {
      if (const auto* call = std::get_if<conversation::CallAction>(&effect)) out.push_back(*call);
    }
    return out;
  };
  REQUIRE(calls(asked).size() == 1);
  CHECK(calls(asked)[0].id == some.state().facts_call);
  CHECK(calls(asked)[0].action == some.state().shop_call.action);
  CHECK(some.refused(conversation::FactsAsked{some.id(), some.boss, true}).code ==
        ErrorCode::conflict);
  some.advance(std::chrono::minutes(5));
  some.take(conversation::ActionAnswered{
      some.state().facts_call, true, "", {{"status", std::string("delivered")}}});
  CHECK(some.slot("order.status") == "delivered");
  CHECK(some.state().order_facts_at == some.now);
  CHECK(some.state().facts_call.empty());
  some.check_told_again();
}

TEST_CASE("when the order system does not answer, what was known stays with its age") {
  Late some;
  const auto known_at = some.state().order_facts_at;
  some.advance(std::chrono::minutes(5));
  some.take(conversation::FactsAsked{some.id(), some.agent});
  some.take(conversation::ActionAnswered{some.state().facts_call, false, "timeout", {}});
  CHECK(some.slot("order.status") == "processing");
  CHECK(some.state().order_facts_at == known_at);
  CHECK(some.all<conversation::TraceEntry>().back().what == "order facts failed");
}

TEST_CASE("after the order number was corrected the order system is asked about the right one") {
  Late some;
  some.take(SlotCorrected{some.id(), some.agent, false, "order_number", "20261120002", "",
                          some.version("order_number")});
  for (const auto& [name, value] : some.state().shop_call.arguments) CHECK(value == "20261120002");
  CHECK_FALSE(some.state().shop_call.arguments.empty());
  CHECK(some.refused(conversation::FactsAsked{some.id(), {"u9", "别人"}}).code ==
        ErrorCode::conflict);
}
