#pragma once
// A rate limit: `rate` events a second, `burst` at once. A rate of 0 lifts the limit.

#include <algorithm>
#include <cmath>

#include "base/time.hpp"

namespace yingda {

class TokenBucket {
 public:
  TokenBucket(double rate, double burst, Instant now)
      : rate_(rate), burst_(burst), tokens_(burst), filled_(now) {}

  bool ready(Instant now) {
    if (rate_ <= 0) return true;
    tokens_ = std::min(burst_, tokens_ + std::max(0.0, passed_s(now)) * rate_);
    filled_ = now;
    return tokens_ >= whole;
  }

  // Whether it would be the same if it were made anew.
  bool untouched(Instant now) const {
    return tokens_ + std::max(0.0, passed_s(now)) * rate_ >= burst_;
  }

  bool take(Instant now) {
    if (!ready(now)) return false;
    tokens_ -= 1;
    return true;
  }

  void give_back() { tokens_ = std::min(burst_, tokens_ + 1); }

  // How long until the next one is free, to the millisecond it is.
  TimeSpan wait() const {
    if (rate_ <= 0 || tokens_ >= whole) return TimeSpan{0};
    return TimeSpan(static_cast<TimeSpan::rep>(std::ceil((whole - tokens_) / rate_ * 1000)));
  }

 private:
  // A token is whole when only the rounding of doubles keeps it from being one.
  static constexpr double whole = 1 - 1e-9;

  double passed_s(Instant now) const {
    return std::chrono::duration<double>(now - filled_).count();
  }

  double rate_;
  double burst_;
  double tokens_;
  Instant filled_;
};

}  // namespace yingda
