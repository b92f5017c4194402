#include <catch2/catch.hpp>

#include "support/desk_talk.hpp"

using namespace yingda;
using namespace yingda::testing;

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

TEST_CASE("a disabled agent's sockets are closed") {
  GatewayWorld world;
  auto agent = world.agent("李敏");
  world.gateway->know_staff({{{"u-李敏", "李敏", "agent", {}}, true}});
  CHECK(agent->outlet.closed == gateway::CloseCode::unauthorized);
}
