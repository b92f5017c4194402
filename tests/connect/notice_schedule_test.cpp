#include "connect/notice_schedule.hpp"

#include <catch2/catch.hpp>

using namespace yingda;
using namespace yingda::connect;
using namespace std::chrono_literals;

TEST_CASE("attempts come further and further apart") {
  const Instant created{};
  const Instant now{1h};
  const auto in = [&](int failed, double chance) {
    return *next_attempt(failed, created, now, chance, 24h * 30) - now;
  };
  CHECK(in(1, 0) == 5s);
  CHECK(in(2, 0) == 5min);
  CHECK(in(3, 0) == 30min);
  CHECK(in(4, 0) == 2h);
  CHECK(in(9, 0) == 24h);
  CHECK(in(500, 0) == 24h);
  CHECK(in(0, 0) == 5s);
  CHECK(in(2, 1) == 6min);
  CHECK(in(2, 0.5) == 5min + 30s);
  CHECK(in(2, 7) == 6min);
}

TEST_CASE("what would be too old by then is given up") {
  const Instant created{};
  CHECK(next_attempt(1, created, created, 0, 5s) == created + 5s);
  CHECK_FALSE(next_attempt(1, created, created, 0, 5s - 1ms).has_value());
  CHECK_FALSE(next_attempt(1, created, created + 72h, 0, 72h).has_value());
}
