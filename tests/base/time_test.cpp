#include "base/time.hpp"

#include <catch2/catch.hpp>

using namespace yingda;

TEST_CASE("an instant is written in UTC with three digits of milliseconds") {
  CHECK(to_rfc3339(Instant{}) == "1970-01-01T00:00:00.000Z");
  CHECK(to_rfc3339(Instant{TimeSpan{1795306500123}}) == "2026-11-22T00:15:00.123Z");
}

TEST_CASE("what was written is read again") {
  for (const std::int64_t ms : {0LL, 1LL, 999LL, 1795306500123LL, 4102444799999LL}) {
    const Instant at{TimeSpan{ms}};
    const auto read = parse_rfc3339(to_rfc3339(at));
    REQUIRE(read.has_value());
    CHECK(*read == at);
  }
}

TEST_CASE("offsets and fractions are understood, rubbish is not") {
  const auto at = parse_rfc3339("2026-11-21T16:05:00+08:00");
  REQUIRE(at.has_value());
  CHECK(to_rfc3339(*at) == "2026-11-21T08:05:00.000Z");
  CHECK(to_rfc3339(*parse_rfc3339("2026-11-21T08:05:00.1239Z")) == "2026-11-21T08:05:00.123Z");
  for (const char* wrong : {"", "today", "2026-13-01T00:00:00Z", "2026-02-30T00:00:00Z",
                            "2026-11-21T25:00:00Z", "2026-11-21T08:05:00", "2026-11-21",
                            "2026-11-21T08:05:00Zx", "2026-11-21T08:05:00+99:00"}) {
    const auto read = parse_rfc3339(wrong);
    INFO(wrong);
    CHECK_FALSE(read.has_value());
  }
}

TEST_CASE("a day begins at midnight of the place, not of UTC") {
  const ZoneOffset shanghai = [](Instant) { return std::chrono::minutes(480); };
  const auto at = *parse_rfc3339("2026-11-21T16:00:00Z");
  CHECK(local_day(at, shanghai) == "20261122");
  CHECK(local_day(at - TimeSpan{1}, shanghai) == "20261121");
  CHECK(from_local(to_local(at, shanghai), shanghai) == at);
}
