#include "base/rate_limiter.hpp"

#include <catch2/catch.hpp>

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
