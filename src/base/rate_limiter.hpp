#pragma once
// A token bucket for each key, such as an address. Bounded in memory itself: when too many keys are
// remembered, all are forgotten, which costs an attacker with that many addresses nothing that he
// did not have anyway.

#include <string>
#include <unordered_map>

#include "base/token_bucket.hpp"

namespace yingda {

class RateLimiter {
 public:
  // `rate` events a second and `burst` at once for each key; a rate of 0 lifts the limit.
  RateLimiter(double rate, double burst) : rate_(rate), burst_(burst) {}

  // `now` counts from any moment that stays the same.
  // Takes a token; false when there is none.
  bool take(const std::string& key, TimeSpan now);
  // True when a token is there; takes none.
  bool ready(const std::string& key, TimeSpan now);
  // How long until a token is there, as of the last `take` or `ready`.
  TimeSpan wait(const std::string& key) const;

 private:
  TokenBucket& bucket(const std::string& key, Instant now);

  double rate_;
  double burst_;
  std::unordered_map<std::string, TokenBucket> buckets_;
};

}  // namespace yingda
