#include "gateway/erasing.hpp"

#include <catch2/catch.hpp>

#include "support/gateway_world.hpp"

using namespace yingda;
using namespace yingda::testing;

namespace {

Result<gateway::ErasureOutcome> erase(GatewayWorld& world, const std::string& conversation,
                                      gateway::ErasureWish wish = {}) {
  std::optional<Result<gateway::ErasureOutcome>> outcome;
  world.gateway->erase(conversation, std::move(wish),
                       [&](Result<gateway::ErasureOutcome> got) { outcome = std::move(got); });
  world.settle();
  REQUIRE(outcome);
  return *std::move(outcome);
}

std::string copy_of(GatewayWorld& world, const std::string& conversation) {
  std::shared_ptr<gateway::OutgoingBytes> bytes;
  world.gateway->own_data(conversation, [&](const auto& got) { bytes = got.value(); });
  world.settle();
  REQUIRE(bytes);
  std::string out;
  for (bool more = true; more;) {
    bytes->read(100, [&](const Result<std::string>& piece) {
      more = !piece->empty();
      out += *piece;
    });
    world.settle();
  }
  return out;
}

}  // namespace

TEST_CASE("an erased conversation closes its sockets, forgets its timers and opens for nobody") {
  GatewayWorld world;
  auto visitor = world.visitor();
  const Json welcome = visitor->outlet.take("welcome");
  const std::string conversation = welcome["conversation"];
  visitor->send(message("m1", "你好"));
  world.settle();
  auto other_tab = world.visitor({{"type", "hello"}, {"token", welcome["token"]}});
  REQUIRE(erase(world, conversation)->erased);
  CHECK(visitor->outlet.closed == gateway::CloseCode::unauthorized);
  CHECK(other_tab->outlet.closed == gateway::CloseCode::unauthorized);
  CHECK(visitor->outlet.take("error")["code"] == "unauthorized");
  auto back = world.visitor({{"type", "hello"}, {"token", welcome["token"]}});
  CHECK(back->outlet.take("error")["code"] == "unauthorized");
  CHECK(back->outlet.take("welcome").is_null());
  CHECK(erase(world, conversation)->erased);
  world.advance(std::chrono::hours(300));
  CHECK(world.store.conversations.at(conversation).step == 2);
  visitor.reset();
  other_tab.reset();
  back.reset();
  world.crash();
  auto again = world.visitor({{"type", "hello"}, {"token", welcome["token"]}});
  CHECK(again->outlet.take("error")["code"] == "unauthorized");
}

TEST_CASE("what a page last said of itself is not written once more by the erasure") {
  GatewayWorld world;
  auto visitor = world.visitor(
      {{"type", "hello"}, {"page", {{"url", "https://shop.example/canary"}, {"title", "canary"}}}});
  const std::string conversation = visitor->outlet.take("welcome")["conversation"];
  REQUIRE(erase(world, conversation)->erased);
  const auto& stored = world.store.conversations.at(conversation);
  CHECK(stored.state.find("canary") == std::string::npos);
  for (const auto& row : stored.log) CHECK(row.event.find("canary") == std::string::npos);
}

TEST_CASE("work orders keep it, which is told each time, also after they are closed") {
  GatewayWorld world;
  auto visitor = world.visitor();
  const std::string conversation = visitor->outlet.take("welcome")["conversation"];
  visitor->send({{"type", "human"}, {"id", "h1"}});
  world.settle();
  const auto kept = erase(world, conversation);
  REQUIRE(kept.has_value());
  CHECK_FALSE(kept->erased);
  REQUIRE(kept->kept_numbers.size() == 1);
  CHECK_FALSE(kept->kept_until);
  visitor->send({{"type", "work_order"},
                 {"id", "w1"},
                 {"number", kept->kept_numbers[0]},
                 {"action", "withdraw"}});
  world.settle();
  const auto closed = erase(world, conversation);
  CHECK(closed->kept_until);
  CHECK(gateway::erasure_json(*closed).find(kept->kept_numbers[0]) != std::string::npos);
  CHECK_FALSE(visitor->outlet.closed);
}

TEST_CASE("we cannot erase what does not exist, and nothing is said to be erased that is not") {
  GatewayWorld world;
  CHECK(erase(world, "cnone", {conversation::ErasedFor::staff, "x", ""}).error().code ==
        ErrorCode::not_found);
  auto visitor = world.visitor();
  const std::string conversation = visitor->outlet.take("welcome")["conversation"];
  visitor->send(message("m1", "你好"));
  world.settle();
  world.store.failures = {ErrorCode::unavailable};
  CHECK(erase(world, conversation).error().code == ErrorCode::unavailable);
  CHECK_FALSE(visitor->outlet.closed);
  visitor->send(message("m2", "在吗"));
  world.settle();
  CHECK(visitor->outlet.take("accepted")["id"] == "m1");
}

TEST_CASE("a visitor's copy is whole JSON, without what colleagues noted") {
  GatewayWorld world;
  auto visitor = world.visitor();
  const std::string conversation = visitor->outlet.take("welcome")["conversation"];
  for (int i = 0; i < 150; ++i) {
    visitor->send(message("m" + std::to_string(i), "你好"));
    world.settle();
  }
  visitor->send({{"type", "human"}, {"id", "h1"}});
  world.settle();
  auto agent = world.agent("li");
  agent->send({{"type", "claim"}, {"conversation", conversation}});
  world.settle();
  agent->send({{"type", "note"}, {"id", "n1"}, {"conversation", conversation}, {"text", "inner"}});
  world.settle();
  const std::string text = copy_of(world, conversation);
  const Json copy = Json::parse(text);
  CHECK(text.find("inner") == std::string::npos);
  CHECK(copy["format"] == "yingda-own-data/1");
  CHECK(copy["work_orders"].size() == 1);
  const auto& events = copy["events"];
  REQUIRE(events.size() > 150);
  for (std::size_t i = 0; i < events.size(); ++i) REQUIRE(events[i]["seq"] == i + 1);
}
