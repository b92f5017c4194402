#include "store/random.hpp"

#include <sodium.h>

#include <array>

#include "base/check.hpp"

namespace yingda::store {
namespace {

void need_sodium() {
  static const bool ready = sodium_init() >= 0;
  YINGDA_CHECK(ready);
}

const unsigned char* raw(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

std::string hex(const unsigned char* bytes, std::size_t count) {
  std::string out(count * 2 + 1, '\0');
  sodium_bin2hex(out.data(), out.size(), bytes, count);
  out.pop_back();
  return out;
}

std::string base64(std::string_view bytes, int variant) {
  std::string out(sodium_base64_encoded_len(bytes.size(), variant), '\0');
  sodium_bin2base64(out.data(), out.size(), raw(bytes), bytes.size(), variant);
  out.pop_back();
  return out;
}

}  // namespace

std::string random_bytes(std::size_t count) {
  need_sodium();
  std::string out(count, '\0');
  randombytes_buf(out.data(), out.size());
  return out;
}

std::string random_hex(std::size_t bytes) {
  const std::string made = random_bytes(bytes);
  return hex(raw(made), made.size());
}

std::string to_hex(std::string_view bytes) { return hex(raw(bytes), bytes.size()); }

std::string random_token() {
  return base64(random_bytes(32), sodium_base64_VARIANT_URLSAFE_NO_PADDING);
}

std::string token_hash(std::string_view token) {
  std::array<unsigned char, crypto_hash_sha256_BYTES> digest{};
  crypto_hash_sha256(digest.data(), raw(token), token.size());
  return hex(digest.data(), digest.size());
}

std::string to_base64(std::string_view bytes) {
  return base64(bytes, sodium_base64_VARIANT_ORIGINAL);
}

std::string from_base64(std::string_view text) {
  std::string out(text.size(), '\0');
  std::size_t length = 0;
  const int bad =
      sodium_base642bin(reinterpret_cast<unsigned char*>(out.data()), out.size(), text.data(),
                        text.size(), nullptr, &length, nullptr, sodium_base64_VARIANT_ORIGINAL);
  out.resize(bad == 0 ? length : 0);
  return out;
}

}  // namespace yingda::store
