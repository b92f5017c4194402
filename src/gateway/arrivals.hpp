#pragma once
// How often new conversations may be begun from one place. A conversation that exists is never
// slowed down by this: it says hello with its token.

#include <string>
#include <unordered_map>

#include "gateway/token_bucket.hpp"

namespace yingda::gateway {

class Arrivals {
 public:
  // `rate` conversations a second and `burst` at once from one place; a rate of 0 lifts the limit.
  Arrivals(double rate, double burst) : rate_(rate), burst_(burst) {}

  // False when `place` has begun as many as it may; `wait` says for how long.
  bool take(const std::string& place, Instant now);
  TimeSpan wait(const std::string& place) const;

 private:
  double rate_;
  double burst_;
  std::unordered_map<std::string, TokenBucket> places_;
};

}  // namespace yingda::gateway
