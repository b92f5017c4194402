// Work that changes hands: who is told, and how much of it.
#include <catch2/catch.hpp>

#include "support/desk_talk.hpp"

using namespace yingda;
using namespace yingda::testing;

namespace {

void take(GatewayWorld& world, Peer& peer, const std::string& conversation,
          const std::string& over = {}) {
  Json frame{{"type", "claim"},
             {"id", "c" + std::to_string(world.store.commits)},
             {"conversation", conversation}};
  if (!over.empty()) frame["take_over"] = over;
  peer.send(frame);
  world.settle();
}

void pass(GatewayWorld& world, Peer& peer, const std::string& conversation, const Json& to) {
  peer.send({{"type", "transfer"},
             {"id", "t" + std::to_string(world.store.commits)},
             {"conversation", conversation},
             {"to", to},
             {"reason", "您更熟"},
             {"rule", "卡密售后规则"}});
  world.settle();
}

// The order is somebody else's from now on, with its conversation.
void assign(GatewayWorld& world, Peer& supervisor, const std::string& conversation,
            const std::string& to) {
  supervisor.send({{"type", "action"},
                   {"id", "assign"},
                   {"conversation", conversation},
                   {"action", "assign"},
                   {"arguments",
                    {{"work_order", "GD20261120-0001-3"}, {"agent", to}, {"reason", "投诉专员"}}}});
  world.settle();
}

}  // namespace

TEST_CASE("whoever gets or loses work by another's hand is told, and by whom") {
  GatewayWorld world;
  auto agent = world.agent("李敏");
  auto other = world.agent("王强");
  auto supervisor = world.agent("赵岚", "supervisor");
  auto visitor = world.visitor();
  const auto conversation = ask_for_person(world, *visitor);
  take(world, *agent, conversation);
  // One's own claim is no news.
  CHECK(agent->outlet.take("moved").is_null());
  agent->send({{"type", "transfer"},
               {"id", "t1"},
               {"conversation", conversation},
               {"to", {{"agent", "u-王强"}}},
               {"reason", "您更熟"}});
  world.settle();
  const Json got = other->outlet.take("moved");
  CHECK(got["conversation"] == conversation);
  CHECK(got["to_you"] == true);
  CHECK(got["by"]["id"] == "u-李敏");
  CHECK(got["reason"] == "您更熟");
  CHECK(agent->outlet.take("moved").is_null());
  take(world, *supervisor, conversation, "升级处理");
  const Json lost = other->outlet.take("moved");
  CHECK(lost["to_you"] == false);
  CHECK(lost["by"]["id"] == "u-赵岚");
  CHECK(lost["row"]["agent"]["id"] == "u-赵岚");
  CHECK(supervisor->outlet.take("moved").is_null());
}

TEST_CASE("whoever loses work and answers for its order still sees it, in whatever team it is") {
  GatewayWorld world;
  auto owner = world.agent("李敏", "agent", {"general"});
  auto supervisor = world.agent("赵岚", "supervisor");
  auto visitor = world.visitor();
  const auto conversation = ask_for_person(world, *visitor);
  take(world, *owner, conversation);
  pass(world, *owner, conversation, {{"team", "cards"}});
  take(world, *owner, conversation);  // theirs to answer for: they may take it back
  take(world, *supervisor, conversation, "升级处理");
  const Json lost = owner->outlet.take("moved");
  CHECK(lost["to_you"] == false);
  CHECK(lost["row"]["conversation"] == conversation);
  CHECK(lost["row"]["team"] == "cards");
  CHECK(lost["reason"] == "升级处理");
}

TEST_CASE(
    "whoever loses work that is none of theirs any more hears no more than that, and by whom") {
  GatewayWorld world;
  auto owner = world.agent("李敏", "agent", {"general"});
  auto helper = world.agent("王强", "agent", {"cards"});
  auto other = world.agent("周宁", "agent", {"general"});
  auto supervisor = world.agent("赵岚", "supervisor");
  auto visitor = world.visitor();
  const auto conversation = ask_for_person(world, *visitor);
  take(world, *owner, conversation);
  pass(world, *owner, conversation, {{"agent", "u-王强"}});
  CHECK(helper->outlet.take("moved")["row"]["conversation"] == conversation);

  assign(world, *supervisor, conversation, "u-周宁");
  const Json lost = helper->outlet.take("moved");
  CHECK(lost["to_you"] == false);
  CHECK(lost["conversation"] == conversation);
  CHECK(lost["by"]["id"] == "u-赵岚");
  CHECK_FALSE(lost.contains("row"));
  CHECK_FALSE(lost.contains("reason"));
  const Json got = other->outlet.take("moved");
  CHECK(got["to_you"] == true);
  CHECK(got["reason"] == "投诉专员");
  CHECK(got["row"]["work_order"]["number"] == "GD20261120-0001-3");
  // The server says the same when they ask.
  helper->send({{"type", "subscribe"}, {"conversation", conversation}});
  world.settle();
  CHECK(helper->outlet.take("error")["code"] == "not_found");
}

TEST_CASE("an order that was assigned away is not its former owner's to see in another team") {
  GatewayWorld world;
  auto owner = world.agent("李敏", "agent", {"general"});
  auto other = world.agent("周宁", "agent", {"cards"});
  auto supervisor = world.agent("赵岚", "supervisor");
  auto visitor = world.visitor();
  const auto conversation = ask_for_person(world, *visitor);
  take(world, *owner, conversation);
  pass(world, *owner, conversation, {{"team", "cards"}});
  take(world, *owner, conversation);
  assign(world, *supervisor, conversation, "u-周宁");
  const Json lost = owner->outlet.take("moved");
  CHECK(lost["to_you"] == false);
  CHECK(lost["by"]["id"] == "u-赵岚");
  CHECK_FALSE(lost.contains("row"));
  CHECK_FALSE(lost.contains("reason"));
  CHECK(other->outlet.take("moved")["to_you"] == true);
}
