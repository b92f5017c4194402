#include <catch2/catch.hpp>

#include "support/gateway_world.hpp"

using namespace yingda;
using namespace yingda::testing;

namespace {

std::string ask_for_person(GatewayWorld& world, Peer& visitor) {
  const std::string conversation = visitor.outlet.take("welcome")["conversation"];
  visitor.send({{"type", "message"}, {"id", "q1"}, {"text", "提现多久到账"}});
  visitor.send({{"type", "human"}, {"id", "h1"}});
  world.settle();
  return conversation;
}

Json event_of(const std::vector<Json>& events, const std::string& kind) {
  for (auto event : events) {
    if (event["kind"] == kind) return event;
  }
  return {};
}

}  // namespace

TEST_CASE("asking for a person opens a numbered order with a deadline, in one step") {
  GatewayWorld world;
  auto visitor = world.visitor();
  ask_for_person(world, *visitor);
  auto events = visitor->outlet.events();
  Json order = event_of(events, "work_order");
  CHECK(order["number"] == "GD20261120-0001-3");
  CHECK(order["status"] == "open");
  CHECK(order["tier"] == "inquiry");
  CHECK(order["secret"].get<std::string>().size() == 16);
  CHECK(order["first_response_due"] > order["opened_at"]);
  CHECK_FALSE(event_of(events, "human_requested").is_null());
  Json queue = event_of(events, "queue");
  CHECK(queue["position"] == 1);
  CHECK(queue["online"] == 0);
  CHECK(queue["estimated_wait_s"].is_null());
  for (std::size_t i = 0; i < events.size(); ++i) CHECK(events[i]["seq"] == i + 1);
  CHECK(world.store.orders.size() == 1);
}

TEST_CASE("an agent takes the conversation with everything that was said") {
  GatewayWorld world;
  auto agent = world.agent("李敏");
  auto visitor = world.visitor();
  const std::string conversation = ask_for_person(world, *visitor);
  Json offer = agent->outlet.take("offer");
  CHECK(offer["conversation"] == conversation);
  agent->send({{"type", "claim"}, {"conversation", conversation}});
  world.settle();
  Json context = agent->outlet.take("context")["context"];
  CHECK(context.dump().find("\"secret\"") == std::string::npos);
  CHECK(context["transcript"].size() >= 4);
  CHECK(context["transcript"][0]["text"] == "提现多久到账");
  CHECK(context["articles_tried"][0]["id"] == "withdraw-arrival");
  CHECK(context["reason"] == "客户要求人工");
  CHECK(context["work_orders"][0]["number"] == "GD20261120-0001-3");
  CHECK(context["work_orders"][0]["secret"].is_null());
  CHECK(context["summary"].get<std::string>().find("提现多久到账") != std::string::npos);
  CHECK(event_of(visitor->outlet.events(), "agent_joined")["agent"]["name"] == "李敏");

  agent->send(
      {{"type", "message"}, {"id", "a1"}, {"conversation", conversation}, {"text", "您好"}});
  world.settle();
  Json accepted = agent->outlet.take("accepted");
  CHECK(accepted["id"] == "a1");
  auto events = visitor->outlet.events();
  bool heard = false;
  for (auto event : events) heard |= event["kind"] == "message" && event["text"] == "您好";
  CHECK(heard);
  CHECK(events.back()["status"] == "in_progress");
  for (auto event : agent->outlet.events()) CHECK(event["secret"].is_null());
}

TEST_CASE("of twenty agents who claim at once exactly one wins and the others learn who") {
  GatewayWorld world;
  auto visitor = world.visitor();
  const std::string conversation = ask_for_person(world, *visitor);
  std::vector<std::unique_ptr<Peer>> agents;
  for (int i = 0; i < 20; ++i) agents.push_back(world.agent("agent" + std::to_string(i)));
  for (auto& agent : agents) {
    agent->send({{"type", "claim"}, {"id", "c"}, {"conversation", conversation}});
  }
  world.settle();
  int winners = 0;
  std::string name;
  for (auto& agent : agents) {
    if (agent->outlet.take("context").is_null()) continue;
    ++winners;
    name = agent->outlet.take("accepted")["id"];
  }
  CHECK(winners == 1);
  int told = 0;
  for (auto& agent : agents) {
    Json error = agent->outlet.take("error");
    if (error.is_null()) continue;
    CHECK(error["code"] == "conflict");
    CHECK(error["message"].get<std::string>().find("agent") != std::string::npos);
    ++told;
  }
  CHECK(told == 19);
}

TEST_CASE("the bot is silent while a person has the conversation and comes back afterwards") {
  GatewayWorld world;
  auto agent = world.agent("李敏");
  auto visitor = world.visitor();
  const std::string conversation = ask_for_person(world, *visitor);
  agent->send({{"type", "claim"}, {"conversation", conversation}});
  world.settle();
  visitor->outlet.frames.clear();
  visitor->send({{"type", "message"}, {"id", "m2"}, {"text", "怎么开发票"}});
  world.settle();
  CHECK(visitor->outlet.events().size() == 1);

  agent->send({{"type", "resolve"},
               {"id", "r1"},
               {"conversation", conversation},
               {"work_order", "GD20261120-0001-3"},
               {"resolution", "已经为您处理"}});
  world.settle();
  auto events = visitor->outlet.events();
  CHECK(event_of(events, "work_order")["status"] == "in_progress");
  CHECK(events.back()["kind"] == "survey");
  CHECK_FALSE(event_of(events, "agent_left").is_null());
  visitor->outlet.frames.clear();
  visitor->send({{"type", "message"}, {"id", "m3"}, {"text", "怎么开发票"}});
  world.settle();
  CHECK(visitor->outlet.events().back()["article"] == "invoice");
}

TEST_CASE("notes stay inside; other teams see nothing") {
  GatewayWorld world;
  auto visitor = world.visitor();
  const std::string conversation = ask_for_person(world, *visitor);
  auto mine = world.agent("李敏", "agent", {"general"});
  auto other = world.agent("王强", "agent", {"cards"});
  mine->send({{"type", "claim"}, {"conversation", conversation}});
  world.settle();
  visitor->outlet.frames.clear();
  mine->send({{"type", "note"}, {"id", "n1"}, {"conversation", conversation}, {"text", "脾气急"}});
  other->send({{"type", "claim"}, {"conversation", conversation}});
  other->send({{"type", "subscribe"}, {"conversation", conversation}});
  other->send({{"type", "note"}, {"id", "n2"}, {"conversation", conversation}, {"text", "偷看"}});
  world.settle();
  CHECK(visitor->outlet.frames.empty());
  CHECK(event_of(mine->outlet.events(), "note")["text"] == "脾气急");
  CHECK(event_of(mine->outlet.events(), "note")["seq"].is_null());
  CHECK(other->outlet.take("error")["code"] == "not_found");
  CHECK(other->outlet.take("error")["code"] == "not_found");
  CHECK(other->outlet.take("error")["code"] == "not_found");
  CHECK(other->outlet.events().empty());
  CHECK(other->outlet.take("offer").is_null());
}

TEST_CASE("a place the log has not reached is of another log: the desk gets all of this one") {
  GatewayWorld world;
  auto visitor = world.visitor();
  const std::string conversation = ask_for_person(world, *visitor);
  auto agent = world.agent("李敏");
  const auto seen_after = [&](std::uint64_t after) {
    agent->outlet.frames.clear();
    agent->send({{"type", "subscribe"}, {"conversation", conversation}, {"after", after}});
    world.settle();
    return agent->outlet.events();
  };
  const auto whole = seen_after(0);
  REQUIRE(whole.size() > 2);
  const std::uint64_t last = whole.back()["pos"];
  CHECK(seen_after(last).empty());
  CHECK(seen_after(last + 1) == whole);
}

TEST_CASE("a flood of frames that cannot be read ends") {
  GatewayWorld world;
  auto agent = world.agent("李敏");
  int answered = 0;
  while (!agent->outlet.closed && answered < 5000) {
    agent->connection->receive("x", [] {});
    ++answered;
  }
  CHECK(agent->outlet.closed == gateway::CloseCode::rate);
  CHECK(answered > 500);  // a client with a bug gets a while to tell its author
}

TEST_CASE("a transfer moves the work to the other team and keeps the owner answerable") {
  GatewayWorld world;
  auto visitor = world.visitor();
  const std::string conversation = ask_for_person(world, *visitor);
  auto first = world.agent("李敏", "agent", {"general"});
  first->send({{"type", "claim"}, {"conversation", conversation}});
  world.settle();
  auto second = world.agent("王强", "agent", {"cards"});
  first->send({{"type", "transfer"},
               {"id", "t1"},
               {"conversation", conversation},
               {"to", {{"team", "cards"}}},
               {"reason", "卡密问题"},
               {"rule", "卡密售后规则"},
               {"next_due", to_rfc3339(world.clock.at + std::chrono::hours(2))}});
  world.settle();
  CHECK(second->outlet.take("offer")["conversation"] == conversation);
  second->send({{"type", "claim"}, {"conversation", conversation}});
  world.settle();
  Json context = second->outlet.take("context")["context"];
  CHECK(context["work_orders"][0]["owner"]["name"] == "李敏");
  CHECK(context["work_orders"][0]["department"] == "cards");
  CHECK(event_of(visitor->outlet.events(), "agent_left")["agent"]["name"] == "李敏");
}

TEST_CASE("an agent who stays away loses the conversation back to the queue") {
  GatewayWorld world;
  auto visitor = world.visitor();
  const std::string conversation = ask_for_person(world, *visitor);
  auto agent = world.agent("李敏");
  agent->send({{"type", "claim"}, {"conversation", conversation}});
  world.settle();
  agent.reset();
  world.advance(std::chrono::seconds(90));
  CHECK(event_of(visitor->outlet.events(), "agent_left").is_null());
  world.advance(std::chrono::seconds(60));
  CHECK_FALSE(event_of(visitor->outlet.events(), "agent_left").is_null());
  CHECK(world.store.conversations[conversation].row.handling == "queued");

  auto next = world.agent("王强");
  CHECK(next->outlet.take("offer")["conversation"] == conversation);
}

TEST_CASE("who waits hears when somebody comes on duty, and when the last one has left") {
  GatewayWorld world;
  auto visitor = world.visitor();
  ask_for_person(world, *visitor);
  const auto last_queue = [&] {
    Json last;
    for (const auto& event : visitor->outlet.events()) {
      if (event["kind"] == "queue") last = event;
    }
    return last;
  };
  CHECK(last_queue()["online"] == 0);
  auto agent = world.agent("李敏");
  CHECK(last_queue()["online"] == 1);
  CHECK(last_queue()["position"] == 1);
  // A connection that broke is no end of work: within the grace time they may be back.
  const auto told = last_queue()["seq"];
  agent.reset();
  world.advance(std::chrono::seconds(60));
  agent = world.agent("李敏");
  CHECK(last_queue()["seq"] == told);
  agent.reset();
  world.advance(std::chrono::minutes(3));
  CHECK(last_queue()["online"] == 0);
}

TEST_CASE("an offer that nobody takes goes to the next agent") {
  GatewayWorld world;
  auto first = world.agent("a");
  world.advance(std::chrono::seconds(1));
  auto second = world.agent("b");
  auto visitor = world.visitor();
  ask_for_person(world, *visitor);
  const bool to_first = !first->outlet.take("offer").is_null();
  auto& other = to_first ? second : first;
  CHECK(other->outlet.take("offer").is_null());
  world.advance(std::chrono::seconds(31));
  CHECK_FALSE(other->outlet.take("offer").is_null());
}

TEST_CASE("a visitor whom nobody takes in time is told so, and later that the promise was missed") {
  GatewayWorld world;
  auto supervisor = world.agent("主管", "supervisor");
  supervisor->send({{"type", "presence"}, {"status", "away"}});
  auto visitor = world.visitor();
  ask_for_person(world, *visitor);
  visitor->outlet.frames.clear();
  world.advance(std::chrono::minutes(3));
  CHECK(visitor->outlet.events().back()["text"].get<std::string>().find("还没有客服接入") !=
        std::string::npos);
  world.advance(std::chrono::minutes(8));
  CHECK(visitor->outlet.events().back()["kind"] == "work_order");
  bool alerted = false;
  for (Json alert = supervisor->outlet.take("alert"); !alert.is_null();
       alert = supervisor->outlet.take("alert")) {
    alerted |= alert["alert"] == "first_response_missed";
  }
  CHECK(alerted);
}

TEST_CASE("what the customer does not accept is first offered to whoever answers for it") {
  GatewayWorld world;
  auto owner = world.agent("a");
  auto visitor = world.visitor();
  const std::string conversation = ask_for_person(world, *visitor);
  owner->send({{"type", "claim"}, {"conversation", conversation}});
  world.settle();
  const std::string number = "GD20261120-0001-3";
  owner->send({{"type", "resolve"},
               {"id", "r1"},
               {"conversation", conversation},
               {"work_order", number},
               {"resolution", "已退款"}});
  auto second = world.visitor();
  const std::string other = ask_for_person(world, *second);
  owner->send({{"type", "claim"}, {"conversation", other}});
  world.settle();
  auto rested = world.agent("b");  // would be asked first: has nothing to do
  owner->outlet.frames.clear();
  visitor->send({{"type", "work_order"}, {"id", "w1"}, {"number", number}, {"action", "reject"}});
  world.settle();
  CHECK(owner->outlet.take("offer")["conversation"] == conversation);
  CHECK(rested->outlet.take("offer").is_null());
}

TEST_CASE("a supervisor who logs in later hears of what was missed, until somebody answers") {
  GatewayWorld world;
  auto visitor = world.visitor();
  const std::string conversation = ask_for_person(world, *visitor);
  world.advance(std::chrono::minutes(11));
  auto supervisor = world.agent("主管", "supervisor");
  const Json alert = supervisor->outlet.take("alert");
  REQUIRE_FALSE(alert.is_null());
  CHECK(alert["alert"] == "first_response_missed");
  CHECK(alert["conversation"] == conversation);
  CHECK(world.agent("other", "agent", {"cards"})->outlet.take("alert").is_null());

  supervisor->send({{"type", "claim"}, {"conversation", conversation}});
  world.settle();
  supervisor->send(
      {{"type", "message"}, {"id", "a1"}, {"conversation", conversation}, {"text", "我来处理"}});
  world.settle();
  CHECK(world.agent("主管二", "supervisor")->outlet.take("alert").is_null());
}

TEST_CASE("deadlines survive a crash and happen once") {
  GatewayWorld world;
  auto visitor = world.visitor();
  const std::string token = visitor->outlet.frames.front()["token"];
  const std::string conversation = ask_for_person(world, *visitor);
  visitor.reset();
  world.crash();
  world.advance(std::chrono::hours(1));
  world.crash();
  world.advance(std::chrono::hours(1));
  auto back = world.visitor({{"type", "hello"}, {"token", token}});
  int missed = 0;
  for (auto event : back->outlet.events()) {
    if (event["kind"] == "message" &&
        event["text"].get<std::string>().find("没有在承诺的时间内回复") != std::string::npos) {
      ++missed;
    }
  }
  CHECK(missed == 1);
}

TEST_CASE("the queue and one's own conversations come with the welcome after a restart") {
  GatewayWorld world;
  auto waiting = world.visitor();
  ask_for_person(world, *waiting);
  auto taken = world.visitor();
  const std::string conversation = ask_for_person(world, *taken);
  auto agent = world.agent("李敏");
  agent->send({{"type", "claim"}, {"conversation", conversation}});
  world.settle();
  agent.reset();
  waiting.reset();
  taken.reset();
  world.crash();
  auto back = world.agent("李敏");
  Json welcome = back->outlet.take("welcome");
  CHECK(welcome["queue"].size() == 1);
  REQUIRE(welcome["mine"].size() == 1);
  CHECK(welcome["mine"][0]["conversation"] == conversation);
}

TEST_CASE("the tracking view opens only with the secret") {
  GatewayWorld world;
  auto visitor = world.visitor();
  ask_for_person(world, *visitor);
  const std::string secret = event_of(visitor->outlet.events(), "work_order")["secret"];
  const auto view = [&](const std::string& number, const std::string& given) {
    Result<workorder::WorkOrder> out = Error{};
    world.gateway->order(number, given, [&](Result<workorder::WorkOrder> got) { out = got; });
    world.settle();
    return out;
  };
  const auto seen = view("GD20261120-0001-3", secret);
  REQUIRE(seen.has_value());
  CHECK(seen->status == workorder::Status::open);
  const auto wrong_secret = view("GD20261120-0001-3", "wrong");
  const auto wrong_number = view("GD20261120-0009-9", secret);
  REQUIRE_FALSE(wrong_secret.has_value());
  REQUIRE_FALSE(wrong_number.has_value());
  CHECK(wrong_secret.error().code == ErrorCode::not_found);
  CHECK(wrong_secret.error().detail == wrong_number.error().detail);
  std::string typed;
  for (const char c : secret) typed += static_cast<char>(std::toupper(c));
  CHECK(view("GD20261120-0001-3", typed.insert(4, "-")).has_value());
}

TEST_CASE("who takes a case away as a dossier stands in its log, and may see it") {
  GatewayWorld world;
  auto boss = world.agent("主管", "supervisor");
  auto visitor = world.visitor();
  const std::string conversation = ask_for_person(world, *visitor);
  const auto taken_by = [&](const gateway::Staff& staff, const std::string& number) {
    Result<gateway::FoundCase> out = Error{};
    world.gateway->export_case(number, staff, "回复监管部门",
                               [&](Result<gateway::FoundCase> found) { out = std::move(found); });
    world.settle();
    return out;
  };
  boss->send({{"type", "subscribe"}, {"conversation", conversation}, {"context", true}});
  world.settle();
  boss->outlet.frames.clear();
  CHECK(taken_by({"u9", "王", "agent", {"other"}}, "GD20261120-0001-3").error().code ==
        ErrorCode::not_found);
  CHECK(taken_by({"u8", "编", "editor", {}}, "GD20261120-0001-3").error().code ==
        ErrorCode::not_found);
  CHECK(event_of(boss->outlet.events(), "accessed").is_null());
  const auto found = taken_by({"u7", "赵", "supervisor", {}}, "gd2026112000013");
  REQUIRE(found.has_value());
  CHECK(found->number == "GD20261120-0001-3");
  CHECK(found->conversation == conversation);
  const auto noted = event_of(boss->outlet.events(), "accessed");
  CHECK(noted["access"] == "exported");
  CHECK(noted["agent"]["name"] == "赵");
  CHECK(noted["detail"] == "回复监管部门");
}

TEST_CASE("a disabled agent's sockets are closed") {
  GatewayWorld world;
  auto agent = world.agent("李敏");
  world.gateway->know_staff({{{"u-李敏", "李敏", "agent", {}}, true}});
  CHECK(agent->outlet.closed == gateway::CloseCode::unauthorized);
}

TEST_CASE("what the tracking page does counts once and reaches the chat") {
  GatewayWorld world;
  auto visitor = world.visitor();
  ask_for_person(world, *visitor);
  const std::string secret = event_of(visitor->outlet.events(), "work_order")["secret"];
  const std::string number = "GD20261120-0001-3";
  const auto act = [&](const std::string& id, const std::string& action, const std::string& given) {
    Result<workorder::WorkOrder> out = Error{};
    world.gateway->act_on_order(number, given, {id, action, "麻烦快一点"},
                                [&](Result<workorder::WorkOrder> got) { out = got; });
    world.settle();
    return out;
  };
  visitor->outlet.frames.clear();
  const auto urged = act("t1", "urge", secret);
  REQUIRE(urged.has_value());
  CHECK(urged->history.back().what == "urged");
  CHECK(event_of(visitor->outlet.events(), "work_order_request")["action"] == "urge");
  CHECK(act("t1", "urge", secret)->history.size() == urged->history.size());
  CHECK(act("t1", "withdraw", secret).error().code == ErrorCode::conflict);

  CHECK(act("t2", "accept", secret).error().code == ErrorCode::conflict);  // nothing to accept yet
  CHECK(act("t3", "dance", secret).error().code == ErrorCode::invalid);
  CHECK(act("", "urge", secret).error().code == ErrorCode::bad_frame);
  CHECK(act("t4", "urge", "wrong").error().code == ErrorCode::not_found);
  CHECK(act("t5", "withdraw", secret)->status == workorder::Status::closed);
}
