// Who is asked when, and what happens when nobody answers in time.
#include <catch2/catch.hpp>

#include "support/desk_talk.hpp"

using namespace yingda;
using namespace yingda::testing;

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
