#include "routing/pace.hpp"

#include <catch2/catch.hpp>

using namespace yingda;
using namespace yingda::routing;

namespace {

Instant second(int s) { return Instant{std::chrono::seconds{s}}; }

// Somebody waits all the time; each is taken so many seconds after the one before.
Pace measured(const std::vector<int>& steps) {
  Pace pace;
  pace.on_duty(true, second(0));
  int now = 0;
  for (const int step : steps) pace.taken(second(0), second(now += step));
  return pace;
}

}  // namespace

TEST_CASE("a wait is said as it was measured: most of the short ones to most of the long ones") {
  const Pace pace = measured({30, 60, 60, 60, 300});
  const auto next = pace.range(1, second(510));
  REQUIRE(next.has_value());
  CHECK(next->least_s == 60);
  CHECK(next->likely_s == 60);
  CHECK(next->most_s == 60);
  CHECK(next->measured == 5);
  // Three in a row mostly had the long one among them.
  const auto third = pace.range(3, second(510));
  REQUIRE(third.has_value());
  CHECK(third->least_s == 180);
  CHECK(third->likely_s == 390);
  CHECK(third->most_s == 390);
}

TEST_CASE("a place further back than was ever measured takes as many rounds") {
  const Pace pace = measured({60, 60, 60});
  CHECK(pace.range(7, second(180))->likely_s == 420);
}

TEST_CASE("too few, or too long ago, tell nothing") {
  CHECK_FALSE(measured({60, 60}).range(1, second(120)).has_value());
  const Pace pace = measured({60, 60, 60});
  CHECK(pace.range(1, second(180 + 3600)).has_value());
  CHECK_FALSE(pace.range(1, second(180 + 5 * 3600)).has_value());
  CHECK_FALSE(pace.range(0, second(180)).has_value());
}

TEST_CASE("a night without anybody, and a queue without anybody in it, are no waits") {
  Pace pace;
  pace.on_duty(false, second(0));
  const int morning = 9 * 3600;
  pace.on_duty(true, second(morning));
  pace.taken(second(0), second(morning + 20));
  // Nobody waited for ten minutes.
  pace.taken(second(morning + 620), second(morning + 640));
  pace.on_duty(true, second(morning + 640));
  pace.taken(second(morning + 1000), second(morning + 1020));
  const auto range = pace.range(1, second(morning + 1020));
  REQUIRE(range.has_value());
  CHECK(range->least_s == 20);
  CHECK(range->most_s == 20);
}

TEST_CASE("what is taken while nobody is known to be there is not measured") {
  Pace pace;
  for (int i = 1; i <= 5; ++i) pace.taken(second(0), second(i * 60));
  CHECK_FALSE(pace.range(1, second(300)).has_value());
}
