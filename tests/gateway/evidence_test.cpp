#include <catch2/catch.hpp>

#include "support/case_world.hpp"

using namespace yingda;
using namespace yingda::testing;

namespace {

Json attach(const std::string& id, const std::vector<std::string>& files,
            const std::string& text = "") {
  return {{"type", "attach"}, {"id", id}, {"evidence", files}, {"text", text}};
}

struct Talk {
  Talk() : visitor(world.visitor()) {
    const Json welcome = visitor->outlet.take("welcome");
    conversation = welcome["conversation"];
    token = welcome["token"];
  }
  void send(const Json& frame) {
    visitor->send(frame);
    world.settle();
  }
  void upload(const std::string& id) { world.store.upload(id, conversation); }

  GatewayWorld world;
  std::unique_ptr<Peer> visitor;
  std::string conversation;
  std::string token;
};

}  // namespace

TEST_CASE("an attached file is one message event, once for ever") {
  Talk talk;
  talk.upload("e1");
  talk.send(attach("a1", {"e1", "e1"}, "截图"));
  CHECK(talk.visitor->outlet.take("accepted")["seq"] == 1);
  const Json event = talk.visitor->outlet.events().at(0);
  CHECK(event["kind"] == "message");
  CHECK(event["client_id"] == "a1");
  CHECK(event["text"] == "截图");
  REQUIRE(event["evidence"].size() == 1);
  CHECK(event["evidence"][0]["id"] == "e1");
  CHECK(event["evidence"][0]["size"] == 3);
  talk.visitor.reset();
  talk.world.crash();
  auto back = talk.world.visitor({{"type", "hello"}, {"token", talk.token}, {"after", 99}});
  back->send(attach("a1", {"e1"}, "截图"));
  talk.world.settle();
  CHECK(back->outlet.take("accepted")["dup"] == true);
  back->send(attach("a1", {"e1"}, "别的"));
  talk.world.settle();
  CHECK(back->outlet.take("error")["code"] == "conflict");
}

TEST_CASE("files of other conversations and none at all are refused") {
  Talk talk;
  talk.world.store.upload("e2", "c-other");
  talk.upload("e1");
  talk.send(attach("a1", {"e2"}));
  CHECK(talk.visitor->outlet.take("error")["code"] == "not_found");
  talk.send(attach("a2", {"e1", "e9"}));
  CHECK(talk.visitor->outlet.take("error")["code"] == "not_found");
  talk.send(attach("a3", {}));
  CHECK(talk.visitor->outlet.take("error")["code"] == "invalid");
  talk.send(attach("a4", {"1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11"}));
  CHECK(talk.visitor->outlet.take("error")["code"] == "invalid");
  CHECK(talk.visitor->outlet.events().empty());
}

TEST_CASE("files alone are kept kindly, and the second time a person takes over with them") {
  Talk talk;
  talk.upload("e1");
  talk.upload("e2");
  talk.send(attach("a1", {"e1"}));
  const Json kept = talk.visitor->outlet.events().back();
  CHECK(kept["text"].get<std::string>().find("文件收到了") != std::string::npos);
  CHECK(kept["options"][0]["id"] == "human");
  talk.send(attach("a2", {"e2"}));
  auto agent = talk.world.agent("li");
  agent->send({{"type", "claim"}, {"conversation", talk.conversation}});
  talk.world.settle();
  const Json context = agent->outlet.take("context")["context"];
  CHECK(context["evidence"].size() == 2);
  CHECK(context["work_orders"][0]["evidence"].size() == 2);
  CHECK(context["summary"].get<std::string>().find("2 个文件") != std::string::npos);
  talk.upload("e3");
  talk.send(attach("a3", {"e3"}));
  bool seen = false;
  for (const auto& event : agent->outlet.events()) {
    seen = seen || (event.contains("evidence") && event["evidence"][0]["id"] == "e3");
  }
  CHECK(seen);
}

TEST_CASE("words beside a file count: asking for a person reaches one") {
  Talk talk;
  talk.upload("e1");
  talk.send(attach("a1", {"e1"}, "转人工"));
  auto agent = talk.world.agent("li");
  agent->send({{"type", "claim"}, {"conversation", talk.conversation}});
  talk.world.settle();
  CHECK(agent->outlet.take("context")["context"]["evidence"].size() == 1);
}

TEST_CASE("evidence is added to the order that is named") {
  Talk talk;
  talk.send({{"type", "human"}, {"id", "h1"}});
  std::string number;
  for (const auto& event : talk.visitor->outlet.events()) {
    if (event["kind"] == "work_order") number = event["number"];
  }
  talk.upload("e1");
  talk.send({{"type", "work_order"},
             {"id", "w1"},
             {"number", number},
             {"action", "add_evidence"},
             {"evidence", {"e1"}}});
  Json request;
  for (const auto& event : talk.visitor->outlet.events()) {
    if (event["kind"] == "work_order_request") request = event;
  }
  REQUIRE(request["evidence"].size() == 1);
  CHECK(request["client_id"] == "w1");
  CHECK(talk.world.store.orders.at(number).json.find("e1.png") != std::string::npos);
  talk.send({{"type", "work_order"},
             {"id", "w2"},
             {"number", number},
             {"action", "add_evidence"},
             {"evidence", {"e9"}}});
  CHECK(talk.visitor->outlet.take("error")["code"] == "not_found");
}

TEST_CASE("a field for files takes the ids of this conversation's uploads, a list of them") {
  Talk talk;
  const auto fill = [&](const std::string& id, const Json& values) {
    talk.send({{"type", "submit"}, {"id", id}, {"of", 1}, {"values", values}});
  };
  talk.upload("e1");
  talk.world.store.upload("e2", "c-other");
  fill("f1", {{"photo", {"e2"}}});
  CHECK(talk.visitor->outlet.take("error")["code"] == "not_found");
  fill("f2", {{"photo", Json::array()}});
  CHECK(talk.visitor->outlet.take("error")["code"] == "invalid");
  fill("f3", {{"photo", {1}}});
  CHECK(talk.visitor->outlet.take("error")["code"] == "invalid");
  fill("f4", {{"photo", {"1", "2", "3", "4", "5", "6"}}, {"more", {"7", "8", "9", "10", "11"}}});
  CHECK(talk.visitor->outlet.take("error")["code"] == "invalid");
  fill("f5", {{"photo", {"e1"}}});
  CHECK(talk.visitor->outlet.take("error")["code"] == "conflict");  // no form is open
  // The same file more than once is one file.
  fill("f6", {{"photo", {"e1", "e1"}}, {"more", {"e1"}}});
  CHECK(talk.visitor->outlet.take("error")["code"] == "conflict");
  fill("f7", {{"photo", std::vector<std::string>(11, "e1")}});
  CHECK(talk.visitor->outlet.take("error")["code"] == "conflict");
}

TEST_CASE("an agent's answer carries files that were uploaded to the conversation, and no others") {
  CaseWorld desk;
  desk.world.store.upload("e1", desk.conversation);
  desk.world.store.upload("e2", "c-other");
  const auto say = [&](Peer& who, const std::string& id, const std::string& text,
                       const std::vector<std::string>& files) {
    desk.clear();
    who.send({{"type", "message"},
              {"id", id},
              {"conversation", desk.conversation},
              {"text", text},
              {"evidence", files}});
    desk.world.settle();
  };
  say(*desk.agent, "f1", "退款凭证在这里", {"e1"});
  CHECK(desk.agent->outlet.take("accepted")["id"] == "f1");
  const Json told = event_of(desk.visitor->outlet.events(), "message");
  CHECK(told["from"]["role"] == "agent");
  CHECK(told["text"] == "退款凭证在这里");
  REQUIRE(told["evidence"].size() == 1);
  CHECK(told["evidence"][0]["id"] == "e1");
  // A picture needs no words, and is an answer.
  say(*desk.agent, "f2", "", {"e1"});
  CHECK(event_of(desk.visitor->outlet.events(), "message")["evidence"][0]["id"] == "e1");
  for (const std::string other : {"e2", "e3"}) {
    say(*desk.agent, "no-" + other, "看这个", {other});
    CHECK(desk.agent->outlet.take("error")["code"] == "not_found");
    CHECK(desk.visitor->outlet.events().empty());
  }
  say(*desk.agent, "f4", "", {});
  CHECK(desk.agent->outlet.take("error")["code"] == "bad_frame");
  // Who only looks on says nothing, with files or without.
  say(*desk.supervisor, "f5", "我来说", {"e1"});
  CHECK(desk.supervisor->outlet.take("error")["code"] == "conflict");
  CHECK(desk.visitor->outlet.events().empty());
}
