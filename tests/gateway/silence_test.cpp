// Situations in which a visitor could have met silence.

#include <catch2/catch.hpp>

#include "support/gateway_world.hpp"

using namespace yingda;
using namespace yingda::testing;

namespace {

constexpr auto minute = std::chrono::minutes(1);

struct Case {
  std::unique_ptr<Peer> visitor;
  std::string conversation;
  std::string number;
};

Json newest(const std::vector<Json>& events, const std::string& kind) {
  Json found;
  for (const auto& event : events) {
    if (event["kind"] == kind) found = event;
  }
  return found;
}

void say(GatewayWorld& world, Peer& visitor, const std::string& id, const std::string& text) {
  visitor.send({{"type", "message"}, {"id", id}, {"text", text}});
  world.settle();
}

Case handed_over(GatewayWorld& world) {
  Case out{world.visitor(), "", ""};
  out.conversation = out.visitor->outlet.take("welcome")["conversation"];
  out.visitor->send({{"type", "human"}, {"id", "h1"}});
  world.settle();
  out.number = newest(out.visitor->outlet.events(), "work_order")["number"];
  return out;
}

void claim(GatewayWorld& world, Peer& agent, const std::string& conversation) {
  agent.send({{"type", "claim"}, {"conversation", conversation}});
  world.settle();
}

bool was_told(const Peer& visitor, const std::string& words) {
  for (const auto& event : visitor.outlet.events()) {
    if (event["kind"] == "message" && event["from"]["role"] != "visitor" &&
        event["text"].get<std::string>().find(words) != std::string::npos) {
      return true;
    }
  }
  return false;
}

}  // namespace

TEST_CASE("a flow that runs while the visitor waits goes on when the connector answers") {
  GatewayWorld world;
  world.connector.answers["find_order"] = {true, "", {{"status", std::string("delivered")}}};
  auto waiting = handed_over(world);
  say(world, *waiting.visitor, "m1", "充值没到账");
  say(world, *waiting.visitor, "m2", "20261120001");
  CHECK(was_told(*waiting.visitor, "订单 20261120001 已到账"));
}

TEST_CASE("a connector's answer that the store cannot take now is taken when it can") {
  GatewayWorld world;
  world.connector.answers["find_order"] = {true, "", {{"status", std::string("delivered")}}};
  auto visitor = world.visitor();
  say(world, *visitor, "m1", "充值没到账");
  visitor->send({{"type", "message"}, {"id", "m2"}, {"text", "20261120001"}});
  world.store.run();
  world.store.failures = {ErrorCode::unavailable};  // the commit of the connector's answer
  world.settle();
  world.advance(std::chrono::seconds(2));
  CHECK(was_told(*visitor, "订单 20261120001 已到账"));
}

TEST_CASE("after a missed promise every further word starts a clock again") {
  GatewayWorld world;
  auto waiting = handed_over(world);
  world.advance(11 * minute);
  REQUIRE(was_told(*waiting.visitor, "没有在承诺的时间内回复"));
  waiting.visitor->outlet.frames.clear();
  say(world, *waiting.visitor, "m1", "人呢");
  world.advance(11 * minute);
  CHECK(was_told(*waiting.visitor, "没有在承诺的时间内回复"));
}

TEST_CASE("no time that has passed is promised") {
  GatewayWorld world;
  auto waiting = handed_over(world);
  world.advance(11 * minute);
  waiting.visitor->outlet.frames.clear();
  waiting.visitor->send({{"type", "human"}, {"id", "h2"}});
  world.settle();
  CHECK(was_told(*waiting.visitor, "已经超过答应您的回复时间"));
  CHECK_FALSE(was_told(*waiting.visitor, "前有人回复"));
}

TEST_CASE("a withdrawn order frees its agent, and a person can be asked for again") {
  GatewayWorld world;
  auto agent = world.agent("李敏");
  auto held = handed_over(world);
  claim(world, *agent, held.conversation);
  held.visitor->send(
      {{"type", "work_order"}, {"id", "w1"}, {"number", held.number}, {"action", "withdraw"}});
  world.settle();
  CHECK_FALSE(newest(held.visitor->outlet.events(), "agent_left").is_null());
  held.visitor->send({{"type", "human"}, {"id", "h2"}});
  world.settle();
  const Json again = newest(held.visitor->outlet.events(), "work_order");
  CHECK(again["number"] != held.number);
  CHECK(again["status"] == "open");
}

TEST_CASE("a reopened order keeps its promises again") {
  GatewayWorld world;
  auto agent = world.agent("李敏");
  auto held = handed_over(world);
  world.advance(11 * minute);  // the first promise is missed
  claim(world, *agent, held.conversation);
  agent->send({{"type", "resolve"},
               {"id", "r1"},
               {"conversation", held.conversation},
               {"work_order", held.number},
               {"resolution", "已处理"}});
  world.settle();
  agent.reset();
  held.visitor->send({{"type", "work_order"},
                      {"id", "w1"},
                      {"number", held.number},
                      {"action", "reject"},
                      {"text", "没解决"}});
  world.settle();
  held.visitor->outlet.frames.clear();
  world.advance(11 * minute);
  CHECK(was_told(*held.visitor, "没有在承诺的时间内回复"));
}

TEST_CASE("the urgent mark hurries the person who has the case") {
  GatewayWorld world;
  auto agent = world.agent("李敏");
  auto held = handed_over(world);
  claim(world, *agent, held.conversation);
  say(world, *held.visitor, "m1", "【紧急投诉】钱被盗了");
  CHECK(newest(held.visitor->outlet.events(), "work_order")["urgent"] == true);
  CHECK(was_told(*held.visitor, "已标为紧急"));
  CHECK(agent->outlet.take("alert")["alert"] == "urgent");
}

TEST_CASE("a reply beyond the desk's rate is refused by its id, with the time to try again") {
  GatewayWorld world;
  world.settings.agent_rate = 1;
  world.settings.agent_burst = 3;
  world.boot();
  auto agent = world.agent("李敏");
  auto held = handed_over(world);
  claim(world, *agent, held.conversation);
  for (int i = 0; i < 5; ++i) agent->send({{"type", "ping"}});  // cost no reply its place
  agent->outlet.frames.clear();
  for (int i = 0; i < 4; ++i) {
    agent->send({{"type", "message"},
                 {"id", "a" + std::to_string(i)},
                 {"conversation", held.conversation},
                 {"text", "您好"}});
  }
  world.settle();
  const Json error = agent->outlet.take("error");
  REQUIRE_FALSE(error.is_null());
  CHECK(error["code"] == "rate_limited");
  CHECK(error["id"].get<std::string>().starts_with("a"));
  CHECK(error["conversation"] == held.conversation);
  CHECK(error["retry_after_ms"].get<int>() > 0);
}

TEST_CASE("a case that went round too often goes to supervisors only, by name too") {
  GatewayWorld world;
  auto first = world.agent("李敏");
  auto second = world.agent("王芳");
  auto boss = world.agent("赵主管", "supervisor");
  auto held = handed_over(world);
  claim(world, *first, held.conversation);
  int sent = 0;
  const auto pass = [&](Peer& from, const std::string& to) {
    from.outlet.frames.clear();
    from.send({{"type", "transfer"},
               {"id", "t" + std::to_string(++sent)},
               {"conversation", held.conversation},
               {"to", {{"agent", to}}},
               {"reason", "不归我管"}});
    world.settle();
    return from.outlet.take("error");
  };
  CHECK(pass(*first, "王芳").is_null());
  CHECK(pass(*second, "李敏").is_null());
  CHECK(pass(*first, "王芳")["code"] == "conflict");
  CHECK(pass(*first, "赵主管").is_null());
}

TEST_CASE("editors are nobody on duty") {
  GatewayWorld world;
  auto editor = world.agent("文", "editor");
  CHECK(editor->outlet.take("error")["code"] == "forbidden");
  auto waiting = handed_over(world);
  CHECK(editor->outlet.take("offer").is_null());
  CHECK(newest(waiting.visitor->outlet.events(), "queue")["online"] == 0);
}

TEST_CASE("what was offered to somebody who went away is offered to the next at once") {
  GatewayWorld world;
  auto first = world.agent("李敏");
  auto waiting = handed_over(world);
  REQUIRE_FALSE(first->outlet.take("offer").is_null());
  auto second = world.agent("王芳");
  REQUIRE(second->outlet.take("offer").is_null());
  first->send({{"type", "presence"}, {"status", "away"}});
  world.settle();
  CHECK(second->outlet.take("offer")["conversation"] == waiting.conversation);
}
