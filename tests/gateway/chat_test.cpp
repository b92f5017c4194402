#include <catch2/catch.hpp>

#include "support/gateway_world.hpp"
#include "wire/state_codec.hpp"

using namespace yingda;
using namespace yingda::testing;

TEST_CASE("a visitor is welcomed with a token and an empty conversation") {
  GatewayWorld world;
  auto visitor = world.visitor();
  Json welcome = visitor->outlet.take("welcome");
  CHECK(welcome["seq"] == 0);
  CHECK(welcome["resumed"] == false);
  CHECK(welcome["epoch"] == "epoch-1");
  CHECK(welcome["token"].get<std::string>().size() > 40);
  CHECK(world.store.conversations.empty());
}

TEST_CASE("a question is accepted, then shown, then answered from the knowledge base") {
  GatewayWorld world;
  auto visitor = world.visitor();
  visitor->send(message("m1", "提现多久到账"));
  CHECK(visitor->outlet.take("accepted").is_null());  // nothing is durable yet
  CHECK(visitor->outstanding == 1);
  world.settle();
  CHECK(visitor->outstanding == 0);
  Json accepted = visitor->outlet.take("accepted");
  CHECK(accepted["id"] == "m1");
  CHECK(accepted["seq"] == 1);
  auto events = visitor->outlet.events();
  REQUIRE(events.size() == 2);
  CHECK(events[0]["seq"] == 1);
  CHECK(events[0]["client_id"] == "m1");
  CHECK(events[0]["from"]["role"] == "visitor");
  CHECK(events[1]["seq"] == 2);
  CHECK(events[1]["from"]["role"] == "bot");
  CHECK(events[1]["article"] == "withdraw-arrival");
  CHECK(events[1]["text"].get<std::string>().find("2 小时内") != std::string::npos);
  CHECK(events[1]["rich"][0]["t"] == "p");
}

TEST_CASE("the same frame again changes nothing and gets the same answer, for ever") {
  GatewayWorld world;
  auto visitor = world.visitor();
  const std::string token = visitor->outlet.take("welcome")["token"];
  visitor->send(message("m1", "怎么开发票"));
  world.settle();
  visitor->send(message("m1", "怎么开发票"));
  world.settle();
  CHECK(visitor->outlet.take("accepted")["dup"].is_null());
  Json again = visitor->outlet.take("accepted");
  CHECK(again["dup"] == true);
  CHECK(again["seq"] == 1);

  visitor.reset();
  world.crash();
  auto back = world.visitor({{"type", "hello"}, {"token", token}, {"after", 2}});
  back->send(message("m1", "怎么开发票"));
  world.settle();
  CHECK(back->outlet.take("accepted")["dup"] == true);
  CHECK(back->outlet.events().empty());
}

TEST_CASE("what a hello says while a message is being stored holds from the next event on") {
  GatewayWorld world;
  auto visitor = world.visitor({{"type", "hello"}, {"locale", "zh-CN"}});
  const std::string token = visitor->outlet.take("welcome")["token"];
  visitor->send(message("m1", "怎么开发票"));
  world.settle();
  visitor->send(message("m2", "提现多久到账"));  // under way
  auto other = std::make_unique<Peer>();
  other->connection = world.gateway->open_chat(other->outlet, "192.0.2.1");
  other->send(
      {{"type", "hello"}, {"token", token}, {"locale", "en"}, {"identity", "proof of alice"}});
  world.settle();
  other->send(message("m3", "提现多久到账"));
  world.settle();
  const auto stored = wire::decode_state(world.store.conversations.begin()->second.state);
  REQUIRE(stored.has_value());
  CHECK(stored->arrival.locale == "en");
  CHECK(stored->arrival.visitor.external_id == "id-alice");
}

TEST_CASE("a flood of frames that say nothing ends the connection") {
  GatewayWorld world;
  auto visitor = world.visitor();
  for (int i = 0; i < 900; ++i) visitor->send_text("{");
  CHECK_FALSE(visitor->outlet.closed.has_value());
  for (int i = 0; i < 200; ++i) visitor->send({{"type", "ping"}});
  CHECK(visitor->outlet.closed == gateway::CloseCode::rate);
}

TEST_CASE("the same id with another text is a conflict") {
  GatewayWorld world;
  auto visitor = world.visitor();
  visitor->send(message("m1", "怎么开发票"));
  visitor->send(message("m1", "提现多久到账"));
  world.settle();
  Json error = visitor->outlet.take("error");
  CHECK(error["code"] == "conflict");
  CHECK(error["id"] == "m1");
}

TEST_CASE("a resumed visitor gets exactly what was missed, across a crash") {
  GatewayWorld world;
  auto visitor = world.visitor();
  const std::string token = visitor->outlet.take("welcome")["token"];
  for (int i = 1; i <= 300; ++i) {
    visitor->send(message("m" + std::to_string(i), "怎么开发票"));
    world.settle();
  }
  visitor.reset();
  world.crash();
  auto back = world.visitor({{"type", "hello"}, {"token", token}, {"after", 7}});
  world.settle();
  Json welcome = back->outlet.take("welcome");
  CHECK(welcome["resumed"] == true);
  CHECK(welcome["seq"] == 600);
  auto events = back->outlet.events();
  REQUIRE(events.size() == 593);
  for (std::size_t i = 0; i < events.size(); ++i) CHECK(events[i]["seq"] == i + 8);
}

TEST_CASE("a reader that cannot keep up with a resume is served as its outbox drains") {
  GatewayWorld world;
  auto visitor = world.visitor();
  const std::string token = visitor->outlet.take("welcome")["token"];
  for (int i = 1; i <= 5; ++i) visitor->send(message("m" + std::to_string(i), "怎么开发票"));
  world.settle();
  visitor.reset();

  auto peer = std::make_unique<Peer>();
  peer->connection = world.gateway->open_chat(peer->outlet, "192.0.2.1");
  peer->send({{"type", "hello"}, {"token", token}});  // welcomed; the page is being read
  peer->outlet.full = true;
  world.settle();
  CHECK(peer->outlet.events().empty());
  peer->outlet.full = false;
  peer->connection->writable();
  world.settle();
  CHECK(peer->outlet.events().size() == 10);
}

TEST_CASE("a client ahead of the log or of another epoch is told to start over") {
  GatewayWorld world;
  auto visitor = world.visitor();
  const std::string token = visitor->outlet.take("welcome")["token"];
  visitor->send(message("m1", "怎么开发票"));
  world.settle();
  SECTION("ahead") {
    auto back = world.visitor({{"type", "hello"}, {"token", token}, {"after", 99}});
    CHECK(back->outlet.take("reset")["seq"] == 2);
    CHECK(back->outlet.events().size() == 2);
  }
  SECTION("another epoch") {
    auto back =
        world.visitor({{"type", "hello"}, {"token", token}, {"after", 2}, {"epoch", "older"}});
    CHECK(back->outlet.take("reset")["epoch"] == "epoch-1");
    CHECK(back->outlet.events().size() == 2);
  }
}

TEST_CASE("a token that was not made here opens nothing") {
  GatewayWorld world;
  auto visitor = world.visitor({{"type", "hello"}, {"token", "cabc.0000"}});
  CHECK(visitor->outlet.take("error")["code"] == "unauthorized");
  CHECK_FALSE(visitor->connection->greeted());
  visitor->send({{"type", "hello"}});
  world.settle();
  CHECK(visitor->outlet.take("welcome")["resumed"] == false);
}

TEST_CASE("bad frames get the contract's error and leave the socket open") {
  GatewayWorld world;
  auto visitor = world.visitor();
  visitor->outlet.frames.clear();
  const auto code_of = [&](const std::string& text) {
    visitor->send_text(text);
    world.settle();
    Json error = visitor->outlet.take("error");
    return error.is_null() ? std::string("none") : error["code"].get<std::string>();
  };
  CHECK(code_of("not json") == "bad_frame");
  CHECK(code_of("[1,2]") == "bad_frame");
  CHECK(code_of(R"({"type":"nonsense"})") == "bad_frame");
  CHECK(code_of(R"({"type":"message","id":"a b","text":"x"})") == "bad_frame");
  CHECK(code_of(R"({"type":"message","id":"a","text":5})") == "bad_frame");
  CHECK(code_of(R"({"type":"message","id":"a","text":"   "})") == "invalid");
  CHECK(code_of(R"({"type":"message","id":"a"})") == "invalid");
  CHECK(code_of(R"({"type":"hello"})") == "bad_frame");
  CHECK(code_of(R"({"type":"rate","id":"a","score":9})") == "invalid");
  CHECK(code_of(R"({"type":"choose","id":"a","of":77,"option":"x"})") == "not_found");
  CHECK(code_of(Json(message("a", std::string(4001, 'x'))).dump()) == "too_large");
  CHECK(code_of(std::string(40, '[')) == "bad_frame");
  CHECK(visitor->outlet.closed == std::nullopt);
  CHECK(visitor->outstanding == 0);
}

TEST_CASE("a frame before hello is refused") {
  GatewayWorld world;
  Peer peer;
  peer.connection = world.gateway->open_chat(peer.outlet, "192.0.2.1");
  peer.send(message("m1", "hi"));
  world.settle();
  CHECK(peer.outlet.take("error")["code"] == "bad_frame");
}

TEST_CASE("what the store could not write never happened") {
  GatewayWorld world;
  auto visitor = world.visitor();
  world.store.failures = {ErrorCode::unavailable};
  visitor->send(message("m1", "怎么开发票"));
  world.settle();
  Json error = visitor->outlet.take("error");
  CHECK(error["code"] == "unavailable");
  CHECK(error["retry_after_ms"].get<int>() > 0);
  CHECK(visitor->outlet.events().empty());
  visitor->send(message("m1", "怎么开发票"));
  world.settle();
  Json accepted = visitor->outlet.take("accepted");
  CHECK(accepted["seq"] == 1);
  CHECK(accepted["dup"].is_null());
}

TEST_CASE("two tabs see the same conversation") {
  GatewayWorld world;
  auto first = world.visitor();
  const std::string token = first->outlet.take("welcome")["token"];
  auto second = world.visitor({{"type", "hello"}, {"token", token}});
  first->send(message("m1", "怎么开发票"));
  world.settle();
  CHECK(first->outlet.events() == second->outlet.events());
  CHECK(second->outlet.events().size() == 2);
  CHECK(second->outlet.take("accepted").is_null());
}

TEST_CASE("a visitor who sends too fast is slowed down, not lost") {
  GatewayWorld world;
  world.settings = {};
  world.gateway.reset();
  world.boot();
  auto visitor = world.visitor();
  for (int i = 0; i < 12; ++i) visitor->send(message("m" + std::to_string(i), "怎么开发票"));
  world.settle();
  Json error = visitor->outlet.take("error");
  CHECK(error["code"] == "rate_limited");
  CHECK(error["retry_after_ms"].get<int>() > 0);
}

TEST_CASE("a restart says going_away and refuses new work") {
  GatewayWorld world;
  auto visitor = world.visitor();
  world.gateway->drain();
  CHECK(visitor->outlet.take("going_away")["retry_after_ms"].get<int>() >= 0);
  CHECK(visitor->outlet.closed == gateway::CloseCode::restart);
  visitor->send(message("m1", "怎么开发票"));
  world.settle();
  CHECK(visitor->outlet.take("error")["code"] == "unavailable");
  CHECK(world.gateway->idle());
}

TEST_CASE("a connector's answer survives a crash between question and answer") {
  GatewayWorld world;
  world.connector.answers["find_order"] = {true, "", {{"status", std::string("delivered")}}};
  auto visitor = world.visitor();
  const std::string token = visitor->outlet.take("welcome")["token"];
  visitor->send(message("m1", "充值没到账"));
  world.settle();
  visitor->send(message("m2", "20261120001"));
  world.store.run();  // committed; the order system has not answered
  REQUIRE(world.connector.waiting.size() == 1);
  visitor.reset();
  world.crash();
  world.settle();
  auto back = world.visitor({{"type", "hello"}, {"token", token}});
  auto events = back->outlet.events();
  REQUIRE(!events.empty());
  CHECK(events.back()["text"] == "订单 20261120001 已到账。");
}

TEST_CASE("one address begins only so many conversations, and goes on with any it has") {
  GatewayWorld world;
  world.settings.arrival_rate = 5.0 / 60;
  world.settings.arrival_burst = 2;
  world.boot();
  auto first = world.visitor();
  const std::string token = first->outlet.take("welcome")["token"];
  world.visitor();
  auto third = world.visitor();
  Json error = third->outlet.take("error");
  CHECK(error["code"] == "rate_limited");
  const auto wait = error["retry_after_ms"].get<int>();
  CHECK(wait > 0);
  CHECK_FALSE(third->connection->greeted());

  auto back = world.visitor({{"type", "hello"}, {"token", token}});
  CHECK(back->connection->greeted());
  auto elsewhere = world.visitor({{"type", "hello"}}, "198.51.100.7");
  CHECK(elsewhere->connection->greeted());

  world.advance(TimeSpan(wait));
  third->send({{"type", "hello"}});
  CHECK(third->connection->greeted());
}

TEST_CASE("a proved identity belongs to the conversation, and nobody else's proof opens it") {
  GatewayWorld world;
  auto wang = world.visitor({{"type", "hello"}, {"identity", "proof of wang"}});
  const std::string token = wang->outlet.frames.front()["token"];
  wang->send({{"type", "human"}, {"id", "h1"}});
  world.settle();
  auto agent = world.agent("李敏");
  CHECK(agent->outlet.take("welcome")["queue"][0]["visitor"]["external_id"] == "id-wang");

  auto li = world.visitor({{"type", "hello"}, {"token", token}, {"identity", "proof of li"}});
  CHECK(li->outlet.take("error")["code"] == "unauthorized");
  CHECK(li->outlet.take("welcome").is_null());
  CHECK(li->outlet.events().empty());
  auto forger = world.visitor({{"type", "hello"}, {"token", token}, {"identity", "forged"}});
  CHECK(forger->outlet.take("welcome").is_null());
  CHECK(forger->outlet.events().empty());
  auto again = world.visitor({{"type", "hello"}, {"token", token}, {"identity", "proof of wang"}});
  CHECK(again->outlet.take("welcome")["resumed"] == true);
}

TEST_CASE("a proof that does not hold is told, and the visitor is heard all the same") {
  GatewayWorld world;
  auto visitor = world.visitor({{"type", "hello"}, {"identity", "forged"}});
  CHECK(visitor->outlet.take("error")["code"] == "invalid");
  CHECK_FALSE(visitor->outlet.take("welcome").is_null());
  visitor->send(message("m1", "提现多久到账"));
  world.settle();
  CHECK(visitor->outlet.events().back()["article"] == "withdraw-arrival");
}

TEST_CASE("a proof holds from its hello on, before anything was said") {
  GatewayWorld world;
  auto wang = world.visitor({{"type", "hello"}, {"identity", "proof of wang"}});
  const std::string token = wang->outlet.frames.front()["token"];
  auto tab = world.visitor({{"type", "hello"}, {"token", token}, {"locale", "en"}});
  CHECK(tab->outlet.take("welcome")["resumed"] == true);
  auto li = world.visitor({{"type", "hello"}, {"token", token}, {"identity", "proof of li"}});
  CHECK(li->outlet.take("error")["code"] == "unauthorized");
}
