#include <catch2/catch.hpp>

#include "support/gateway_world.hpp"

using namespace yingda;
using namespace yingda::testing;

namespace {

const gateway::Staff limin{"u-1", "limin", "agent", {}, {{"zh-CN", "李敏"}, {"en", "Li Min"}}};

std::unique_ptr<Peer> desk_of(GatewayWorld& world, const gateway::Staff& staff) {
  auto peer = std::make_unique<Peer>();
  peer->connection = world.gateway->open_desk(peer->outlet, staff);
  peer->send({{"type", "presence"}, {"status", "online"}});
  world.settle();
  return peer;
}

std::string waiting(GatewayWorld& world, Peer& visitor) {
  const std::string conversation = visitor.outlet.take("welcome")["conversation"];
  visitor.send({{"type", "human"}, {"id", "h1"}});
  world.settle();
  return conversation;
}

// A conversation that waited for a person and is the agent's now.
std::string claimed(GatewayWorld& world, Peer& visitor, Peer& agent) {
  auto conversation = waiting(world, visitor);
  agent.send({{"type", "claim"}, {"conversation", conversation}});
  world.settle();
  return conversation;
}

Json joined(Peer& visitor) {
  for (auto event : visitor.outlet.events()) {
    if (event["kind"] == "agent_joined") return event["agent"];
  }
  return {};
}

}  // namespace

TEST_CASE("customers read an agent's name in their language, and never the one to log in with") {
  GatewayWorld world;
  world.gateway->know_staff({{limin, false}});
  auto agent = desk_of(world, limin);
  for (const auto& [locale, name] :
       std::map<std::string, std::string>{{"zh-CN", "李敏"}, {"en", "Li Min"}}) {
    auto visitor = world.visitor({{"type", "hello"}, {"locale", locale}});
    const std::string conversation = waiting(world, *visitor);
    agent->send({{"type", "claim"}, {"conversation", conversation}});
    agent->send({{"type", "message"},
                 {"id", "m-" + locale},
                 {"conversation", conversation},
                 {"text", "ok"}});
    world.settle();
    CHECK(joined(*visitor)["name"] == name);
    const std::string seen = [&] {
      std::string out;
      for (const auto& event : visitor->outlet.events()) out += event.dump();
      return out;
    }();
    CHECK(seen.find("\"name\":\"" + name + "\",\"role\":\"agent\"") != std::string::npos);
    CHECK(seen.find("limin") == std::string::npos);
  }
}

TEST_CASE("a staff number is told beside the name, as it is now, and is never the name") {
  GatewayWorld world;
  // Whoever has no display name is called by the one to log in with, number or not.
  for (const auto& names : {limin.names, std::map<std::string, std::string>{}}) {
    auto staff = limin;
    staff.names = names;
    const std::string name = names.empty() ? "limin" : "李敏";
    for (const std::string number : {"0371", "A-42", ""}) {
      staff.number = number;
      world.gateway->know_staff({{staff, false}});
      auto agent = desk_of(world, staff);
      auto visitor = world.visitor();
      const std::string conversation = claimed(world, *visitor, *agent);
      agent->send(
          {{"type", "message"}, {"id", "m1"}, {"conversation", conversation}, {"text", "您好"}});
      world.settle();
      int told = 0;
      for (const auto& event : visitor->outlet.events()) {
        for (const char* who : {"agent", "from", "owner"}) {
          if (!event.contains(who) || !event[who].is_object()) continue;
          if (event[who].value("role", "agent") != "agent") continue;
          INFO(event.dump());
          CHECK(event[who]["name"] == name);
          if (who == std::string("owner")) continue;
          CHECK(event[who].value("number", "") == number);
          CHECK(event[who].contains("number") == !number.empty());
          ++told;
        }
      }
      CHECK(told >= 2);  // joined, and speaks
    }
  }
}

TEST_CASE("a staff number that changes is told as it is from the next word on") {
  GatewayWorld world;
  auto staff = limin;
  staff.number = "0371";
  world.gateway->know_staff({{staff, false}});
  auto agent = desk_of(world, staff);
  auto visitor = world.visitor();
  const std::string conversation = claimed(world, *visitor, *agent);
  const auto number_of_words = [&](const std::string& id) {
    visitor->outlet.frames.clear();
    agent->send(
        {{"type", "message"}, {"id", id}, {"conversation", conversation}, {"text", "您好"}});
    world.settle();
    for (const auto& event : visitor->outlet.events()) {
      if (event["kind"] == "message") return event["from"].value("number", "none");
    }
    return std::string("nothing was said");
  };
  CHECK(number_of_words("m1") == "0371");
  staff.number = "0888";
  world.gateway->know_staff({{staff, false}});
  CHECK(number_of_words("m2") == "0888");
  staff.number.clear();
  world.gateway->know_staff({{staff, false}});
  CHECK(number_of_words("m3") == "none");
}

TEST_CASE("without a language people are called as the Chinese read them") {
  CHECK(gateway::shown_name(limin, "") == "李敏");
  CHECK(gateway::shown_name(limin, "fr") == "李敏");
  CHECK(gateway::shown_name(limin, "en-GB") == "Li Min");
  CHECK(gateway::shown_name({"u", "bob", "agent", {}, {{"en", "Bob"}}}, "") == "Bob");
}

TEST_CASE(
    "words are one's own by who said them, not by the name; a note calls each colleague once") {
  GatewayWorld world;
  const gateway::Staff namesake{"u-2", "limin2", "supervisor", {}, limin.names};
  world.gateway->know_staff({{limin, false}, {namesake, false}});
  auto agent = desk_of(world, limin);
  auto other = desk_of(world, namesake);
  auto visitor = world.visitor();
  const std::string conversation = claimed(world, *visitor, *agent);
  other->send({{"type", "subscribe"}, {"conversation", conversation}});
  agent->send(
      {{"type", "message"}, {"id", "m1"}, {"conversation", conversation}, {"text", "您好"}});
  agent->send({{"type", "note"},
               {"id", "n1"},
               {"conversation", conversation},
               {"text", "@李敏 看一下"},
               {"mentions", {"u-2", "u-2", "u-1"}}});
  world.settle();
  const auto event = [](Peer& peer, const std::string& kind) {
    Json found;
    for (const auto& frame : peer.outlet.events()) {
      const bool said =
          kind != "message" || frame.value("/from/role"_json_pointer, std::string()) == "agent";
      if (frame.value("kind", "") == kind && said) found = frame;
    }
    return found;
  };
  CHECK(event(*agent, "message")["own"] == true);
  CHECK_FALSE(event(*other, "message").contains("own"));
  CHECK(event(*agent, "note")["own"] == true);
  CHECK(event(*other, "note")["mentions"] == Json{{{"id", "u-2"}, {"name", "李敏"}}});
  for (const auto& seen : visitor->outlet.events()) CHECK_FALSE(seen.contains("own"));
}

TEST_CASE("a new name is read at once; the desk learns who works here") {
  GatewayWorld world;
  auto agent = desk_of(world, limin);
  auto visitor = world.visitor();
  const std::string conversation = waiting(world, *visitor);
  auto renamed = limin;
  renamed.names["zh-CN"] = "小敏";
  world.gateway->know_staff({{renamed, false}, {{"u-2", "zhao", "supervisor", {}, {}}, true}});
  const Json told = agent->outlet.take("staff");
  REQUIRE(told["staff"].size() == 1);  // not who is disabled
  CHECK(told["staff"][0]["names"]["zh-CN"] == "小敏");
  CHECK_FALSE(told["staff"][0].contains("login"));
  agent->send({{"type", "claim"}, {"conversation", conversation}});
  world.settle();
  CHECK(joined(*visitor)["name"] == "小敏");
}

TEST_CASE("whoever is disabled is shut out, and what they had waits for others at once") {
  GatewayWorld world;
  world.gateway->know_staff({{limin, false}});
  auto agent = desk_of(world, limin);
  auto visitor = world.visitor();
  const std::string conversation = claimed(world, *visitor, *agent);
  auto other = world.agent("王强");
  world.gateway->know_staff({{limin, true}});
  CHECK(agent->outlet.closed == gateway::CloseCode::unauthorized);
  agent.reset();
  world.settle();
  other->send({{"type", "claim"}, {"conversation", conversation}});
  world.settle();
  CHECK_FALSE(other->outlet.take("context").is_null());
}

TEST_CASE("whoever becomes an editor has no customers any more") {
  GatewayWorld world;
  world.gateway->know_staff({{limin, false}});
  auto agent = desk_of(world, limin);
  auto visitor = world.visitor();
  const std::string conversation = claimed(world, *visitor, *agent);
  auto editor = limin;
  editor.role = "editor";
  world.gateway->know_staff({{editor, false}});
  world.settle();
  const auto& row = world.store.conversations.at(conversation).row;
  CHECK(row.handling == "queued");
  CHECK(world.store.orders.begin()->second.owner == "");
}

TEST_CASE("an heir has what a colleague had; what is reopened later comes to them too") {
  GatewayWorld world;
  const gateway::Staff wang{"u-2", "wang", "agent", {}, {{"zh-CN", "王强"}}};
  world.gateway->know_staff({{limin, false}, {wang, false}});
  auto agent = desk_of(world, limin);
  auto heir = desk_of(world, wang);
  auto open = world.visitor();
  const std::string held = claimed(world, *open, *agent);
  auto solved = world.visitor();
  const std::string other = claimed(world, *solved, *agent);
  const auto number = [&](const std::string& conversation) {
    for (const auto& [order, row] : world.store.orders) {
      if (row.conversation == conversation) return order;
    }
    return std::string();
  };
  agent->send({{"type", "resolve"},
               {"id", "r1"},
               {"conversation", other},
               {"work_order", number(other)},
               {"resolution", "已经为您补发到账，请查收"}});
  world.settle();
  REQUIRE(world.store.orders.at(number(other)).status == "resolved");
  world.gateway->know_staff({{limin, true, "u-2"}, {wang, false}});
  world.settle();
  CHECK(world.store.conversations.at(held).row.agent == "u-2");
  CHECK(world.store.orders.at(number(held)).owner == "u-2");
  CHECK(world.store.orders.at(number(other)).owner == "u-1");  // it was limin who solved it
  solved->send({{"type", "work_order"},
                {"id", "w1"},
                {"number", number(other)},
                {"action", "reject"},
                {"text", "没有到账"}});
  world.settle();
  world.advance(std::chrono::seconds(1));
  CHECK(world.store.orders.at(number(other)).owner == "u-2");
}

TEST_CASE("other rights hold from the next connection on, which is asked for at once") {
  GatewayWorld world;
  world.gateway->know_staff({{limin, false}});
  auto agent = desk_of(world, limin);
  auto promoted = limin;
  promoted.role = "supervisor";
  world.gateway->know_staff({{promoted, false}});
  CHECK(agent->outlet.closed == gateway::CloseCode::unauthorized);
}

TEST_CASE("who changed an order is known by id: a colleague of the same name is another one") {
  GatewayWorld world;
  const gateway::Staff one{"u-1", "wang1", "supervisor", {}, {{"zh-CN", "小王"}}};
  const gateway::Staff other{"u-2", "wang2", "supervisor", {}, {{"zh-CN", "小王"}}};
  auto first = desk_of(world, one);
  auto second = desk_of(world, other);
  auto visitor = world.visitor();
  const std::string conversation = claimed(world, *visitor, *first);
  const Json order = first->outlet.take("context")["context"]["work_orders"][0];
  const auto link = [&](const std::string& id, const std::string& with) {
    return Json{{"type", "action"},
                {"id", id},
                {"conversation", conversation},
                {"action", "link"},
                {"arguments",
                 {{"work_order", order["number"]},
                  {"with", with},
                  {"reason", "同一家店"},
                  {"version", order["version"]}}}};
  };
  first->send(link("l1", "GD20261121-0042-8"));
  world.settle();
  second->send(link("l2", "GD20261121-0042-8"));
  world.settle();
  const Json error = second->outlet.take("error");
  CHECK(error["code"] == "conflict");
  CHECK(error["changes"][0]["who"] == "小王");
}
