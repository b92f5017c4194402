// What flows do by time, through the whole gateway: stored, and there again after a crash.

#include <catch2/catch.hpp>

#include "support/gateway_world.hpp"

using namespace yingda;
using namespace yingda::testing;

namespace {

int count(const std::vector<Json>& events, const std::string& part) {
  int found = 0;
  for (const auto& event : events) {
    if (event.value("text", "").find(part) != std::string::npos) ++found;
  }
  return found;
}

}  // namespace

TEST_CASE("a silent visitor is reminded once and left in peace, also across a crash") {
  GatewayWorld world;
  auto visitor = world.visitor();
  const std::string token = visitor->outlet.take("welcome")["token"];
  visitor->send(message("m1", "充值没到账"));
  world.settle();
  visitor.reset();
  world.crash();
  world.advance(std::chrono::minutes(6));
  world.crash();
  world.advance(std::chrono::minutes(6));
  auto back = world.visitor({{"type", "hello"}, {"token", token}});
  const auto reminded = back->outlet.events();
  CHECK(count(reminded, "您还在吗") == 1);
  CHECK(count(reminded, "先不打扰您了") == 0);
  world.advance(std::chrono::minutes(20));
  world.advance(std::chrono::hours(2));
  const auto closed = back->outlet.events();
  CHECK(count(closed, "您还在吗") == 1);
  CHECK(count(closed, "先不打扰您了") == 1);
}

TEST_CASE("an event of the page is accepted once, with its own event") {
  GatewayWorld world;
  auto visitor = world.visitor();
  const Json opened{{"type", "event"}, {"id", "e1"}, {"name", "chat_opened"}};
  visitor->send(opened);
  world.settle();
  visitor->send(opened);
  world.settle();
  CHECK(visitor->outlet.take("accepted")["seq"] == 1);
  CHECK(visitor->outlet.take("accepted")["dup"] == true);
  const auto events = visitor->outlet.events();
  REQUIRE(events.size() == 1);
  CHECK(events[0]["kind"] == "page_event");
  CHECK(events[0]["client_id"] == "e1");
  CHECK(events[0]["name"] == "chat_opened");
  visitor->send({{"type", "event"}, {"id", "e2"}, {"name", "chat_opened"}, {"flow", "topup_late"}});
  world.settle();
  CHECK(visitor->outlet.take("error")["code"] == "not_found");
  visitor->send({{"type", "event"}, {"id", "e3"}, {"name", "Chat opened"}});
  world.settle();
  CHECK(visitor->outlet.take("error")["code"] == "bad_frame");
}
