#include "base/rate_limiter.hpp"

#include "base/limits.hpp"

namespace yingda {

TokenBucket& RateLimiter::bucket(const std::string& key, Instant now) {
  if (buckets_.size() >= limits::rated_keys_max && !buckets_.contains(key)) forget_untouched(now);
  return buckets_.try_emplace(key, rate_, burst_, now).first->second;
}

// So many must go that the next look at all of them is far away.
void RateLimiter::forget_untouched(Instant now) {
  std::erase_if(buckets_, [now](const auto& each) { return each.second.untouched(now); });
  if (buckets_.size() > limits::rated_keys_max / 4 * 3) buckets_.clear();
}

bool RateLimiter::take(const std::string& key, TimeSpan now) {
  return rate_ <= 0 || bucket(key, Instant{now}).take(Instant{now});
}

bool RateLimiter::ready(const std::string& key, TimeSpan now) {
  return rate_ <= 0 || bucket(key, Instant{now}).ready(Instant{now});
}

void RateLimiter::give_back(const std::string& key) {
  if (const auto found = buckets_.find(key); found != buckets_.end()) found->second.give_back();
}

TimeSpan RateLimiter::wait(const std::string& key) const {
  const auto found = buckets_.find(key);
  return found == buckets_.end() ? TimeSpan{0} : found->second.wait();
}

}  // namespace yingda
