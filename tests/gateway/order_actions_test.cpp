// What the desk does to a work order: rights, answers, and what a restart leaves of it.

#include <catch2/catch.hpp>

#include "support/gateway_world.hpp"

using namespace yingda;
using namespace yingda::testing;
using namespace std::chrono_literals;

namespace {

const std::string order_number = "GD20261120-0001-3";

Json last_event(const std::vector<Json>& events, const std::string& kind) {
  Json found;
  for (const auto& event : events) {
    if (event["kind"] == kind) found = event;
  }
  return found;
}

struct Served {
  std::unique_ptr<Peer> visitor;
  std::string conversation;
};

// A visitor with an urgent complaint.
Served complains(GatewayWorld& world) {
  Served out{world.visitor(), {}};
  out.conversation = out.visitor->outlet.take("welcome")["conversation"];
  out.visitor->send(message("m1", "【紧急投诉】卡密失效"));
  world.settle();
  return out;
}

void takes(GatewayWorld& world, Peer& agent, const std::string& conversation) {
  agent.send({{"type", "claim"}, {"conversation", conversation}});
  world.settle();
}

// What came of it: `accepted` or `error`.
Json act(GatewayWorld& world, Peer& agent, const std::string& conversation, const std::string& id,
         const std::string& action, const Json& arguments) {
  agent.outlet.frames.clear();
  agent.send({{"type", "action"},
              {"id", id},
              {"conversation", conversation},
              {"action", action},
              {"arguments", arguments}});
  world.settle();
  Json accepted = agent.outlet.take("accepted");
  return accepted.is_null() ? agent.outlet.take("error") : accepted;
}

Json payment(const std::string& order = order_number) {
  return {{"work_order", order}, {"promise", "first_response"}, {"reference", "T-77"}};
}

}  // namespace

TEST_CASE("only supervisors mark compensation as paid, and once") {
  GatewayWorld world;
  auto agent = world.agent("李敏");
  auto boss = world.agent("赵主管", "supervisor");
  auto case_ = complains(world);
  world.advance(2h);
  const Json owed = last_event(case_.visitor->outlet.events(), "compensation");
  CHECK(owed["number"] == order_number);
  CHECK(owed["promise"] == "first_response");
  CHECK(owed["granted"] == Json{{"amount", "15.00"}, {"currency", "CNY"}});
  CHECK(owed["status"] == "owed");
  CHECK(act(world, *agent, case_.conversation, "p1", "pay_compensation", payment())["code"] ==
        "forbidden");
  CHECK(act(world, *boss, case_.conversation, "p1", "pay_compensation", payment())["type"] ==
        "accepted");
  CHECK(act(world, *boss, case_.conversation, "p1", "pay_compensation", payment())["dup"] == true);
  CHECK(act(world, *boss, case_.conversation, "p2", "pay_compensation", payment())["code"] ==
        "conflict");
  const Json paid = last_event(case_.visitor->outlet.events(), "compensation");
  CHECK(paid["status"] == "paid");
  CHECK(paid["reference"] == "T-77");
  CHECK(paid.dump().find("赵主管") == std::string::npos);
}

TEST_CASE("a commit that fails grants nothing twice, nor does a crash") {
  GatewayWorld world;
  auto case_ = complains(world);
  world.store.failures = {ErrorCode::unavailable, ErrorCode::unavailable};
  world.advance(2h);
  world.advance(2s);
  case_.visitor.reset();
  world.crash();
  world.advance(3h);
  int granted = 0;
  for (const auto& row : world.store.conversations[case_.conversation].log) {
    for (const auto& entry : row.entries) {
      granted += Json::parse(entry.json)["kind"] == "compensation" ? 1 : 0;
    }
  }
  CHECK(granted == 1);
}

TEST_CASE("what is unpaid for a day stands at a supervisor's log-in, also of a closed case") {
  GatewayWorld world;
  auto case_ = complains(world);
  world.advance(2h);
  case_.visitor->send(
      {{"type", "work_order"}, {"id", "w"}, {"number", order_number}, {"action", "withdraw"}});
  world.settle();
  world.advance(25h);
  const auto alert_of = [](Peer& peer) {
    Json alert = peer.outlet.take("alert");
    return alert.is_null() ? std::string() : alert["alert"].get<std::string>();
  };
  CHECK(alert_of(*world.agent("赵主管", "supervisor")) == "compensation_unpaid");
  CHECK(alert_of(*world.agent("李敏")).empty());
  case_.visitor.reset();
  world.crash();
  world.settle();
  auto boss = world.agent("赵主管", "supervisor");
  CHECK(alert_of(*boss) == "compensation_unpaid");
  CHECK(act(world, *boss, case_.conversation, "p1", "pay_compensation", payment())["type"] ==
        "accepted");
  boss.reset();
  CHECK(alert_of(*world.agent("赵主管", "supervisor")).empty());
}

TEST_CASE("a request reaches the visitor and the rows; their word ends it") {
  GatewayWorld world;
  auto agent = world.agent("李敏");
  auto case_ = complains(world);
  takes(world, *agent, case_.conversation);
  const Json asked{{"text", "请发一下付款截图"}};
  CHECK(act(world, *agent, case_.conversation, "a1", "ask_customer", asked)["type"] == "accepted");
  Json order = last_event(case_.visitor->outlet.events(), "work_order");
  CHECK(order["status"] == "waiting_on_customer");
  CHECK(order["request"]["text"] == "请发一下付款截图");
  CHECK(act(world, *agent, case_.conversation, "a2", "ask_customer", Json::object())["code"] ==
        "invalid");
  CHECK(act(world, *agent, case_.conversation, "a3", "ask_customer", asked)["code"] == "conflict");
  case_.visitor->outlet.frames.clear();
  case_.visitor->send(message("m2", "发了"));
  world.settle();
  const auto events = case_.visitor->outlet.events();
  CHECK(events.front()["client_id"] == "m2");
  order = last_event(events, "work_order");
  CHECK(order["status"] == "in_progress");
  CHECK(order["request"].is_null());
}

TEST_CASE("an agent's promise is marked as kept by its id") {
  GatewayWorld world;
  auto agent = world.agent("李敏");
  auto other = world.agent("王强");
  auto case_ = complains(world);
  takes(world, *agent, case_.conversation);
  agent->send({{"type", "promise"},
               {"id", "p"},
               {"conversation", case_.conversation},
               {"text", "今天退款"},
               {"due", to_rfc3339(world.clock.at + 2h)}});
  world.settle();
  const Json promise = last_event(case_.visitor->outlet.events(), "promise");
  CHECK(promise["number"] == order_number);
  const Json kept{{"promise", promise["id"]}};
  CHECK(act(world, *other, case_.conversation, "k1", "keep_promise", kept)["type"] == "error");
  CHECK(act(world, *agent, case_.conversation, "k1", "keep_promise", kept)["type"] == "accepted");
  const Json state = last_event(case_.visitor->outlet.events(), "promise_state");
  CHECK(state["id"] == promise["id"]);
  CHECK(state["status"] == "kept");
}

TEST_CASE("an action that nobody knows is not found, one without arguments is invalid") {
  GatewayWorld world;
  auto agent = world.agent("李敏");
  auto case_ = complains(world);
  CHECK(act(world, *agent, case_.conversation, "x", "refund", Json::object())["code"] ==
        "not_found");
  CHECK(act(world, *agent, case_.conversation, "x", "keep_promise", nullptr)["code"] == "invalid");
}

TEST_CASE("a number is found however it was typed") {
  GatewayWorld world;
  auto case_ = complains(world);
  const std::string secret = last_event(case_.visitor->outlet.events(), "work_order")["secret"];
  for (const char* typed :
       {"gd20261120-0001-3", "2026112000013", "ＧＤ２０２６１１２０－０００１－３"}) {
    INFO(typed);
    Result<workorder::WorkOrder> out = Error{};
    world.gateway->order(typed, secret, [&](Result<workorder::WorkOrder> got) { out = got; });
    world.settle();
    REQUIRE(out.has_value());
    CHECK(out->number == order_number);
  }
  case_.visitor->send(
      {{"type", "work_order"}, {"id", "w"}, {"number", "gd 2026112000013"}, {"action", "urge"}});
  world.settle();
  CHECK(last_event(case_.visitor->outlet.events(), "work_order_request")["number"] == order_number);
}
