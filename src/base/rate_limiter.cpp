#include "base/rate_limiter.hpp"

#include "base/limits.hpp"

namespace yingda {

TokenBucket& RateLimiter::bucket(const std::string& key, Instant now) {
  if (buckets_.size() >= limits::rated_keys_max && !buckets_.contains(key)) buckets_.clear();
  return buckets_.try_emplace(key, rate_, burst_, now).first->second;
}

bool RateLimiter::take(const std::string& key, TimeSpan now) {
  return rate_ <= 0 || bucket(key, Instant{now}).take(Instant{now});
}

bool RateLimiter::ready(const std::string& key, TimeSpan now) {
  return rate_ <= 0 || bucket(key, Instant{now}).ready(Instant{now});
}

TimeSpan RateLimiter::wait(const std::string& key) const {
  const auto found = buckets_.find(key);
  return found == buckets_.end() ? TimeSpan{0} : found->second.wait();
}

}  // namespace yingda
