#include "proof/sha256.hpp"

#include <algorithm>

namespace yingda::proof {

Sha256& Sha256::update(std::string_view bytes) {
  crypto_hash_sha256_update(&state_, reinterpret_cast<const unsigned char*>(bytes.data()),
                            bytes.size());
  return *this;
}

Hash Sha256::finish() {
  Hash out{};
  crypto_hash_sha256_final(&state_, out.data());
  return out;
}

Hash sha256(std::string_view bytes) { return Sha256().update(bytes).finish(); }

std::optional<Hash> hash_from(std::string_view bytes) {
  Hash out{};
  if (bytes.size() != out.size()) return std::nullopt;
  std::copy(bytes.begin(), bytes.end(), out.begin());
  return out;
}

std::string to_hex(std::string_view bytes) {
  std::string out(bytes.size() * 2 + 1, '\0');
  sodium_bin2hex(out.data(), out.size(), reinterpret_cast<const unsigned char*>(bytes.data()),
                 bytes.size());
  out.pop_back();
  return out;
}

std::optional<std::string> from_hex(std::string_view text) {
  std::string out(text.size() / 2, '\0');
  std::size_t length = 0;
  const int bad = sodium_hex2bin(reinterpret_cast<unsigned char*>(out.data()), out.size(),
                                 text.data(), text.size(), nullptr, &length, nullptr);
  if (bad != 0 || to_hex(out) != text) return std::nullopt;
  return out;
}

}  // namespace yingda::proof
