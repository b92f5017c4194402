#pragma once
// A token bucket for each key, such as an address. Bounded in memory itself: when too many keys are
// remembered, those are forgotten whose buckets have filled up again, which changes nothing; only
// when hardly any has, all are, and an attacker with that many addresses gains nothing by it.

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
  // Undoes a `take` that should not have counted.
  void give_back(const std::string& key);
  // How long until a token is there, as of the last `take` or `ready`.
  TimeSpan wait(const std::string& key) const;

 private:
  void forget_untouched(Instant now);
  TokenBucket& bucket(const std::string& key, Instant now);

  double rate_;
  double burst_;
  std::unordered_map<std::string, TokenBucket> buckets_;
};

}  // namespace yingda
