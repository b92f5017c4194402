#include "content/units.hpp"

#include <catch2/catch.hpp>

using namespace yingda;
using namespace yingda::content;
using namespace std::chrono_literals;

TEST_CASE("durations read as people write them") {
  CHECK(parse_duration("500ms").value() == 500ms);
  CHECK(parse_duration("30s").value() == 30s);
  CHECK(parse_duration("10m").value() == 10min);
  CHECK(parse_duration("2h").value() == 2h);
  CHECK(parse_duration("3d").value() == 72h);
  CHECK(parse_duration("1h30m").value() == 90min);
  CHECK(parse_duration("0").value() == 0ms);
  for (const auto* wrong : {"", "10", "m", "10 m", "-5m", "1.5h", "10x", "9999999999d", "10m!"}) {
    INFO(wrong);
    CHECK_FALSE(parse_duration(wrong).has_value());
  }
  CHECK(parse_duration("10").error().detail ==
        "`10` is no duration; write 500ms, 30s, 10m, 2h or 3d");
}

TEST_CASE("a duration comes back as it went in") {
  for (const auto* text : {"0s", "500ms", "30s", "10m", "2h", "3d", "1h30m", "1d2h3m4s5ms"}) {
    CHECK(to_text(parse_duration(text).value()) == text);
  }
}

TEST_CASE("sizes know binary and decimal units") {
  CHECK(parse_size("20MiB").value() == 20ULL << 20);
  CHECK(parse_size("500KB").value() == 500'000);
  CHECK(parse_size("12").value() == 12);
  CHECK(parse_size("0").value() == 0);
  CHECK(size_text(20ULL << 20) == "20MiB");
  CHECK(size_text(0) == "0");
  for (const auto* wrong : {"", "MiB", "20 MiB", "-1", "1.5MB", "20mib", "9999999GiB"}) {
    INFO(wrong);
    CHECK_FALSE(parse_size(wrong).has_value());
  }
}

TEST_CASE("a time zone is a wall clock, summer time included") {
  const auto berlin = find_zone("Europe/Berlin");
  REQUIRE(berlin.has_value());
  CHECK((*berlin)(parse_rfc3339("2026-07-01T12:00:00Z").value()) == 120min);
  CHECK((*berlin)(parse_rfc3339("2026-01-01T12:00:00Z").value()) == 60min);
  const auto shanghai = find_zone("Asia/Shanghai");
  CHECK((*shanghai)(parse_rfc3339("2026-07-01T12:00:00Z").value()) == 480min);
  CHECK((*find_zone("UTC"))(Instant{}) == 0min);
  CHECK_FALSE(find_zone("Asia/Shangai").has_value());
  CHECK_FALSE(find_zone("").has_value());
  CHECK_FALSE(find_zone("../../etc/passwd").has_value());
}
