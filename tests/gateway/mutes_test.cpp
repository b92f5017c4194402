// A mute is the visitor's, whom the host site knows: it holds in each of their conversations, as
// the newest word of a supervisor has it.
#include <catch2/catch.hpp>

#include "support/case_world.hpp"

using namespace yingda;
using namespace yingda::testing;

namespace {

// A signed-in visitor, muted in one conversation.
struct MutedWorld : CaseWorld {
  const Json proof{{"type", "hello"}, {"identity", "proof of wang"}};
  std::unique_ptr<Peer> wang = world.visitor(proof);

  MutedWorld() {
    conversation = ask_for_person(world, *wang);
    agent->send({{"type", "claim"}, {"conversation", conversation}});
    world.settle();
    mute(*supervisor, std::chrono::hours(2));
    clear();
  }

  // What they hear when they say something in a new conversation.
  std::string said_anew(const Json& hello) {
    auto anew = world.visitor(hello);
    anew->outlet.frames.clear();
    anew->send(message("n1", "我换个窗口骂"));
    world.settle();
    return all_said(*anew);
  }

  // Another conversation of theirs, which has been muted by what they said in it.
  std::unique_ptr<Peer> elsewhere() {
    auto anew = world.visitor(proof);
    anew->send(message("n0", "我换个窗口骂"));
    world.settle();
    return anew;
  }

  bool kept_out(Peer& peer, const std::string& id) {
    peer.outlet.frames.clear();
    peer.send(message(id, "提现多久到账"));
    world.settle();
    return has(all_said(peer), "不会转给客服");
  }

  Json send_act(const std::string& action, Json arguments = Json::object()) {
    Json frame{{"type", "action"},
               {"id", "y" + std::to_string(++sent)},
               {"conversation", conversation},
               {"action", action},
               {"arguments", std::move(arguments)}};
    supervisor->send(frame);
    return frame;
  }
};

}  // namespace

TEST_CASE(
    "a muted visitor who begins another conversation is muted there, too, for the rest of the "
    "time") {
  MutedWorld desk;
  CHECK(has(desk.said_anew(desk.proof), "不会转给客服"));
  // Nobody else is, signed in or not.
  CHECK_FALSE(has(desk.said_anew({{"type", "hello"}}), "不会转给客服"));
  CHECK_FALSE(
      has(desk.said_anew({{"type", "hello"}, {"identity", "proof of li"}}), "不会转给客服"));
  desk.world.advance(std::chrono::minutes(121));
  CHECK_FALSE(has(desk.said_anew(desk.proof), "不会转给客服"));
}

TEST_CASE("another conversation of a muted visitor is muted after a crash as well") {
  MutedWorld desk;
  desk.agent.reset();
  desk.supervisor.reset();
  desk.visitor.reset();
  desk.wang.reset();
  desk.world.crash();
  desk.world.settle();
  CHECK(has(desk.said_anew(desk.proof), "不会转给客服"));
}

TEST_CASE("whoever may talk again in one conversation may so in all of them") {
  MutedWorld desk;
  auto anew = desk.world.visitor(desk.proof);
  anew->send(message("n1", "我换个窗口骂"));
  desk.world.settle();
  desk.act(*desk.supervisor, "unmute");
  anew->outlet.frames.clear();
  anew->send(message("n2", "请问处理好了吗"));
  desk.world.settle();
  CHECK_FALSE(has(desk.all_said(*anew), "不会转给客服"));
  CHECK_FALSE(has(desk.said_anew(desk.proof), "不会转给客服"));
}

TEST_CASE("a mute that is said anew for a shorter while ends then, in every conversation") {
  MutedWorld desk;
  auto other = desk.elsewhere();
  REQUIRE(desk.kept_out(*other, "n1"));
  desk.mute(*desk.supervisor, std::chrono::minutes(10));
  CHECK(desk.kept_out(*desk.wang, "m1"));
  CHECK(desk.kept_out(*other, "n2"));
  desk.world.advance(std::chrono::minutes(11));
  CHECK_FALSE(desk.kept_out(*desk.wang, "m2"));
  CHECK_FALSE(desk.kept_out(*other, "n3"));
  CHECK_FALSE(has(desk.said_anew(desk.proof), "不会转给客服"));
}

TEST_CASE("a mute that is said anew for longer holds on, in every conversation") {
  MutedWorld desk;
  auto other = desk.elsewhere();
  desk.mute(*desk.supervisor, std::chrono::hours(5));
  desk.world.advance(std::chrono::minutes(121));
  CHECK(desk.kept_out(*desk.wang, "m1"));
  CHECK(desk.kept_out(*other, "n1"));
  desk.world.advance(std::chrono::hours(3));
  CHECK_FALSE(desk.kept_out(*desk.wang, "m2"));
  CHECK_FALSE(desk.kept_out(*other, "n2"));
}

TEST_CASE("after a crash the newest word on a mute holds, not the longest") {
  MutedWorld desk;
  auto other = desk.elsewhere();
  desk.mute(*desk.supervisor, std::chrono::minutes(10));
  for (auto* peer : {&desk.agent, &desk.supervisor, &desk.visitor, &desk.wang, &other}) {
    peer->reset();
  }
  desk.world.crash();
  desk.world.settle();
  CHECK(has(desk.said_anew(desk.proof), "不会转给客服"));
  desk.world.advance(std::chrono::minutes(11));
  CHECK_FALSE(has(desk.said_anew(desk.proof), "不会转给客服"));
}

TEST_CASE("a mute that is lifted while it is on its way to a new conversation ends there, too") {
  MutedWorld desk;
  auto anew = desk.world.visitor(desk.proof);
  // Neither is stored yet: the end of the mute comes first, the mute comes after it.
  desk.send_act("unmute");
  anew->send(message("n1", "提现多久到账"));
  desk.world.settle();
  CHECK_FALSE(desk.kept_out(*anew, "n2"));
  CHECK_FALSE(desk.kept_out(*desk.wang, "m2"));
  CHECK_FALSE(has(desk.said_anew(desk.proof), "不会转给客服"));
}

TEST_CASE("a mute that changes while it is on its way to a new conversation changes there, too") {
  MutedWorld desk;
  auto anew = desk.world.visitor(desk.proof);
  const auto until = desk.world.clock.at + std::chrono::minutes(10);
  desk.send_act("mute", {{"until", to_rfc3339(until)}, {"reason", "已经道歉"}});
  anew->send(message("n1", "提现多久到账"));
  desk.world.settle();
  CHECK(desk.kept_out(*anew, "n2"));
  desk.world.advance(std::chrono::minutes(11));
  CHECK_FALSE(desk.kept_out(*anew, "n3"));
}
