#include "connect/breaker.hpp"

#include <catch2/catch.hpp>

namespace yingda::connect {
namespace {

using Outcome = Breaker::Outcome;

bool once(Breaker& breaker, Outcome outcome) { return breaker.record(*breaker.admit(), outcome); }

TEST_CASE("half of the last twenty failing opens the breaker") {
  Breaker breaker({});
  for (int i = 0; i < 11; ++i) CHECK_FALSE(once(breaker, Outcome::success));
  for (int i = 0; i < 9; ++i) CHECK_FALSE(once(breaker, Outcome::failure));
  CHECK(once(breaker, Outcome::failure));
  CHECK(breaker.open());
  CHECK_FALSE(breaker.admit());
}

TEST_CASE("old failures are forgotten") {
  Breaker breaker({});
  for (int round = 0; round < 5; ++round) {
    for (int i = 0; i < 9; ++i) CHECK_FALSE(once(breaker, Outcome::failure));
    for (int i = 0; i < 20; ++i) CHECK_FALSE(once(breaker, Outcome::success));
  }
  CHECK_FALSE(breaker.open());
}

TEST_CASE("one trial decides after the cool-down") {
  Breaker breaker({.window = 2, .failures = 1, .cool_down = {}});
  CHECK(once(breaker, Outcome::failure));
  breaker.cooled();
  const auto trial = breaker.admit();
  REQUIRE(trial);
  CHECK_FALSE(breaker.admit());
  SECTION("success closes it") {
    CHECK_FALSE(breaker.record(*trial, Outcome::success));
    CHECK_FALSE(breaker.open());
    CHECK(breaker.admit());
  }
  SECTION("failure opens it again") {
    CHECK(breaker.record(*trial, Outcome::failure));
    CHECK_FALSE(breaker.admit());
    breaker.cooled();
    CHECK(breaker.admit());
  }
  SECTION("no outcome leaves room for another trial") {
    CHECK_FALSE(breaker.record(*trial, Outcome::unknown));
    CHECK(breaker.admit());
  }
}

TEST_CASE("late outcomes of earlier calls say nothing") {
  Breaker breaker({.window = 2, .failures = 1, .cool_down = {}});
  const auto early = breaker.admit();
  CHECK(once(breaker, Outcome::failure));
  CHECK_FALSE(breaker.record(*early, Outcome::success));
  CHECK(breaker.open());
  breaker.cooled();
  const auto trial = breaker.admit();
  CHECK_FALSE(breaker.record(*early, Outcome::failure));
  CHECK_FALSE(breaker.record(*trial, Outcome::success));
  CHECK_FALSE(breaker.open());
}

TEST_CASE("calls that were broken off count neither way") {
  Breaker breaker({.window = 2, .failures = 1, .cool_down = {}});
  for (int i = 0; i < 10; ++i) CHECK_FALSE(once(breaker, Outcome::unknown));
  CHECK_FALSE(breaker.open());
}

}  // namespace
}  // namespace yingda::connect
