#pragma once
// SHA-256 as a value, from libsodium.

#include <sodium.h>

#include <array>
#include <optional>
#include <string>
#include <string_view>

namespace yingda::proof {

using Hash = std::array<unsigned char, crypto_hash_sha256_BYTES>;

// Of what arrives in pieces.
class Sha256 {
 public:
  Sha256() { crypto_hash_sha256_init(&state_); }
  Sha256& update(std::string_view bytes);
  // Call once.
  Hash finish();

 private:
  crypto_hash_sha256_state state_{};
};

Hash sha256(std::string_view bytes);

inline std::string_view bytes_of(const Hash& hash) {
  return {reinterpret_cast<const char*>(hash.data()), hash.size()};
}
// nullopt unless there are exactly as many bytes as a hash has.
std::optional<Hash> hash_from(std::string_view bytes);

// Lower case, two digits a byte.
std::string to_hex(std::string_view bytes);
inline std::string to_hex(const Hash& hash) { return to_hex(bytes_of(hash)); }
// nullopt when it is not lower-case hexadecimal: one value has one spelling.
std::optional<std::string> from_hex(std::string_view text);

}  // namespace yingda::proof
