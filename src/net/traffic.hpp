#pragma once
// Open connections, counted per address. How often something is tried: base/rate_limiter.hpp.

#include <cstddef>
#include <memory>
#include <string>
#include <unordered_map>

#include "net/deadline.hpp"

namespace yingda::net {

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
