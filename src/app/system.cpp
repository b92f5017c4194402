#include "app/system.hpp"

#include <sodium.h>

#include <array>
#include <stdexcept>

#include "base/check.hpp"

namespace yingda::app {

Instant SystemClock::now() const {
  return std::chrono::time_point_cast<TimeSpan>(std::chrono::system_clock::now());
}

std::string SodiumSecrets::bytes(std::size_t count) {
  std::string out(count, '\0');
  randombytes_buf(out.data(), out.size());
  return out;
}

std::string SodiumSecrets::sign(std::string_view message) {
  std::array<unsigned char, crypto_generichash_BYTES> hash{};
  const auto* text = reinterpret_cast<const unsigned char*>(message.data());
  const auto* key = reinterpret_cast<const unsigned char*>(key_.data());
  YINGDA_CHECK(
      crypto_generichash(hash.data(), hash.size(), text, message.size(), key, key_.size()) == 0);
  std::array<char, crypto_generichash_BYTES * 2 + 1> hex{};
  sodium_bin2hex(hex.data(), hex.size(), hash.data(), hash.size());
  return hex.data();
}

}  // namespace yingda::app
