// Conversations that are put aside: when they come back, to whom, and that nothing is forgotten.
#include <catch2/catch.hpp>

#include "support/desk_talk.hpp"

using namespace yingda;
using namespace yingda::testing;

namespace {

struct SnoozeWorld {
  GatewayWorld world;
  std::unique_ptr<Peer> agent = world.agent("李敏");
  std::unique_ptr<Peer> visitor = world.visitor();
  std::string token = visitor->outlet.frames.front()["token"];
  std::string conversation = ask_for_person(world, *visitor);
  int sent = 0;

  SnoozeWorld() {
    agent->send({{"type", "claim"}, {"conversation", conversation}});
    says("您的提现我去查一下");
    agent->outlet.frames.clear();
  }

  void says(const std::string& text) {
    agent->send({{"type", "message"},
                 {"id", "a" + std::to_string(++sent)},
                 {"conversation", conversation},
                 {"text", text}});
    world.settle();
  }

  void act(Peer& who, const std::string& action, Json arguments = Json::object()) {
    who.send({{"type", "action"},
              {"id", "x" + std::to_string(++sent)},
              {"conversation", conversation},
              {"action", action},
              {"arguments", std::move(arguments)}});
    world.settle();
  }

  void snooze(TimeSpan ahead, const std::string& reason = {}) {
    Json arguments{{"until", to_rfc3339(world.clock.at + ahead)}};
    if (!reason.empty()) arguments["reason"] = reason;
    act(*agent, "snooze", arguments);
  }

  Json row() {
    Json last;
    for (Json frame = agent->outlet.take("mine"); !frame.is_null();
         frame = agent->outlet.take("mine")) {
      last = std::move(frame);
    }
    return last.is_null() || last["mine"].empty() ? Json() : last["mine"][0];
  }

  std::string handling() { return world.store.conversations[conversation].row.handling; }
};

}  // namespace

TEST_CASE(
    "what was put aside comes back at its time, with the reason, and the visitor hears nothing") {
  SnoozeWorld desk;
  desk.visitor->outlet.frames.clear();
  desk.snooze(std::chrono::minutes(30), "等支付渠道回复");
  CHECK_FALSE(desk.agent->outlet.take("accepted").is_null());
  const Json aside = desk.row();
  CHECK(aside["snooze"]["reason"] == "等支付渠道回复");
  CHECK(aside["snooze"].contains("until"));
  CHECK(desk.agent->outlet.take("reminder").is_null());
  desk.world.advance(std::chrono::minutes(29));
  CHECK(desk.agent->outlet.take("reminder").is_null());
  desk.world.advance(std::chrono::minutes(2));
  const Json reminder = desk.agent->outlet.take("reminder");
  CHECK(reminder["conversation"] == desk.conversation);
  CHECK(reminder["why"] == "time");
  CHECK(reminder["reason"] == "等支付渠道回复");
  const Json back = desk.row();
  CHECK_FALSE(back.contains("snooze"));
  CHECK(back["reminder"]["why"] == "time");
  CHECK(desk.visitor->outlet.events().empty());
  // It stays a reminder until somebody deals with it, and then is none any more.
  desk.says("渠道回复了：今天到账");
  CHECK_FALSE(desk.row().contains("reminder"));
}

TEST_CASE("a visitor who writes brings back what was put aside; who only looks does not") {
  SnoozeWorld desk;
  desk.act(*desk.agent, "snooze");
  CHECK(desk.row().contains("snooze"));
  desk.visitor->send({{"type", "read"}, {"seq", 3}});
  desk.world.settle();
  CHECK(desk.agent->outlet.take("reminder").is_null());
  desk.visitor->send(message("m5", "到账了，谢谢"));
  desk.world.settle();
  CHECK(desk.agent->outlet.take("reminder")["why"] == "visitor");
  CHECK(desk.row()["reminder"]["why"] == "visitor");
}

TEST_CASE("a promise that runs out meanwhile brings it back before its time") {
  SnoozeWorld desk;
  desk.act(*desk.agent, "snooze",
           {{"until", to_rfc3339(desk.world.clock.at + std::chrono::hours(80))}});
  for (int hours = 0; hours < 30; ++hours) desk.world.advance(std::chrono::hours(1));
  CHECK(desk.agent->outlet.take("reminder")["why"] == "alert");
}

TEST_CASE("what is put aside survives a restart, and takes up nobody's place") {
  SnoozeWorld desk;
  desk.agent->send({{"type", "presence"}, {"status", "online"}, {"capacity", 1}});
  desk.world.settle();
  desk.snooze(std::chrono::hours(2), "等快递");
  auto second = desk.world.visitor();
  const auto other = ask_for_person(desk.world, *second);
  CHECK(desk.agent->outlet.take("offer")["conversation"] == other);
  desk.agent.reset();
  desk.visitor.reset();
  second.reset();
  desk.world.crash();
  // Longer than an agent may be away: it still is theirs.
  desk.world.advance(std::chrono::minutes(10));
  CHECK(desk.handling() == "agent");
  desk.agent = desk.world.agent("李敏");
  const Json welcome = desk.agent->outlet.take("welcome");
  REQUIRE(welcome["mine"].size() == 1);
  CHECK(welcome["mine"][0]["snooze"]["reason"] == "等快递");
  desk.world.advance(std::chrono::hours(2));
  CHECK(desk.agent->outlet.take("reminder")["why"] == "time");
}

TEST_CASE("what comes back when nobody is there goes on with somebody who is") {
  SnoozeWorld desk;
  desk.snooze(std::chrono::hours(2));
  desk.agent.reset();
  auto other = desk.world.agent("王强");
  desk.world.advance(std::chrono::minutes(10));
  CHECK(desk.handling() == "agent");
  CHECK(other->outlet.take("offer").is_null());
  desk.visitor->send(message("m5", "还没到账"));
  desk.world.settle();
  desk.world.settle();
  CHECK(desk.handling() == "queued");
  CHECK(other->outlet.take("offer")["conversation"] == desk.conversation);
}

TEST_CASE("only whoever has it puts it aside, for a time that comes, and may take it up again") {
  SnoozeWorld desk;
  auto other = desk.world.agent("王强");
  desk.act(*other, "snooze");
  CHECK(other->outlet.take("error")["code"] == "conflict");
  desk.snooze(std::chrono::hours(-1));
  CHECK(desk.agent->outlet.take("error")["code"] == "invalid");
  desk.snooze(std::chrono::hours(24 * 91));
  CHECK(desk.agent->outlet.take("error")["code"] == "invalid");
  desk.act(*desk.agent, "wake");
  CHECK(desk.agent->outlet.take("error")["code"] == "conflict");
  desk.act(*desk.agent, "snooze", {{"until", "tomorrow"}});
  CHECK(desk.agent->outlet.take("error")["code"] == "invalid");
  desk.snooze(std::chrono::hours(1));
  desk.act(*desk.agent, "wake");
  CHECK_FALSE(desk.row().contains("snooze"));
  desk.world.advance(std::chrono::hours(2));
  CHECK(desk.agent->outlet.take("reminder").is_null());
}

TEST_CASE("what is passed on is nobody's reminder any more") {
  SnoozeWorld desk;
  auto other = desk.world.agent("王强");
  desk.snooze(std::chrono::hours(1));
  desk.agent->send({{"type", "transfer"},
                    {"id", "t1"},
                    {"conversation", desk.conversation},
                    {"to", {{"agent", "u-王强"}}},
                    {"reason", "您更熟"}});
  desk.world.settle();
  CHECK_FALSE(other->outlet.take("moved")["row"].contains("snooze"));
  desk.world.advance(std::chrono::hours(2));
  CHECK(desk.agent->outlet.take("reminder").is_null());
  CHECK(other->outlet.take("reminder").is_null());
}
