#pragma once
// A rate limit: `rate` events a second, `burst` at once. A rate of 0 lifts the limit.

#include <algorithm>

#include "base/time.hpp"

namespace yingda {

class TokenBucket {
 public:
  TokenBucket(double rate, double burst, Instant now)
      : rate_(rate), burst_(burst), tokens_(burst), filled_(now) {}

  bool ready(Instant now) {
    if (rate_ <= 0) return true;
    const double passed = std::chrono::duration<double>(now - filled_).count();
    tokens_ = std::min(burst_, tokens_ + std::max(0.0, passed) * rate_);
    filled_ = now;
    return tokens_ >= 1;
  }

  bool take(Instant now) {
    if (!ready(now)) return false;
    tokens_ -= 1;
    return true;
  }

  // How long until the next one is free.
  TimeSpan wait() const {
    if (rate_ <= 0 || tokens_ >= 1) return TimeSpan{0};
    return TimeSpan(static_cast<TimeSpan::rep>((1 - tokens_) / rate_ * 1000) + 1);
  }

 private:
  double rate_;
  double burst_;
  double tokens_;
  Instant filled_;
};

}  // namespace yingda
