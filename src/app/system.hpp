#pragma once
// The real clock and real randomness: the only place besides the store that has them.

#include <string>

#include "gateway/ports.hpp"

namespace yingda::app {

class SystemClock final : public gateway::Clock {
 public:
  Instant now() const override;
};

// Random bytes and signatures from libsodium, keyed with the store's own key.
class SodiumSecrets final : public gateway::Secrets {
 public:
  explicit SodiumSecrets(std::string key) : key_(std::move(key)) {}
  std::string bytes(std::size_t count) override;
  std::string sign(std::string_view message) override;

 private:
  std::string key_;
};

}  // namespace yingda::app
