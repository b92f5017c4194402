#include <catch2/catch.hpp>

#include "base/token_bucket.hpp"
#include "gateway/secret_text.hpp"
#include "gateway/timers.hpp"

using namespace yingda;
using namespace yingda::gateway;

namespace {

Instant at(std::int64_t ms) { return Instant{TimeSpan{ms}}; }

}  // namespace

TEST_CASE("timers come in the order of their due times, and moving one moves it") {
  Timers timers;
  timers.start({"c1", "first", at(30)});
  timers.start({"c2", "first", at(10)});
  timers.start({"c1", "claim", at(20)});
  timers.start({"c1", "first", at(5)});
  CHECK(timers.next() == at(5));
  CHECK(timers.take_due(at(4), 10).empty());
  const auto due = timers.take_due(at(15), 10);
  REQUIRE(due.size() == 2);
  CHECK(due[0].conversation == "c1");
  CHECK(due[1].conversation == "c2");
  timers.cancel("c1", "claim");
  CHECK_FALSE(timers.next().has_value());
}

TEST_CASE("a hundred thousand timers of one second are taken in portions") {
  Timers timers;
  for (int i = 0; i < 100000; ++i) timers.start({"c" + std::to_string(i), "first", at(1000)});
  CHECK(timers.take_due(at(999), 5).empty());
  std::size_t taken = 0;
  while (timers.size() > 0) taken += timers.take_due(at(1000), 1024).size();
  CHECK(taken == 100000);
}

TEST_CASE("a bucket gives its burst, then its rate; nought lifts it") {
  TokenBucket bucket(2, 3, at(0));
  CHECK(bucket.take(at(0)));
  CHECK(bucket.take(at(0)));
  CHECK(bucket.take(at(0)));
  CHECK_FALSE(bucket.take(at(0)));
  CHECK(bucket.wait() > TimeSpan{400});
  CHECK(bucket.take(at(500)));
  CHECK_FALSE(bucket.take(at(400)));  // a clock that steps back gives nothing away
  TokenBucket lifted(0, 0, at(0));
  for (int i = 0; i < 1000; ++i) CHECK(lifted.take(at(0)));
}

TEST_CASE("a secret may be typed the way people type") {
  const std::string secret = base32("0123456789");
  CHECK(secret.size() == 16);
  CHECK(normal_secret("ABCD-efgh 0Oil") == "abcdefgh0011");
  CHECK(same_secret(secret, secret));
  CHECK_FALSE(same_secret(secret, secret.substr(1)));
  CHECK_FALSE(same_secret(secret, ""));
}
