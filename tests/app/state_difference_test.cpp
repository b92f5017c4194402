#include "app/state_difference.hpp"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "conversation/state.hpp"
#include "wire/state_codec.hpp"

namespace yingda::app {
namespace {

using Json = nlohmann::json;

conversation::State some_state() {
  conversation::State state;
  state.id = "c1";
  state.session.slots["order_number"] = std::string("20261120002");
  state.orders.emplace_back();
  state.orders.back().number = "GD20261120-0001-3";
  return state;
}

}  // namespace

TEST_CASE("A state that is given again differs nowhere") {
  const auto text = wire::encode_state(some_state());
  CHECK(state_difference(text, text).empty());
}

TEST_CASE("A difference is told by the names of members, never by what people said") {
  auto other = some_state();
  other.session.slots["order_number"] = std::string("20261120003");
  const auto told = state_difference(wire::encode_state(some_state()), wire::encode_state(other));
  CHECK(told.ends_with("at session/slots/order_number"));
  CHECK(told.find("20261120") == std::string::npos);
}

TEST_CASE("A slot more or less is a difference, although its name is new to the other") {
  auto more = some_state();
  more.session.slots["phone"] = std::string("13800138000");
  const auto plain = wire::encode_state(some_state());
  const auto filled = wire::encode_state(more);
  CHECK(state_difference(plain, filled).ends_with("at session/slots/phone"));
  CHECK(state_difference(filled, plain).ends_with("at session/slots/phone"));
}

TEST_CASE("Members that an older program did not know are not compared, at any depth") {
  auto now = some_state();
  now.failed_turns = 2;
  now.orders.back().transfers = 1;
  Json stored = Json::parse(wire::encode_state(now));
  stored.erase("failed_turns");
  stored["orders"][0].erase("transfers");
  CHECK(state_difference(stored.dump(), wire::encode_state(now)).empty());
  now.orders.back().title = "other";
  CHECK(state_difference(stored.dump(), wire::encode_state(now)).ends_with("at orders/0/title"));
}

TEST_CASE("A stored state that cannot be read is told as such") {
  CHECK(state_difference("{", wire::encode_state(some_state())).find("cannot be read") !=
        std::string::npos);
}

}  // namespace yingda::app
