#include <catch2/catch.hpp>

#include "workorder/sla.hpp"
#include "workorder/transitions.hpp"

using namespace yingda;
using namespace yingda::workorder;

TEST_CASE("an order lives from open to closed and may come back") {
  Status status = Status::open;
  for (const auto& [act, expected] :
       {std::pair{Act::assign, Status::assigned}, std::pair{Act::respond, Status::in_progress},
        std::pair{Act::ask_customer, Status::waiting_on_customer},
        std::pair{Act::customer_said, Status::in_progress},
        std::pair{Act::resolve, Status::resolved}, std::pair{Act::reject, Status::reopened},
        std::pair{Act::assign, Status::assigned}, std::pair{Act::resolve, Status::resolved},
        std::pair{Act::accept, Status::closed}, std::pair{Act::reopen, Status::reopened}}) {
    const auto next = transition(status, act);
    REQUIRE(next.has_value());
    CHECK(*next == expected);
    status = *next;
  }
}

TEST_CASE("nobody settles what nobody has taken, nothing happens twice") {
  CHECK_FALSE(transition(Status::open, Act::resolve).has_value());
  CHECK_FALSE(transition(Status::closed, Act::accept).has_value());
  CHECK_FALSE(transition(Status::resolved, Act::resolve).has_value());
  CHECK_FALSE(transition(Status::open, Act::customer_said).has_value());
}

TEST_CASE("names are read back") {
  for (const auto status :
       {Status::open, Status::assigned, Status::in_progress, Status::waiting_on_customer,
        Status::resolved, Status::closed, Status::reopened}) {
    CHECK(parse_status(to_string(status)) == status);
  }
  for (const auto tier : {Tier::inquiry, Tier::complaint, Tier::dispute}) {
    CHECK(parse_tier(to_string(tier)) == tier);
  }
  CHECK_FALSE(parse_status("lost").has_value());
}

TEST_CASE("the defaults are the promises that are made in public") {
  const SlaPolicies policies;
  CHECK(policies.of(Tier::inquiry, false).promise == std::chrono::minutes(10));
  CHECK(policies.of(Tier::complaint, false).target == std::chrono::hours(2));
  CHECK(policies.of(Tier::complaint, false).promise == std::chrono::hours(24));
  CHECK(policies.of(Tier::complaint, true).promise == std::chrono::hours(2));
  CHECK(policies.of(Tier::dispute, false).resolve == std::chrono::hours(72));
  WorkOrder order;
  order.clocks_since = Instant{TimeSpan{1000}};
  set_due_times(order, policies.of(Tier::inquiry, false), {});
  CHECK(order.first_response_due - order.clocks_since == std::chrono::minutes(10));
  CHECK(near_due(order, {}) - order.clocks_since == std::chrono::minutes(8));
}

TEST_CASE("a clock that stood still goes on with what was left, and never ends earlier") {
  using std::chrono::hours;
  WorkOrder order;
  const Instant start{TimeSpan{1000}};
  order.resolve_due = start + hours(72);
  resume_resolve(order, {}, start + hours(10), start + hours(30));
  CHECK(order.resolve_due == start + hours(92));
  // The clock was set back in between.
  resume_resolve(order, {}, start + hours(40), start + hours(35));
  CHECK(order.resolve_due == start + hours(92));
  order.resolve_missed = true;
  resume_resolve(order, {}, start + hours(93), start + hours(100));
  CHECK(order.resolve_due == start + hours(92));
}

TEST_CASE("a customer who never answers ends the wait, and may come back") {
  CHECK(transition(Status::waiting_on_customer, Act::close) == Status::closed);
  CHECK(transition(Status::closed, Act::reopen) == Status::reopened);
  CHECK_FALSE(transition(Status::in_progress, Act::close).has_value());
}
