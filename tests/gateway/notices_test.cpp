// Notices: rows of the outbox in the step that causes them, and what becomes of them.

#include <catch2/catch.hpp>

#include "support/gateway_world.hpp"
#include "wire/state_codec.hpp"

using namespace yingda;
using namespace yingda::testing;
using namespace std::chrono_literals;

namespace {

constexpr const char* hook = "https://shop.example/h";

struct Told {
  GatewayWorld world;
  std::unique_ptr<Peer> visitor;
  std::unique_ptr<Peer> agent;
  std::string conversation;
  std::string token;

  Told() { world.notifier.of_all = {hook}; }

  // A visitor with an urgent complaint that an agent has.
  void complain() {
    visitor = world.visitor();
    const Json welcome = visitor->outlet.take("welcome");
    conversation = welcome["conversation"];
    token = welcome["token"];
    visitor->send(message("m1", "【紧急投诉】卡密失效"));
    world.settle();
    agent = world.agent("李敏");
    agent->send({{"type", "claim"}, {"conversation", conversation}});
    world.settle();
  }
  void answer(const std::string& id) {
    agent->send({{"type", "message"},
                 {"id", id},
                 {"conversation", conversation},
                 {"text", "卡密已经重新发给您了"}});
    world.settle();
  }
  void come_back() { visitor = world.visitor({{"type", "hello"}, {"token", token}}); }

  std::vector<gateway::NoticeRow> rows(const std::string& type) const {
    std::vector<gateway::NoticeRow> out;
    for (const auto& [key, row] : world.store.notices) {
      if (row.type == type) out.push_back(row);
    }
    return out;
  }
  std::size_t unseen() const { return rows("conversation.unseen").size(); }
};

}  // namespace

TEST_CASE("a notice is stored with its step, for every endpoint that wants it, under one id") {
  Told told;
  told.world.notifier.by_type["work_order.opened"] = {hook, "https://other.example/"};
  told.world.notifier.by_type["work_order.changed"] = {};
  told.complain();
  const auto rows = told.rows("work_order.opened");
  REQUIRE(rows.size() == 2);
  CHECK(rows[0].id == rows[1].id);
  CHECK(rows[0].id.starts_with("msg_"));
  CHECK(rows[0].body == rows[1].body);
  CHECK(rows[0].conversation == told.conversation);
  const Json body = Json::parse(rows[0].body);
  CHECK(body["type"] == "work_order.opened");
  CHECK(body["data"]["number"] == rows[0].number);
  CHECK(body["data"]["status"] == "open");
  CHECK(told.rows("work_order.changed").empty());
  CHECK(told.world.notifier.woken > 0);
}

TEST_CASE(
    "a mail is for a visitor whose address the site has verified, and holds no address itself") {
  Told told;
  told.world.notifier.by_type["conversation.unseen"] = {hook, std::string(gateway::mail_endpoint)};
  told.complain();
  told.answer("m2");
  told.visitor.reset();
  told.world.advance(6min);
  REQUIRE(told.rows("conversation.unseen").size() == 1);  // nobody has proved any
  CHECK(told.rows("conversation.unseen")[0].endpoint == hook);

  told.world.identities.mail_domain = "mail.example";
  told.visitor =
      told.world.visitor({{"type", "hello"}, {"token", told.token}, {"identity", "proof of fang"}});
  told.world.settle();
  told.visitor.reset();
  told.answer("m3");
  told.world.advance(6min);
  const auto rows = told.rows("conversation.unseen");
  REQUIRE(rows.size() == 3);
  const auto mail = std::ranges::find(rows, "mail", &gateway::NoticeRow::endpoint);
  REQUIRE(mail != rows.end());
  CHECK(mail->recipient == "fang@mail.example");
  CHECK(mail->body.find("fang") == std::string::npos);
  const Json facts = Json::parse(mail->body);
  CHECK(facts["number"] == mail->number);
  CHECK(facts["news"][0] == "reply");
  for (const auto& row : rows) {
    if (row.endpoint == hook) CHECK(row.recipient.empty());
  }
}

TEST_CASE("a step that could not be stored has told nobody, and tells once when it can") {
  Told told;
  told.visitor = told.world.visitor();
  told.world.store.failures = {ErrorCode::unavailable};
  told.visitor->send(message("m1", "【紧急投诉】卡密失效"));
  told.world.settle();
  CHECK(told.world.store.notices.empty());
  CHECK(told.world.notifier.woken == 0);
  told.visitor->send(message("m1", "【紧急投诉】卡密失效"));
  told.visitor->send(message("m1", "【紧急投诉】卡密失效"));
  told.world.settle();
  CHECK(told.rows("work_order.opened").size() == 1);
}

TEST_CASE("an answer to somebody who has gone is told after five minutes, also over a crash") {
  Told told;
  told.complain();
  told.visitor.reset();
  told.answer("a1");
  told.world.advance(4min);
  CHECK(told.unseen() == 0);
  told.agent.reset();
  told.world.crash();
  told.world.advance(2min);
  REQUIRE(told.unseen() == 1);
  CHECK(Json::parse(told.rows("conversation.unseen")[0].body)["data"]["status"] == "in_progress");
  told.world.advance(4min);
  CHECK(told.unseen() == 1);
}

TEST_CASE("a visitor who is there, or comes back in time, needs no telling") {
  Told told;
  told.complain();
  told.answer("a1");
  told.world.advance(5min);  // connected all the time
  told.world.advance(2min);
  CHECK(told.unseen() == 0);
  told.visitor.reset();
  told.answer("a2");
  told.world.advance(4min);
  told.come_back();
  told.visitor.reset();
  told.world.advance(10min);
  CHECK(told.unseen() == 0);
}

TEST_CASE("a socket that nobody is behind at the fifth minute hides nothing") {
  Told told;
  told.complain();
  told.answer("a1");
  told.world.advance(5min + 10s);  // looks connected still
  CHECK(told.unseen() == 0);
  told.visitor.reset();  // cut for its silence
  told.world.advance(2min);
  CHECK(told.unseen() == 1);
}

TEST_CASE("who read it and left has seen it; who left without reading has not") {
  Told told;
  told.complain();
  told.answer("a1");
  told.visitor->send({{"type", "read"}, {"seq", 1000}});
  told.world.settle();
  told.visitor.reset();
  told.world.advance(10min);
  CHECK(told.unseen() == 0);
  told.come_back();
  told.answer("a2");
  told.visitor.reset();
  told.world.advance(10min);
  CHECK(told.unseen() == 1);
}

TEST_CASE("what became of it stands in the log for staff, and ends its row in the same step") {
  Told told;
  told.complain();
  told.visitor.reset();
  told.answer("a1");
  told.world.advance(6min);
  REQUIRE(told.unseen() == 1);
  const auto row = told.rows("conversation.unseen")[0];
  bool stored = false;
  told.world.store.failures = {ErrorCode::unavailable};
  const conversation::NoticeSettled settled{
      row.id, row.endpoint, "shop.example", row.type, row.number, true, 2, ""};
  told.world.gateway->notice_settled(told.conversation, settled,
                                     [&](const Result<>& done) { stored = done.has_value(); });
  told.world.settle();
  CHECK_FALSE(stored);
  CHECK(told.world.store.ended.empty());
  told.world.gateway->notice_settled(told.conversation, settled,
                                     [&](const Result<>& done) { stored = done.has_value(); });
  told.world.settle();
  CHECK(stored);
  const auto& ended = told.world.store.ended;
  REQUIRE(ended.size() == 1);
  CHECK(ended.begin()->second == gateway::NoticeEnd{row.id, row.endpoint, "delivered", 2});
  const auto& log = told.world.store.conversations[told.conversation].log;
  const Json entry = Json::parse(log.back().entries.at(0).json);
  CHECK(log.back().entries.at(0).seq == 0);
  CHECK(entry["kind"] == "notice");
  CHECK(entry["result"] == "delivered");
  CHECK(entry["to"] == "shop.example");
  CHECK(entry["attempts"] == 2);
  CHECK(entry["number"] == row.number);
}
