// The content that comes with Yingda is held to the same checks as anybody's.

#include <catch2/catch.hpp>

#include "support.hpp"

using namespace yingda;
using namespace yingda::content;
using namespace yingda::content::test;

TEST_CASE("the shipped flows and articles have no findings, not even warnings") {
  const auto directory = read_directory(YINGDA_SOURCE_DIR);
  REQUIRE(directory.has_value());
  LoadOptions options;
  options.train = false;
  options.now = parse_rfc3339("2026-11-21T00:00:00Z").value();
  const auto got = load(*directory, default_config(), options);
  CHECK(lines(got.findings) == "");
  REQUIRE(got.ok());
  CHECK(got.catalog->flows.flows.size() >= 10);
  CHECK(got.catalog->articles.size() >= 100);
}

TEST_CASE("every shipped flow has a name in both languages") {
  const auto directory = read_directory(YINGDA_SOURCE_DIR);
  REQUIRE(directory.has_value());
  const auto got = load(*directory, default_config(), {{}, "unpublished", false});
  REQUIRE(got.ok());
  for (const auto& [id, flow] : got.catalog->flows.flows) {
    INFO(id);
    CHECK(flow.name.by_locale.contains("zh-CN"));
    CHECK(flow.name.by_locale.contains("en"));
  }
}
