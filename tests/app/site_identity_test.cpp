#include "app/site_identity.hpp"

#include <catch2/catch.hpp>
#include <cstdlib>

#include "app/failure.hpp"

using namespace yingda;
using app::SiteIdentity;

namespace {

// Signed with `secret` by another implementation (Python's hmac).
const std::string secret = "a secret of the shop, 32 bytes or more";
const std::string good =
    "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJleHRlcm5hbF9pZCI6InUtNDIiLCJuYW1lIjoi546L6Iq"
    "zIiwiZXhwIjoxNzk1MTUwODAwfQ.HFW5_Ie6Xk1kMz6TgBYEpJAEcOmWP74smRrffU_2Qvc";
const std::string by_sub =
    "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiJ1LTQzIiwiZXhwIjoxNzk1MTUwODAwLjV9.l7"
    "16tsWHj9xPEjv-2XCOd7yLGceoXALlrBTMGpEV1Ds";
const std::string expired =
    "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJleHRlcm5hbF9pZCI6InUtNDIiLCJleHAiOjE3OTUxNDc"
    "xMzl9.YusF6X1pP5tonjA6rJ5KwSXRFg5Yc9neCDGzc5vsSTI";
const std::string not_yet =
    "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJleHRlcm5hbF9pZCI6InUtNDIiLCJleHAiOjE3OTUxNTY"
    "yMDAsIm5iZiI6MTc5NTE1MDgwMH0.Vmgj7UBUeBaoJjbsPiZOsITZIM4uGBaRLaRLUcwX4aQ";
const std::string without_exp =
    "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJleHRlcm5hbF9pZCI6InUtNDIifQ.1k9kTBe8f0OtPpwh"
    "dQNuj9tEl0hoZLOZcGFeYhnAaus";
const std::string unsigned_one =
    "eyJhbGciOiJub25lIn0.eyJleHRlcm5hbF9pZCI6ICJhZG1pbiIsICJleHAiOiAxNzk1MTUwODAwfQ.";
const std::string other_algorithm =
    "eyJhbGciOiJIUzUxMiIsInR5cCI6IkpXVCJ9.eyJleHRlcm5hbF9pZCI6InUtNDIiLCJleHAiOjE3OTUxNTA"
    "4MDB9.4STTsIMeMc5iSvE0EG30aZMqX93FK__sVMtxdvJ2CoA";
const std::string nobody =
    "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJuYW1lIjoieCIsImV4cCI6MTc5NTE0NzI2MH0.sPG9pDH"
    "KXr1zKrPHzbrIOfOddYGIKL90Ozo_xJsnL7o";
const std::string number_as_id =
    "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJleHRlcm5hbF9pZCI6NDIsImV4cCI6MTc5NTE0NzI2MH0"
    ".w9qIlLubiZa6jBsDiKtPr7M0fnpqE3yAyc6d6M8Nckg";

const std::string critical =
    "eyJhbGciOiJIUzI1NiIsImNyaXQiOlsieCJdLCJ4IjoxfQ.eyJleHRlcm5hbF9pZCI6InUtNDIiLCJleHAiOjE3OTUx"
    "NTA4MDB9.ahtIONM3DH0XgqNF6ZZFwzfcIBf4VA4NTXzYBIuA4Yo";

const Instant now =
    Instant(std::chrono::sys_days(std::chrono::year(2026) / 11 / 20)) + std::chrono::hours(4);

std::string fault(const std::string& proof, const std::string& with = secret, Instant at = now) {
  const auto visitor = SiteIdentity(with).verify(proof, at);
  return visitor ? "" : visitor.error().detail;
}

}  // namespace

TEST_CASE("a visitor is who the host site's signature says") {
  const auto visitor = SiteIdentity(secret).verify(good, now);
  REQUIRE(visitor.has_value());
  CHECK(visitor->external_id == "u-42");
  CHECK(visitor->name == "王芳");
  CHECK(SiteIdentity(secret).verify(by_sub, now)->external_id == "u-43");
}

TEST_CASE("no other proof holds, and the reason is told") {
  CHECK(fault(good, "another secret, long enough to be one") ==
        "identity: the signature is not made with this gateway's secret");
  std::string changed = good;
  changed[good.find('.') + 5] ^= 1;
  CHECK(fault(changed) == "identity: the signature is not made with this gateway's secret");
  CHECK(fault(good.substr(0, good.size() - 2)).starts_with("identity: "));
  CHECK(fault(expired) == "identity: expired");
  CHECK(fault(good, secret, now + std::chrono::hours(2)) == "identity: expired");
  CHECK(fault(not_yet) == "identity: not valid yet");
  CHECK(fault(without_exp) == "identity: `exp` is missing");
  CHECK(fault(unsigned_one) == "identity: `alg` must be HS256");
  CHECK(fault(other_algorithm) == "identity: `alg` must be HS256");
  CHECK(fault(critical) == "identity: `crit` names what this gateway does not understand");
  CHECK(fault(nobody) == "identity: `external_id` (or `sub`) must have 1 to 128 bytes");
  CHECK(fault(number_as_id) == "identity: `external_id`, `sub` and `name` must be strings");
  CHECK(fault("a.b").starts_with("identity: not a signed JWT"));
  CHECK(fault("ä.ö.ü") == "identity: not base64url");
  CHECK(fault("").starts_with("identity: not a signed JWT"));
  CHECK(fault(good, "") == "identity: this gateway checks none; set `identity.secret_env`");
}

TEST_CASE("the secret comes from the environment, and must be one") {
  content::Config config;
  CHECK(app::site_secret(config).empty());
  config.identity_secret_env = "YINGDA_TEST_SECRET";
  unsetenv("YINGDA_TEST_SECRET");
  CHECK_THROWS_AS(app::site_secret(config), app::Failure);
  setenv("YINGDA_TEST_SECRET", "short", 1);
  CHECK_THROWS_AS(app::site_secret(config), app::Failure);
  setenv("YINGDA_TEST_SECRET", secret.c_str(), 1);
  CHECK(app::site_secret(config) == secret);
}
