// What people of ours do with a conversation beside talking in it: back to the bot, a rating asked
// for, an abusive visitor kept from talking, a supervisor's whisper.
#include <catch2/catch.hpp>

#include "support/case_world.hpp"

using namespace yingda;
using namespace yingda::testing;

TEST_CASE("an agent gives the visitor to a flow, and the open case comes back after it") {
  CaseWorld desk;
  const Json context = [&] {
    desk.agent->send({{"type", "claim"}, {"conversation", desk.conversation}});
    desk.world.settle();
    return desk.agent->outlet.take("context")["context"];
  }();
  REQUIRE_FALSE(context["flows"].empty());
  const std::string flow = context["flows"][0]["id"];
  CHECK(context["flows"][0]["names"].is_object());
  desk.clear();
  desk.act(*desk.agent, "return_to_bot", {{"flow", flow}, {"reason", "先补齐订单号"}});
  CHECK_FALSE(desk.agent->outlet.take("accepted").is_null());
  CHECK_FALSE(event_of(desk.visitor->outlet.events(), "agent_left").is_null());
  CHECK(has(desk.all_said(*desk.visitor), "接下来由机器人"));
  CHECK(event_of(desk.visitor->outlet.events(), "returned").is_null());
  const Json logged = event_of(desk.supervisor->outlet.events(), "returned");
  CHECK(logged["flow"] == flow);
  CHECK(logged["agent"]["name"] == "李敏");
  CHECK(desk.handling() == "bot");
  // Half an hour later nobody is left with the bot.
  desk.world.advance(std::chrono::minutes(31));
  CHECK(desk.handling() == "queued");
}

TEST_CASE("an open case is not simply left to the bot, and no unknown flow is begun") {
  CaseWorld desk;
  desk.act(*desk.agent, "return_to_bot");
  CHECK(desk.agent->outlet.take("error")["code"] == "conflict");
  desk.act(*desk.agent, "return_to_bot", {{"flow", "no_such_flow"}});
  CHECK(desk.agent->outlet.take("error")["code"] == "not_found");
  desk.act(*desk.agent, "return_to_bot", {{"flow", "pattern_human"}});
  CHECK(desk.agent->outlet.take("error")["code"] == "not_found");
  CHECK(desk.handling() == "agent");
  auto other = desk.world.agent("王强");
  desk.act(*other, "return_to_bot", {{"flow", "no_such_flow"}});
  CHECK(other->outlet.take("error")["code"] == "conflict");
}

TEST_CASE("a rating is asked for once an hour at most, by whoever has the conversation") {
  CaseWorld desk;
  desk.act(*desk.agent, "invite_rating");
  CHECK_FALSE(event_of(desk.visitor->outlet.events(), "survey").is_null());
  CHECK(event_of(desk.supervisor->outlet.events(), "rating_invited")["agent"]["name"] == "李敏");
  CHECK(desk.handling() == "agent");
  desk.act(*desk.agent, "invite_rating");
  CHECK(desk.agent->outlet.take("error")["code"] == "conflict");
  // Who leaves the customer without a word loses the conversation before that.
  desk.agent->send({{"type", "message"},
                    {"id", "m1"},
                    {"conversation", desk.conversation},
                    {"text", "退款已提交。"}});
  desk.world.settle();
  desk.world.advance(std::chrono::minutes(61));
  desk.clear();
  desk.act(*desk.agent, "invite_rating");
  CHECK_FALSE(event_of(desk.visitor->outlet.events(), "survey").is_null());
  desk.act(*desk.supervisor, "invite_rating");
  CHECK(desk.supervisor->outlet.take("error")["code"] == "conflict");
}

TEST_CASE("a muted visitor is told so, keeps their case, and reaches nobody by talking") {
  CaseWorld desk;
  desk.mute(*desk.supervisor);
  const std::string told = desk.all_said(*desk.visitor);
  CHECK(has(told, "辱骂客服"));
  CHECK(has(told, "GD20261120-0001-3"));
  const Json logged = event_of(desk.supervisor->outlet.events(), "muted");
  CHECK(logged["agent"]["name"] == "赵岚");
  CHECK(logged["detail"] == "辱骂客服");
  CHECK(event_of(desk.visitor->outlet.events(), "muted").is_null());
  desk.clear();
  desk.visitor->send(message("m7", "你们都是骗子"));
  desk.visitor->send({{"type", "human"}, {"id", "h7"}});
  desk.world.settle();
  // Nothing is met by silence: kept, and answered.
  CHECK(desk.visitor->outlet.take("accepted")["id"] == "m7");
  CHECK(desk.visitor->outlet.take("accepted")["id"] == "h7");
  CHECK(has(desk.all_said(*desk.visitor), "不会转给客服"));
  desk.visitor->send({{"type", "attach"}, {"id", "f7"}, {"evidence", Json::array({"no-such"})}});
  desk.world.settle();
  CHECK_FALSE(desk.visitor->outlet.take("error").is_null());
  // What they have open goes on by their own hand.
  desk.clear();
  desk.visitor->send(
      {{"type", "work_order"}, {"id", "w7"}, {"number", "GD20261120-0001-3"}, {"action", "urge"}});
  desk.world.settle();
  CHECK(desk.visitor->outlet.take("accepted")["id"] == "w7");
  CHECK(desk.agent->outlet.take("alert")["alert"] == "urged");
}

TEST_CASE("a mute ends by itself or by a supervisor, and only supervisors set one") {
  CaseWorld desk;
  desk.mute(*desk.agent);
  CHECK(desk.agent->outlet.take("error")["code"] == "forbidden");
  desk.act(*desk.agent, "unmute");
  CHECK(desk.agent->outlet.take("error")["code"] == "forbidden");
  desk.mute(*desk.supervisor, std::chrono::hours(24 * 31));
  CHECK(desk.supervisor->outlet.take("error")["code"] == "invalid");
  desk.act(*desk.supervisor, "mute",
           {{"until", to_rfc3339(desk.world.clock.at + std::chrono::hours(1))}, {"reason", " "}});
  CHECK(desk.supervisor->outlet.take("error")["code"] == "invalid");
  desk.act(*desk.supervisor, "unmute");
  CHECK(desk.supervisor->outlet.take("error")["code"] == "conflict");

  desk.mute(*desk.supervisor, std::chrono::hours(1));
  desk.act(*desk.supervisor, "unmute");
  CHECK(has(desk.all_said(*desk.visitor), "发言已恢复"));
  desk.mute(*desk.supervisor, std::chrono::minutes(30));
  desk.world.advance(std::chrono::minutes(31));
  desk.clear();
  desk.visitor->send(message("m8", "请问处理好了吗"));
  desk.world.settle();
  CHECK_FALSE(has(desk.all_said(*desk.visitor), "不会转给客服"));
}

TEST_CASE("a mute does not wake what was put aside") {
  CaseWorld desk;
  desk.mute(*desk.supervisor);
  desk.act(*desk.agent, "snooze");
  desk.clear();
  desk.visitor->send(message("m7", "说话啊"));
  desk.world.settle();
  CHECK(desk.agent->outlet.take("reminder").is_null());
}

TEST_CASE("a mute survives a crash, says until when, and ends by itself after it") {
  CaseWorld desk;
  desk.mute(*desk.supervisor, std::chrono::hours(1));
  desk.agent.reset();
  desk.supervisor.reset();
  desk.visitor.reset();
  desk.world.crash();
  auto back = desk.world.visitor({{"type", "hello"}, {"token", desk.token}});
  back->outlet.frames.clear();
  back->send(message("m7", "你们都是骗子"));
  desk.world.settle();
  CHECK(has(desk.all_said(*back), "不会转给客服"));
  desk.world.advance(std::chrono::minutes(61));
  CHECK_FALSE(has(desk.world.store.conversations[desk.conversation].state, "辱骂客服"));
  back->outlet.frames.clear();
  back->send(message("m8", "请问处理好了吗"));
  desk.world.settle();
  CHECK_FALSE(has(desk.all_said(*back), "不会转给客服"));
}

TEST_CASE("a supervisor whispers to whoever has the conversation, and to nobody else") {
  CaseWorld desk;
  const auto whisper = [&](Peer& who, const std::string& id) {
    who.send({{"type", "note"},
              {"id", id},
              {"conversation", desk.conversation},
              {"text", "先道歉，再给补偿方案"},
              {"whisper", true}});
    desk.world.settle();
  };
  whisper(*desk.supervisor, "n1");
  const Json told = desk.agent->outlet.take("mention");
  CHECK(told["whisper"] == true);
  CHECK(told["text"] == "先道歉，再给补偿方案");
  CHECK(told["agent"]["name"] == "赵岚");
  const Json note = event_of(desk.agent->outlet.events(), "note");
  CHECK(note["whisper"] == true);
  CHECK(note["mentions"][0]["name"] == "李敏");
  CHECK(desk.visitor->outlet.frames.empty());

  whisper(*desk.agent, "n2");
  CHECK(desk.agent->outlet.take("error")["code"] == "forbidden");
  desk.supervisor->send({{"type", "claim"},
                         {"id", "c9"},
                         {"conversation", desk.conversation},
                         {"take_over", "升级处理"}});
  desk.world.settle();
  whisper(*desk.supervisor, "n3");
  CHECK(desk.supervisor->outlet.take("error")["code"] == "conflict");
}
