#include "net/traffic.hpp"

#include <algorithm>

namespace yingda::net {
namespace {

constexpr std::size_t keys_max = 50'000;

}  // namespace

RateLimiter::Bucket& RateLimiter::bucket(const std::string& key, Coarse now) {
  if (buckets_.size() >= keys_max && !buckets_.contains(key)) buckets_.clear();
  Bucket& found = buckets_.try_emplace(key, Bucket{burst_, now}).first->second;
  const double seconds = std::chrono::duration<double>(now - found.filled).count();
  found.tokens = std::min(burst_, found.tokens + seconds * per_second_);
  found.filled = now;
  return found;
}

bool RateLimiter::ready(const std::string& key, Coarse now) {
  return per_second_ <= 0 || bucket(key, now).tokens >= 1;
}

bool RateLimiter::take(const std::string& key, Coarse now) {
  if (per_second_ <= 0) return true;
  Bucket& found = bucket(key, now);
  if (found.tokens < 1) return false;
  found.tokens -= 1;
  return true;
}

ConnectionCount::Lease ConnectionCount::acquire(const std::string& key) {
  std::size_t& count = (*counts_)[key];
  if (max_ != 0 && count >= max_) return nullptr;
  ++count;
  const auto give_back = [counts = counts_, key](void*) {
    const auto found = counts->find(key);
    if (--found->second == 0) counts->erase(found);
  };
  return Lease(counts_.get(), give_back);
}

}  // namespace yingda::net
