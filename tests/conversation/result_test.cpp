// What happens after a result was given: the customer's next words, and the case opened again.

#include "support/case.hpp"
#include "workorder/work_order.hpp"

using namespace yingda;
using namespace yingda::testing;
using namespace std::chrono_literals;

namespace {

// In the sample content a form stands in for the flow that asks whether the case is settled.
Case with_progress_flow() {
  auto config = unhurried();
  config.policy.progress_flow = "contact_form";
  return Case(config);
}

bool runs_progress_flow(const Case& one) {
  const auto& stack = one.state().session.stack;
  return !stack.empty() && stack.front().flow == "contact_form";
}

}  // namespace

TEST_CASE("words after a result that mean nothing else are about the result") {
  auto one = with_progress_flow();
  one.complain();
  one.claim();
  one.resolve({"已补发", {}});
  REQUIRE(one.order().status == workorder::Status::resolved);
  REQUIRE(one.state().handling == conversation::Handling::bot);
  one.say("还是不行呀");
  CHECK(runs_progress_flow(one));
  CHECK(one.state().failed_turns == 0);
  one.check_told_again();
}

TEST_CASE("without a result to speak of, the same words are not understood") {
  auto one = with_progress_flow();
  one.say("还是不行呀");
  CHECK_FALSE(runs_progress_flow(one));
  CHECK(one.state().failed_turns == 1);
}

TEST_CASE("a case that is opened again keeps the day it was opened, its clocks begin anew") {
  Case one;
  one.complain();
  one.claim();
  one.answer();
  one.resolve({"已补发", {}});
  const Instant opened = one.order().opened_at;
  one.advance(1h);
  one.request(conversation::OrderRequest::reject);
  CHECK(one.order().status == workorder::Status::reopened);
  CHECK(one.order().opened_at == opened);
  CHECK(one.order().clocks_since == one.now);
  CHECK(one.order().resolve_due > one.now);
  one.check_told_again();
}

TEST_CASE("a result that nobody judges is reminded of once, then the case ends") {
  Case one;
  one.complain();
  one.claim();
  one.resolve({"已补发", {}});
  one.advance(24h);
  CHECK(one.order().status == workorder::Status::resolved);
  CHECK(one.said().find("还没有收到您的确认") != std::string::npos);
  one.advance(47h);
  CHECK(one.order().status == workorder::Status::resolved);
  one.advance(1h);
  CHECK(one.order().status == workorder::Status::closed);
  one.check_told_again();
}

TEST_CASE("a verdict ends the waiting for it") {
  for (const auto act : {conversation::OrderRequest::accept, conversation::OrderRequest::reject}) {
    Case one;
    one.complain();
    one.claim();
    one.resolve({"已补发", {}});
    one.request(act);
    CHECK_FALSE(one.timers.contains("verdict:" + one.order().number));
    CHECK_FALSE(one.timers.contains("close:" + one.order().number));
  }
}

TEST_CASE("every demand gets an answer, if only what is said of the whole") {
  Case one;
  knowledge::Understanding sure;
  sure.outcome = knowledge::Outcome::answer;
  sure.candidates.resize(1);
  sure.candidates[0].kind = knowledge::DocumentKind::flow;
  sure.candidates[0].id = "topup_late";
  one.take(conversation::MessageReceived{one.id(), "充值没到账", sure});
  one.say("20261120002");
  one.take(conversation::ActionAnswered{
      one.state().pending_call, true, "", {{"status", std::string("processing")}}});
  one.say("退款");
  one.claim();
  REQUIRE(one.order().demands.size() == 1);
  SECTION("the agent answers the whole") {
    one.resolve({"已退款，原路返回", {}});
    REQUIRE(one.order().resolution->answers.size() == 1);
    CHECK(one.order().resolution->answers[0].demand == "refund");
    CHECK(one.order().resolution->answers[0].answer == "已退款，原路返回");
  }
  SECTION("an answer of its own stands") {
    one.resolve({"办好了", {{"refund", "已退 50 元"}}});
    REQUIRE(one.order().resolution->answers.size() == 1);
    CHECK(one.order().resolution->answers[0].answer == "已退 50 元");
  }
  SECTION("a refusal of the whole refuses the demand by the same rule") {
    one.resolve({"依据《退款规则》第3条，不予退款", {}});
    REQUIRE(one.order().resolution->answers.size() == 1);
    CHECK(one.order().resolution->answers[0].outcome == workorder::Outcome::refused);
    CHECK(one.order().resolution->answers[0].rule == "《退款规则》");
  }
  one.check_told_again();
}

TEST_CASE("asking for patience is no request, no promise and no result") {
  Case one;
  one.complain();
  one.claim();
  // A canned reply that is marked as holding, a configured phrase, and no word at all.
  for (const char* text : {"请稍等，我正在核实。", "请耐心等待", "。。。"}) {
    INFO(text);
    one.answer(text);
    CHECK_FALSE(one.order().first_response_at);
    CHECK(one.ask_customer(text).refused->code == ErrorCode::invalid);
    CHECK(one.refused(conversation::AgentPromised{one.id(), one.agent, text, one.now + 1h}).code ==
          ErrorCode::invalid);
    CHECK(one.resolve({text, {}}).refused->code == ErrorCode::invalid);
    CHECK(one.resolve({"已退款", {{"refund", text}}}).refused->code == ErrorCode::invalid);
  }
  CHECK(one.order().status == workorder::Status::assigned);
  CHECK(one.refused(conversation::AgentPromised{one.id(), one.agent, "退款", one.now + 24h * 400})
            .code == ErrorCode::invalid);
}

TEST_CASE("a result while the customer is waited for is in time, however long that took") {
  Case one;
  one.complain();
  one.claim();
  one.answer();
  REQUIRE_FALSE(one.ask_customer().refused);
  const Instant due = one.order().resolve_due;
  one.now = due + 2h;  // the clock stands still, so that nothing rings
  one.resolve({"已补发", {}});
  for (const auto& line : one.order().promised) {
    if (line.promise != workorder::Promise::resolve) continue;
    CHECK(line.state == workorder::CommitmentState::kept);
    CHECK(line.due > one.now);
  }
  CHECK_FALSE(one.order().resolve_missed);
  one.check_told_again();
}
