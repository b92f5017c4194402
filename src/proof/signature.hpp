#pragma once
// Ed25519 by libsodium. A key is made of 32 random bytes, its seed; chance is the caller's.

#include <array>
#include <optional>
#include <string>
#include <string_view>

namespace yingda::proof {

inline constexpr std::size_t seed_bytes = 32;
inline constexpr std::size_t public_key_bytes = 32;
inline constexpr std::size_t signature_bytes = 64;

class SigningKey {
 public:
  // `seed` has `seed_bytes` bytes.
  explicit SigningKey(std::string_view seed);
  ~SigningKey();
  SigningKey(const SigningKey&) = default;
  SigningKey& operator=(const SigningKey&) = default;

  const std::string& public_key() const { return public_key_; }
  std::string sign(std::string_view message) const;

 private:
  std::string public_key_;
  std::array<unsigned char, 64> secret_{};
};

bool signed_by(std::string_view public_key, std::string_view message, std::string_view signature);

// Base64 with padding, as keys and signatures are written.
std::string to_base64(std::string_view bytes);
// nullopt unless it is the one spelling of `bytes` bytes.
std::optional<std::string> from_base64(std::string_view text, std::size_t bytes);

}  // namespace yingda::proof
