#include <catch2/catch.hpp>

#include "support/gateway_world.hpp"

using namespace yingda;
using namespace yingda::testing;

namespace {

std::string queued(GatewayWorld& world, Peer& visitor) {
  const std::string conversation = visitor.outlet.take("welcome")["conversation"];
  visitor.send({{"type", "human"}, {"id", "h1"}});
  world.settle();
  return conversation;
}

void claim_with(GatewayWorld& world, Peer& peer, const std::string& conversation, Json more = {}) {
  Json frame{{"type", "claim"}, {"id", "claim"}, {"conversation", conversation}};
  if (more.is_object()) frame.update(more);
  peer.send(frame);
  world.settle();
}

Json board(GatewayWorld& world) { return Json::parse(world.gateway->desk_overview()); }

std::vector<std::string> kinds(const Peer& peer) {
  std::vector<std::string> out;
  for (const auto& event : peer.outlet.events()) out.push_back(event["kind"]);
  return out;
}

bool holds(const std::vector<std::string>& all, const std::string& one) {
  return std::find(all.begin(), all.end(), one) != all.end();
}

}  // namespace

TEST_CASE("the board counts who waits and who works, and says why somebody is away") {
  GatewayWorld world;
  auto agent = world.agent("李敏");
  auto visitor = world.visitor();
  const auto conversation = queued(world, *visitor);
  Json before = board(world);
  int waiting = 0;
  for (const auto& team : before["teams"]) waiting += team["waiting"].get<int>();
  CHECK(waiting == 1);
  CHECK(before["agents"][0]["status"] == "online");
  claim_with(world, *agent, conversation);
  Json after = board(world);
  CHECK(after["live"][0]["conversation"] == conversation);
  CHECK(after["agents"][0]["load"] == 1);
  agent->send({{"type", "presence"}, {"status", "away"}, {"reason", "meal"}});
  world.settle();
  CHECK(board(world)["agents"][0]["reason"] == "meal");
}

TEST_CASE("a promise is at risk when it is late or soon due, the worst first") {
  GatewayWorld world;
  auto visitor = world.visitor();
  queued(world, *visitor);
  CHECK(board(world)["at_risk"] == 1);  // the first response is due in ten minutes
  CHECK(board(world)["overdue"] == 0);
  world.advance(std::chrono::hours(30));
  const Json late = board(world);
  CHECK(late["overdue"] == 1);
  CHECK(late["risks"][0]["risk"]["missed"] == true);
}

TEST_CASE("a supervisor takes a conversation from a colleague, and the log says why") {
  GatewayWorld world;
  auto agent = world.agent("李敏");
  auto supervisor = world.agent("赵岚", "supervisor");
  auto visitor = world.visitor();
  const auto conversation = queued(world, *visitor);
  claim_with(world, *agent, conversation);
  claim_with(world, *supervisor, conversation);
  CHECK(supervisor->outlet.take("error")["code"] == "conflict");
  auto other = world.agent("王强");
  claim_with(world, *other, conversation, {{"take_over", "我来"}});
  CHECK(other->outlet.take("error")["code"] == "forbidden");
  claim_with(world, *supervisor, conversation, {{"id", "again"}, {"take_over", "承诺快到期"}});
  CHECK(supervisor->outlet.take("context")["conversation"] == conversation);
  CHECK(holds(kinds(*agent), "transferred"));
  CHECK_FALSE(holds(kinds(*visitor), "transferred"));
  CHECK(holds(kinds(*visitor), "agent_left"));
  agent->send({{"type", "message"}, {"id", "m1"}, {"conversation", conversation}, {"text", "我"}});
  world.settle();
  CHECK(agent->outlet.take("error")["code"] == "conflict");
}

TEST_CASE("looking over somebody's shoulder is logged once for each time it begins") {
  GatewayWorld world;
  auto agent = world.agent("李敏");
  auto supervisor = world.agent("赵岚", "supervisor");
  auto visitor = world.visitor();
  const auto conversation = queued(world, *visitor);
  supervisor->send({{"type", "subscribe"}, {"conversation", conversation}, {"context", true}});
  world.settle();
  CHECK(supervisor->outlet.take("context")["conversation"] == conversation);
  CHECK_FALSE(holds(kinds(*supervisor), "accessed"));  // whoever waits may be read by all
  supervisor->send({{"type", "unsubscribe"}, {"conversation", conversation}});
  claim_with(world, *agent, conversation);
  for (int i = 0; i < 2; ++i) {
    supervisor->send({{"type", "subscribe"}, {"conversation", conversation}});
    world.settle();
  }
  int watched = 0;
  for (const auto& event : agent->outlet.events()) watched += event["kind"] == "accessed" ? 1 : 0;
  CHECK(watched == 1);
  CHECK_FALSE(holds(kinds(*visitor), "accessed"));
}

TEST_CASE("personal data is masked for staff until it is asked for, and that is logged") {
  GatewayWorld world;
  auto agent = world.agent("李敏");
  auto visitor = world.visitor();
  visitor->send(message("m1", "订单 20261120002 充到 13800138000 的没到"));
  const auto conversation = queued(world, *visitor);
  claim_with(world, *agent, conversation);
  const std::string masked = agent->outlet.take("context").dump();
  CHECK(masked.find("13800138000") == std::string::npos);
  CHECK(masked.find("138****8000") != std::string::npos);
  agent->send(
      {{"type", "reveal"}, {"id", "r1"}, {"conversation", conversation}, {"reason", "核对"}});
  world.settle();
  const Json open = agent->outlet.take("context")["context"];
  CHECK(open.dump().find("13800138000") != std::string::npos);
  CHECK(open["transcript"].back()["access"] == "revealed");
  CHECK(open["transcript"].back()["detail"] == "核对");
}

TEST_CASE(
    "how far the visitor has read is told to whoever has the conversation, and only forward") {
  GatewayWorld world;
  auto agent = world.agent("李敏");
  auto visitor = world.visitor();
  const auto conversation = queued(world, *visitor);
  claim_with(world, *agent, conversation);
  visitor->send({{"type", "read"}, {"seq", 2}});
  visitor->send({{"type", "read"}, {"seq", 1}});
  visitor->send({{"type", "read"}, {"seq", 9999}});
  world.settle();
  CHECK(agent->outlet.take("read")["seq"] == 2);
  const Json last = agent->outlet.take("read");
  CHECK(last["seq"] < 9999);  // never beyond what there is
  CHECK(agent->outlet.take("read").is_null());
}

TEST_CASE(
    "how far whoever has the conversation has read is told to its visitor, and only forward") {
  GatewayWorld world;
  auto agent = world.agent("李敏");
  auto colleague = world.agent("王芳");
  auto visitor = world.visitor();
  const Json welcome = visitor->outlet.take("welcome");
  const std::string conversation = welcome["conversation"];
  visitor->send({{"type", "human"}, {"id", "h1"}});
  world.settle();
  const auto reads = [&](Peer& who, std::uint64_t seq) {
    who.send({{"type", "read"}, {"conversation", conversation}, {"seq", seq}});
    world.settle();
  };
  reads(*agent, 1);
  CHECK(visitor->outlet.take("read").is_null());  // nobody has it yet
  claim_with(world, *agent, conversation);
  reads(*agent, 2);
  CHECK(visitor->outlet.take("read") == Json({{"type", "read"}, {"seq", 2}}));
  reads(*agent, 1);
  CHECK(visitor->outlet.take("read").is_null());
  colleague->send({{"type", "subscribe"}, {"conversation", conversation}});
  reads(*colleague, 3);
  CHECK(visitor->outlet.take("read").is_null());  // looking on is not reading for the visitor
  reads(*agent, 9999);
  const Json last = visitor->outlet.take("read")["seq"];
  CHECK(last < 9999);  // never beyond what there is
  auto back = world.visitor({{"type", "hello"}, {"token", welcome["token"]}});
  CHECK(back->outlet.take("read")["seq"] == last);
}
