// Agents' own promises, and reasons for turning somebody down or away.

#include "conversation/alerts.hpp"
#include "support/case.hpp"

using namespace yingda;
using namespace yingda::testing;
using namespace std::chrono_literals;
using workorder::CommitmentState;
using workorder::Outcome;

namespace {

Case promised() {
  Case one;
  one.complain();
  one.claim();
  one.take(conversation::AgentPromised{one.id(), one.agent, "两小时内退款", one.now + 2h});
  return one;
}

conversation::CommitmentKept kept_by(const workorder::Person& who, bool supervisor = false) {
  return {"k", who, "0", supervisor};
}

bool has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

conversation::AgentTransferred away(const Case& one) {
  return {"t", one.agent, "cards", {}, "卡密问题"};
}

}  // namespace

TEST_CASE("a promise is kept when its agent says so, and then nothing rings") {
  auto one = promised();
  REQUIRE(one.order().commitments.size() == 1);
  CHECK(one.order().commitments[0].state == CommitmentState::open);
  one.advance(1h);
  CHECK_FALSE(one.take(kept_by(one.agent)).refused);
  CHECK(one.order().commitments[0].state == CommitmentState::kept);
  CHECK(one.order().commitments[0].kept_at == one.now);
  CHECK(has(one.said(), "承诺“两小时内退款”已兑现"));
  CHECK(one.refused(kept_by(one.agent)).code == ErrorCode::conflict);
  one.advance(2h);
  CHECK(one.alerts("promise_missed") == 0);
  one.check_told_again();
}

TEST_CASE("a solution keeps what was promised about it") {
  auto one = promised();
  one.resolve({"已退款", {}});
  CHECK(one.order().commitments[0].state == CommitmentState::kept);
  one.advance(3h);
  CHECK(one.alerts("promise_missed") == 0);
}

TEST_CASE("a promise that is late is told, escalated, and stands until it is kept after all") {
  auto one = promised();
  one.advance(2h);
  CHECK(one.order().commitments[0].state == CommitmentState::missed);
  CHECK(one.alerts("promise_missed") == 1);
  CHECK(has(one.said(), "没有按时兑现"));
  auto standing = conversation::standing_alerts(one.state());
  REQUIRE(standing.size() == 1);
  CHECK(standing[0].kind == "promise_missed");
  CHECK_FALSE(one.take(kept_by(one.boss, true)).refused);
  CHECK(one.order().commitments[0].state == CommitmentState::missed);  // late stays late
  CHECK(one.order().commitments[0].kept_at == one.now);
  CHECK(conversation::standing_alerts(one.state()).empty());
  one.check_told_again();
}

TEST_CASE("others may not mark it, and there must be one") {
  auto one = promised();
  CHECK(one.refused(kept_by({"u2", "王强"})).code == ErrorCode::forbidden);
  CHECK(one.refused(conversation::CommitmentKept{"k", one.agent, "7", false}).code ==
        ErrorCode::not_found);
}

TEST_CASE("a case that the customer ends drops what was promised") {
  auto one = promised();
  one.request(conversation::OrderRequest::withdraw);
  CHECK(one.order().commitments[0].state == CommitmentState::dropped);
  one.advance(3h);
  CHECK(one.alerts("promise_missed") == 0);
}

TEST_CASE("a refusal names its rule or does not happen") {
  auto one = promised();
  one.answer();
  SECTION("by its outcome") {
    const auto refused = one.resolve({"说明如下", {{"full_refund", "不行", Outcome::refused}}});
    REQUIRE(refused.refused);
    CHECK(refused.refused->code == ErrorCode::invalid);
    CHECK(has(refused.refused->message, "full_refund"));
    CHECK(has(refused.refused->message, "rule"));
  }
  SECTION("by its words") {
    CHECK(one.resolve({"很抱歉，不予退款。", {}}).refused->code == ErrorCode::invalid);
    CHECK(one.resolve({"好", {{"refund", "无法退款"}}}).refused->code == ErrorCode::invalid);
    CHECK(one.resolve({"好", {{"refund", "不行", Outcome::refused, "x"}}}).refused);
  }
  CHECK(one.order().status == workorder::Status::in_progress);
}

TEST_CASE("a refusal with its rule shows it, an article by its title") {
  auto one = promised();
  SECTION("an article") {
    one.resolve({"好", {{"refund", "不予退款", Outcome::refused, "invoice"}}});
    CHECK(one.order().resolution->answers[0].rule == "怎么开发票");
  }
  SECTION("a rule by name") {
    one.resolve({"好", {{"refund", "不予退款", Outcome::refused, "退款规则第3条"}}});
    CHECK(one.order().resolution->answers[0].rule == "退款规则第3条");
  }
  SECTION("a name within the words") {
    one.resolve({"好", {{"refund", "依据《退款规则》第3条，不予退款"}}});
    CHECK(one.order().resolution->answers[0].rule == "《退款规则》");
    CHECK(one.order().resolution->answers[0].outcome == Outcome::refused);
  }
  CHECK(one.order().status == workorder::Status::resolved);
  one.check_told_again();
}

TEST_CASE("what is granted needs no rule, whatever its words are") {
  auto one = promised();
  CHECK_FALSE(one.resolve({"卡密无法退款，已全额补发",
                           {{"refund", "无法退款的部分已补发", Outcome::partly}},
                           Outcome::granted})
                  .refused);
}

TEST_CASE("another department needs a reason, and the customer hears it with the next date") {
  auto one = promised();
  auto transfer = away(one);
  transfer.reason.clear();
  CHECK(has(one.refused(transfer).message, "`reason`"));
  transfer.reason = "要发卡方核实";
  CHECK_FALSE(one.take(transfer).refused);
  CHECK(has(one.said(), "依据：要发卡方核实"));
  CHECK(has(one.said(), "前给您回复"));
  CHECK(one.order().commitments.size() == 1);  // what was promised before stands
}

TEST_CASE("the next date that an agent names for another department is a promise") {
  auto one = promised();
  auto transfer = away(one);
  transfer.rule = "《卡密售后规则》";
  transfer.next_due = one.now - 1min;
  CHECK(has(one.refused(transfer).message, "`next_due`"));
  transfer.next_due = one.now + 4h;
  CHECK_FALSE(one.take(transfer).refused);
  CHECK(has(one.said(), "依据：《卡密售后规则》"));
  REQUIRE(one.order().commitments.size() == 2);
  CHECK(one.order().commitments[1].due == one.now + 4h);
  CHECK(one.order().commitments[1].agent.name == "李敏");
  one.advance(4h);
  CHECK(one.order().commitments[1].state == CommitmentState::missed);
  one.check_told_again();
}

TEST_CASE("a colleague, or one's own team, needs neither") {
  auto one = promised();
  auto transfer = away(one);
  transfer.team.clear();
  transfer.to = workorder::Person{"u2", "王强"};
  CHECK_FALSE(one.take(transfer).refused);
}
