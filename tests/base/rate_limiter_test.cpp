#include "base/rate_limiter.hpp"

#include <catch2/catch.hpp>
#include <utility>

#include "base/limits.hpp"

using namespace yingda;
using std::chrono::seconds;

TEST_CASE("what is given back can be taken again, and never more than that") {
  RateLimiter limiter(0.001, 2);
  CHECK(limiter.take("a", seconds(1)));
  CHECK(limiter.take("a", seconds(1)));
  CHECK_FALSE(limiter.take("a", seconds(1)));
  limiter.give_back("a");
  CHECK(limiter.take("a", seconds(1)));
  CHECK_FALSE(limiter.take("a", seconds(1)));
  limiter.give_back("nobody");
  for (int i = 0; i < 5; ++i) limiter.give_back("a");
  CHECK(limiter.take("a", seconds(1)));
  CHECK(limiter.take("a", seconds(1)));
  CHECK_FALSE(limiter.take("a", seconds(1)));
}

TEST_CASE("many other keys do not make a limiter forget who is at the limit") {
  RateLimiter limiter(1, 3);
  for (std::size_t i = 0; i + 1 < limits::rated_keys_max; ++i) {
    limiter.take(std::to_string(i), seconds(0));
  }
  for (int i = 0; i < 3; ++i) limiter.take("guesser", seconds(60));
  CHECK_FALSE(limiter.take("guesser", seconds(60)));
  limiter.take("one more", seconds(60));  // everybody else's bucket has filled up again
  CHECK_FALSE(limiter.take("guesser", seconds(60)));
}

TEST_CASE("a limiter names the first millisecond at which the next one is free, and no later one") {
  for (const auto& [an_hour, expected] :
       {std::pair{30.0, 120'000}, {3600.0, 1000}, {7 * 3600.0, 143}, {3.0, 1'200'000}}) {
    RateLimiter limiter(an_hour / 3600, 10);
    for (int i = 0; i < 10; ++i) CHECK(limiter.take("guesser", seconds(5)));
    CHECK_FALSE(limiter.ready("guesser", seconds(5)));
    const TimeSpan wait = limiter.wait("guesser");
    CHECK(wait.count() == expected);
    CHECK_FALSE(limiter.ready("guesser", seconds(5) + wait - TimeSpan(1)));
    CHECK(limiter.ready("guesser", seconds(5) + wait));
  }
}
