#include "app/webhooks.hpp"

#include <stdlib.h>

#include <catch2/catch.hpp>

#include "app/failure.hpp"

using namespace yingda;
using namespace yingda::app;

namespace {

const std::string good_secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";  // 24 bytes

std::string failure_of(const content::Config& config) {
  try {
    webhook_endpoints(config);
    return {};
  } catch (const Failure& failure) {
    CHECK(failure.status() == exit_bad);
    return failure.what();
  }
}

}  // namespace

TEST_CASE("a secret is base64 behind whsec_, and several of them are one list") {
  CHECK(webhook_keys(good_secret)->size() == 1);
  CHECK(webhook_keys(good_secret)->front().size() == 24);
  const auto two = webhook_keys(" " + good_secret + "\n" + "whsec_" + std::string(44, 'A') + " ");
  REQUIRE(two.has_value());
  CHECK(two->size() == 2);
  CHECK((*two)[1] == std::string(33, '\0'));
}

TEST_CASE("what is no secret is refused without being repeated") {
  for (const std::string& bad :
       {std::string(), std::string("  "), std::string("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"),
        std::string("whsec_"), std::string("whsec_c2hvcnQ="), std::string("whsec_*not base64*"),
        "whsec_" + std::string(88, 'A'), good_secret + " hunter2"}) {
    INFO(bad);
    const auto keys = webhook_keys(bad);
    REQUIRE_FALSE(keys.has_value());
    CHECK(keys.error().detail.find("whsec_ and the base64 of 24") != std::string::npos);
    CHECK(keys.error().detail.find("hunter2") == std::string::npos);
  }
}

TEST_CASE("a server with a webhook whose secret is missing does not start") {
  auto config = content::default_config();
  config.webhooks = {{"https://shop.example/h", {"promise.missed"}, "YINGDA_TEST_NO_SECRET"}};
  ::unsetenv("YINGDA_TEST_NO_SECRET");
  CHECK(failure_of(config).find("YINGDA_TEST_NO_SECRET is not set") != std::string::npos);
  ::setenv("YINGDA_TEST_NO_SECRET", "hunter2", 1);
  CHECK(failure_of(config).find("YINGDA_TEST_NO_SECRET holds something") != std::string::npos);
  ::setenv("YINGDA_TEST_NO_SECRET", good_secret.c_str(), 1);
  const auto endpoints = webhook_endpoints(config);
  REQUIRE(endpoints.size() == 1);
  CHECK(endpoints[0].url == "https://shop.example/h");
  CHECK(endpoints[0].keys.size() == 1);
  ::unsetenv("YINGDA_TEST_NO_SECRET");
}
