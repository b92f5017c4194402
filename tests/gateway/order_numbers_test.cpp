#include <catch2/catch.hpp>

#include "support/gateway_world.hpp"

using namespace yingda;
using namespace yingda::testing;

namespace {

std::string number_in(const RecordingOutlet& outlet) {
  for (const auto& event : outlet.events()) {
    if (event["kind"] == "work_order") return event["number"];
  }
  return {};
}

std::string number_of_new_order(GatewayWorld& world) {
  auto visitor = world.visitor();
  visitor->send({{"type", "human"}, {"id", "h1"}});
  world.settle();
  return number_in(visitor->outlet);
}

}  // namespace

TEST_CASE("what is refused uses up no work-order number") {
  GatewayWorld world;
  REQUIRE(number_of_new_order(world).starts_with("GD20261120-0001-"));
  auto visitor = world.visitor();
  visitor->send(message("m1", "怎么开发票"));
  world.settle();
  for (int i = 0; i < 5; ++i) {
    visitor->send({{"type", "human"}, {"id", "m1"}});
    world.settle();
    CHECK(visitor->outlet.take("error")["code"] == "conflict");
  }
  CHECK(number_of_new_order(world).starts_with("GD20261120-0002-"));
}

TEST_CASE("a number that could not be stored is used for the next order") {
  GatewayWorld world;
  auto unlucky = world.visitor();
  auto first = world.visitor();
  auto second = world.visitor();
  world.store.failures.push_back(ErrorCode::unavailable);
  unlucky->send({{"type", "human"}, {"id", "h1"}});
  first->send({{"type", "human"}, {"id", "h1"}});  // under way when the other fails
  world.settle();
  CHECK(unlucky->outlet.take("error")["code"] == "unavailable");
  CHECK(number_in(first->outlet).starts_with("GD20261120-0002-"));
  second->send({{"type", "human"}, {"id", "h1"}});
  world.settle();
  CHECK(number_in(second->outlet).starts_with("GD20261120-0001-"));
  CHECK(number_of_new_order(world).starts_with("GD20261120-0003-"));
}

TEST_CASE("a number of yesterday that was not used is not used today") {
  GatewayWorld world;
  auto visitor = world.visitor();
  visitor->send(message("m1", "怎么开发票"));
  world.settle();
  visitor->send({{"type", "human"}, {"id", "m1"}});
  world.settle();
  world.advance(std::chrono::hours(24));
  CHECK(number_of_new_order(world).starts_with("GD20261121-0001-"));
}
