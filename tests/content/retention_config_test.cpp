#include "content/retention_config.hpp"

#include <catch2/catch.hpp>

#include "content/config.hpp"

using namespace yingda;
using namespace yingda::content;

TEST_CASE("how long data stays is read, and kept at its default where nothing is said") {
  const auto parsed = parse_config("retention: {transcripts: 30d, work_orders: 0s}\n", "c.yaml");
  REQUIRE(parsed.ok());
  CHECK(parsed.config.retention.transcripts == std::chrono::hours(24 * 30));
  CHECK(parsed.config.retention.work_orders == TimeSpan{});
  CHECK(parsed.config.retention.uploads == std::chrono::hours(24 * 30));
  CHECK(parsed.config.retention.unused_uploads == std::chrono::hours(24));
  const auto again = parse_config(to_json(parsed.config), "c.json");
  REQUIRE(again.ok());
  CHECK(again.config.retention.work_orders == TimeSpan{});
}

TEST_CASE("what is no time, or no setting of it, is a finding") {
  CHECK_FALSE(parse_config("retention: {transcripts: soon}\n", "c.yaml").ok());
  CHECK_FALSE(parse_config("retention: {chats: 30d}\n", "c.yaml").ok());
}
