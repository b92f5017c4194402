#include "app/site_identity.hpp"

#include <catch2/catch.hpp>
#include <cstdlib>
#include <vector>

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

// Signed like those above.
struct MailProof {
  const char* what;
  std::string proof;
  std::string email;
};
const std::vector<MailProof> mail_proofs{
    {"email verified",
     "eyJhbGciOiJIUzI1NiJ9."
     "eyJzdWIiOiJ1IiwiZXhwIjoxNzk1MTUwODAwLCJlbWFpbCI6IkxpbWluQHNob3AuZXhhbXBsZSIsImVtYWlsX3Zlcmlma"
     "WVkIjp0cnVlfQ.PdD4vxis70jRHC4gFq1xKtEsSR6D3f3BjGNAJl5phhY",
     "Limin@shop.example"},
    {"not verified",
     "eyJhbGciOiJIUzI1NiJ9."
     "eyJzdWIiOiJ1IiwiZXhwIjoxNzk1MTUwODAwLCJlbWFpbCI6ImxpbWluQHNob3AuZXhhbXBsZSIsImVtYWlsX3Zlcmlma"
     "WVkIjpmYWxzZX0.xvcKeQZIsFG1U0Bh-6UTrO5X0UOdr5EYwQZ9-4A74FE",
     ""},
    {"nothing said",
     "eyJhbGciOiJIUzI1NiJ9."
     "eyJzdWIiOiJ1IiwiZXhwIjoxNzk1MTUwODAwLCJlbWFpbCI6ImxpbWluQHNob3AuZXhhbXBsZSJ9.3K5U7x--G8w-"
     "UCQKMHbb4VgYouSGKY7-Q7hcV8zTSwo",
     ""},
    {"\"true\"",
     "eyJhbGciOiJIUzI1NiJ9."
     "eyJzdWIiOiJ1IiwiZXhwIjoxNzk1MTUwODAwLCJlbWFpbCI6ImxpbWluQHNob3AuZXhhbXBsZSIsImVtYWlsX3Zlcmlma"
     "WVkIjoidHJ1ZSJ9.zNPO-6cQ-MXaY0H1PzSl8nwa0Z7hEWmcMeliZLIOi6Q",
     ""},
    {"1",
     "eyJhbGciOiJIUzI1NiJ9."
     "eyJzdWIiOiJ1IiwiZXhwIjoxNzk1MTUwODAwLCJlbWFpbCI6ImxpbWluQHNob3AuZXhhbXBsZSIsImVtYWlsX3Zlcmlma"
     "WVkIjoxfQ.i2TuEmdehXrAdvHzeSF4qD6OO6AEmxihqsdZs2aHWmk",
     ""},
    {"a list",
     "eyJhbGciOiJIUzI1NiJ9."
     "eyJzdWIiOiJ1IiwiZXhwIjoxNzk1MTUwODAwLCJlbWFpbCI6WyJsaW1pbkBzaG9wLmV4YW1wbGUiXSwiZW1haWxfdmVya"
     "WZpZWQiOnRydWV9.G1_mMEkyc9WOp46v0OZAMO-H84xf2qbx-jsJRLetbcQ",
     ""},
    {"several",
     "eyJhbGciOiJIUzI1NiJ9."
     "eyJzdWIiOiJ1IiwiZXhwIjoxNzk1MTUwODAwLCJlbWFpbCI6ImxpbWluQHNob3AuZXhhbXBsZSxhbGxAc2hvcC5leGFtc"
     "GxlIiwiZW1haWxfdmVyaWZpZWQiOnRydWV9.1qfujua5x7rF4K09oGt5qyNIUZqbljc73ZjEfWIBh8Y",
     ""},
    {"a line end",
     "eyJhbGciOiJIUzI1NiJ9."
     "eyJzdWIiOiJ1IiwiZXhwIjoxNzk1MTUwODAwLCJlbWFpbCI6ImxpbWluQHNob3AuZXhhbXBsZVxyXG5CY2M6IGFsbEBza"
     "G9wLmV4YW1wbGUiLCJlbWFpbF92ZXJpZmllZCI6dHJ1ZX0.Da9kOPnX0FEYnXYVP1xNETTmoXuUckIjJFY-K1lkI9Y",
     ""},
    {"NUL",
     "eyJhbGciOiJIUzI1NiJ9."
     "eyJzdWIiOiJ1IiwiZXhwIjoxNzk1MTUwODAwLCJlbWFpbCI6ImxpbWluQHNob3AuZXhhbXBsZVx1MDAwMCIsImVtYWlsX"
     "3ZlcmlmaWVkIjp0cnVlfQ.MH2NcHCoDOKKr1nhNDs_mDnPGGN8BDSVwS6IO83lnXI",
     ""},
    {"an object",
     "eyJhbGciOiJIUzI1NiJ9."
     "eyJzdWIiOiJ1IiwiZXhwIjoxNzk1MTUwODAwLCJlbWFpbCI6eyJhZGRyZXNzIjoibGltaW5Ac2hvcC5leGFtcGxlIn0sI"
     "mVtYWlsX3ZlcmlmaWVkIjp0cnVlfQ.QgIQBcAw7_KSg7l-HSeIpUWqj15Vc_8jlXDoQmLA1HA",
     ""},
};

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

TEST_CASE("an address counts when the site says that it has verified it, and is one") {
  for (const auto& each : mail_proofs) {
    INFO(each.what);
    const auto visitor = SiteIdentity(secret).verify(each.proof, now);
    REQUIRE(visitor.has_value());  // whatever their address is, they are served
    CHECK(visitor->external_id == "u");
    CHECK(visitor->email == each.email);
  }
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
