// What a missed promise costs: granted once, told, paid once, and nobody forgets it.

#include <nlohmann/json.hpp>

#include "conversation/alerts.hpp"
#include "support/case.hpp"
#include "wire/entry_codec.hpp"

using namespace yingda;
using namespace yingda::testing;
using namespace std::chrono_literals;
using conversation::CompensationEntry;
using workorder::Promise;

namespace {

// An urgent complaint that nobody answered for two hours.
Case breached(content::Config config = unhurried()) {
  Case one(std::move(config));
  one.complain();
  one.advance(2h);
  return one;
}

bool has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("a missed promise is told, and what it costs is granted in the same step") {
  auto one = breached();
  REQUIRE(one.order().compensation.size() == 1);
  const auto& line = one.order().compensation[0];
  CHECK(line.promise == Promise::first_response);
  CHECK(line.granted == workorder::Money{"15.00", "CNY"});
  CHECK(line.granted_at == one.now);
  CHECK(line.pay_due == one.now + 24h);
  CHECK(has(one.said(), "没有在承诺的时间内回复"));
  CHECK(has(one.said(), "15.00 元"));
  CHECK(one.all<CompensationEntry>().size() == 1);
  CHECK(one.alerts("first_response_missed") == 1);
  one.check_told_again();
}

TEST_CASE("whatever happens after the due time finds the promise missed, timer or not") {
  Case one;
  one.complain();
  one.claim();
  one.now += 2h + 1s;  // the gateway was down: nothing fired
  SECTION("an answer that comes too late") { one.answer(); }
  SECTION("a result") { one.resolve({"已补发", {}}); }
  SECTION("the customer gives up") { one.request(conversation::OrderRequest::withdraw); }
  REQUIRE(one.order().compensation.size() == 1);
  CHECK(one.order().compensation[0].promise == Promise::first_response);
  CHECK(one.order().promised.at(0).state == workorder::CommitmentState::missed);
  CHECK(one.alerts("first_response_missed") == 1);
  const std::string number = one.order().number;
  one.take(conversation::TimerFired{"first:" + number});  // comes after all
  CHECK(one.order().compensation.size() == 1);
  CHECK(one.alerts("first_response_missed") == 1);
  one.check_told_again();
}

TEST_CASE("two events about an order in one step do not tell the same twice") {
  Case one;
  one.complain();
  one.claim();
  one.now += 2h + 1s;
  const auto step = one.take(conversation::AgentMessaged{one.id(), one.agent, "查到了，已补发"});
  std::vector<std::string> told;
  for (const auto& entry : step.entries) {
    if (!std::holds_alternative<conversation::OrderEntry>(entry.body)) continue;
    const auto json = nlohmann::json::parse(wire::encode_entry(entry).json);
    for (const auto& change : json.at("changes")) told.push_back(change.at("what"));
  }
  CHECK(told == std::vector<std::string>{"target_missed", "first_response_missed",
                                         "compensation_owed", "first_response"});
}

TEST_CASE("an agent's promise that is kept after its time was missed first") {
  Case one;
  one.complain();
  one.claim();
  one.take(conversation::AgentPromised{one.id(), one.agent, "一小时内给您答复", one.now + 1h});
  one.now += 90min;
  one.resolve({"已补发", {}});
  CHECK(one.order().commitments.at(0).state == workorder::CommitmentState::missed);
  CHECK(one.order().commitments.at(0).kept_at == one.now);
  CHECK(one.alerts("promise_missed") == 1);
}

TEST_CASE("not a moment before the promise was missed") {
  Case one;
  one.complain();
  one.advance(2h - 1ms);
  CHECK(one.order().compensation.empty());
  one.take(conversation::TimerFired{"first:" + one.order().number});  // rings early
  CHECK_FALSE(one.order().first_response_missed);
  CHECK(one.timers.at("first:" + one.order().number) == one.now + 1ms);
  one.advance(1ms);
  CHECK(one.order().compensation.size() == 1);
}

TEST_CASE("an order that is reopened and missed again owes the same promise once") {
  auto one = breached();
  one.claim();
  one.answer();
  one.resolve({"已补发", {}});
  one.request(conversation::OrderRequest::reject);
  CHECK(one.order().status == workorder::Status::reopened);
  one.advance(3h);
  CHECK(one.order().first_response_missed);
  CHECK(one.order().compensation.size() == 1);
  one.take(conversation::TimerFired{"first:" + one.order().number});  // and once more
  CHECK(one.all<CompensationEntry>().size() == 1);
  one.check_told_again();
}

TEST_CASE("an empty table grants nothing, and the miss is still told") {
  auto config = unhurried();
  config.policy.compensation.rates = {};
  const auto one = breached(config);
  CHECK(one.order().first_response_missed);
  CHECK(one.order().compensation.empty());
  CHECK(has(one.said(), "没有在承诺的时间内回复"));
  CHECK_FALSE(has(one.said(), "补偿"));
}

TEST_CASE("a visitor's orders of one day share the daily cap") {
  auto config = unhurried();
  config.policy.compensation.rates.inquiry.first_response = 400;
  config.policy.compensation.per_day_max = 1700;
  auto one = breached(config);
  one.claim();
  one.resolve({"已处理", {}});
  one.ask_person();  // another case
  REQUIRE(one.state().orders.size() == 2);
  one.advance(11min);
  REQUIRE(one.order().compensation.size() == 1);
  CHECK(one.order().compensation[0].granted.amount == "2.00");
}

TEST_CASE("paid is paid, once, by name, and the visitor hears of it") {
  auto one = breached();
  CHECK(one.pay(Promise::resolve).refused->code == ErrorCode::not_found);
  CHECK_FALSE(one.pay(Promise::first_response).refused);
  const auto& line = one.order().compensation[0];
  CHECK(line.paid_at == one.now);
  CHECK(line.paid_by->name == "主管");
  CHECK(line.reference == "T-77");
  CHECK(has(one.said(), "已发放"));
  CHECK(one.all<CompensationEntry>().back().compensation.paid_at.has_value());
  const auto again = one.pay(Promise::first_response);
  CHECK(again.refused->code == ErrorCode::conflict);
  CHECK(has(again.refused->message, "主管"));
  one.advance(72h);
  CHECK(one.alerts("compensation_unpaid") == 0);
  one.check_told_again();
}

TEST_CASE("what is not paid in a day becomes a supervisor's task, also when the case is over") {
  auto one = breached();
  one.claim();
  one.resolve({"已补发", {}});
  one.request(conversation::OrderRequest::accept);
  REQUIRE(one.order().status == workorder::Status::closed);
  CHECK(conversation::standing_alerts(one.state()).empty());
  one.advance(24h);
  CHECK(one.alerts("compensation_unpaid") == 1);
  const auto standing = conversation::standing_alerts(one.state());
  REQUIRE(standing.size() == 1);
  CHECK(standing[0].kind == "compensation_unpaid");
  CHECK(standing[0].supervisors);
  one.advance(24h);
  CHECK(one.alerts("compensation_unpaid") == 2);  // again every day
  one.pay(Promise::first_response);
  CHECK(conversation::standing_alerts(one.state()).empty());
  one.advance(72h);
  CHECK(one.alerts("compensation_unpaid") == 2);
  CHECK_FALSE(one.timers.contains("unpaid:" + one.order().number));
  one.check_told_again();
}

TEST_CASE("the third department is a supervisor") {
  Case one;
  one.complain();
  const auto pass_on = [&](const std::string& team) {
    one.claim();
    conversation::AgentTransferred transfer;
    transfer.id = one.id();
    transfer.agent = one.agent;
    transfer.team = team;
    transfer.reason = "这类问题由他们处理";
    one.take(transfer);
  };
  pass_on("topup");
  pass_on("cards");
  CHECK(one.order().department == "cards");
  pass_on("account");
  CHECK(one.order().department == "cards");
  CHECK(one.state().team == "cards");
  CHECK(one.state().supervisor_only);
  CHECK(one.said().find("主管") != std::string::npos);
}
