// Work of somebody who works here no more, and whom nobody inherits.

#include <catch2/catch.hpp>

#include "conversation/step.hpp"

using namespace yingda;
using namespace yingda::conversation;

namespace {

State owned_by(const Person& owner) {
  State state;
  state.id = "c1";
  workorder::WorkOrder order;
  order.number = "GD20261121-0042-8";
  order.status = workorder::Status::assigned;
  order.owner = owner;
  state.orders.push_back(order);
  return state;
}

State left_by(State state, const Person& gone) {
  const Event event{Instant{std::chrono::hours(500000)}, StaffGone{gone}, {}, {}};
  auto transition = step(Catalog{}, std::move(state), event);
  REQUIRE_FALSE(transition.refused);
  return transition.next;
}

}  // namespace

TEST_CASE("whoever has the customer before them answers for what a colleague has left") {
  const Person li{"a1", "李敏"};
  const Person wang{"a2", "王芳"};
  auto state = owned_by(li);
  state.handling = Handling::agent;
  state.agent = wang;
  const auto after = left_by(state, li);
  CHECK(after.agent == wang);
  CHECK(after.orders[0].owner == wang);
}

TEST_CASE("what nobody has in hand goes to the queue, and is nobody's") {
  const Person li{"a1", "李敏"};
  auto state = owned_by(li);
  state.handling = Handling::agent;
  state.agent = li;
  const auto after = left_by(state, li);
  CHECK(after.handling == Handling::queued);
  CHECK_FALSE(after.orders[0].owner.has_value());
}
