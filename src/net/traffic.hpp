#pragma once
// Counts per address: how many connections, and how often something is tried. Bounded in memory
// itself: when too many addresses are remembered, all are forgotten, which costs an attacker with
// that many addresses nothing that he did not have anyway.

#include <cstddef>
#include <memory>
#include <string>
#include <unordered_map>

#include "net/deadline.hpp"

namespace yingda::net {

// A token bucket for each key. A rate of 0 lifts the limit.
class RateLimiter {
 public:
  RateLimiter(double per_second, double burst) : per_second_(per_second), burst_(burst) {}

  // Takes a token; false when there is none.
  bool take(const std::string& key, Coarse now);
  // True when a token is there; takes none.
  bool ready(const std::string& key, Coarse now);

 private:
  struct Bucket {
    double tokens;
    Coarse filled;
  };
  Bucket& bucket(const std::string& key, Coarse now);

  double per_second_;
  double burst_;
  std::unordered_map<std::string, Bucket> buckets_;
};

// Open connections per key. A `Lease` is one of them and gives its place back by itself.
class ConnectionCount {
 public:
  explicit ConnectionCount(std::size_t max) : max_(max), counts_(std::make_shared<Counts>()) {}

  using Lease = std::shared_ptr<void>;
  // Null when the key has as many as it may.
  Lease acquire(const std::string& key);

 private:
  using Counts = std::unordered_map<std::string, std::size_t>;
  std::size_t max_;
  std::shared_ptr<Counts> counts_;
};

}  // namespace yingda::net
