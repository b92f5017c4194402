#include "proof/signature.hpp"

#include <sodium.h>

#include "base/check.hpp"

namespace yingda::proof {
namespace {

static_assert(crypto_sign_SEEDBYTES == seed_bytes);
static_assert(crypto_sign_PUBLICKEYBYTES == public_key_bytes);
static_assert(crypto_sign_BYTES == signature_bytes);
static_assert(crypto_sign_SECRETKEYBYTES == 64);

const unsigned char* raw(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}
unsigned char* raw(std::string& text) { return reinterpret_cast<unsigned char*>(text.data()); }

}  // namespace

SigningKey::SigningKey(std::string_view seed) : public_key_(public_key_bytes, '\0') {
  YINGDA_CHECK(seed.size() == seed_bytes);
  crypto_sign_seed_keypair(raw(public_key_), secret_.data(), raw(seed));
}

SigningKey::~SigningKey() { sodium_memzero(secret_.data(), secret_.size()); }

std::string SigningKey::sign(std::string_view message) const {
  std::string out(signature_bytes, '\0');
  crypto_sign_detached(raw(out), nullptr, raw(message), message.size(), secret_.data());
  return out;
}

bool signed_by(std::string_view public_key, std::string_view message, std::string_view signature) {
  return public_key.size() == public_key_bytes && signature.size() == signature_bytes &&
         crypto_sign_verify_detached(raw(signature), raw(message), message.size(),
                                     raw(public_key)) == 0;
}

std::string to_base64(std::string_view bytes) {
  constexpr int variant = sodium_base64_VARIANT_ORIGINAL;
  std::string out(sodium_base64_encoded_len(bytes.size(), variant), '\0');
  sodium_bin2base64(out.data(), out.size(), raw(bytes), bytes.size(), variant);
  out.pop_back();
  return out;
}

std::optional<std::string> from_base64(std::string_view text, std::size_t bytes) {
  std::string out(bytes, '\0');
  std::size_t length = 0;
  const int bad = sodium_base642bin(raw(out), out.size(), text.data(), text.size(), nullptr,
                                    &length, nullptr, sodium_base64_VARIANT_ORIGINAL);
  if (bad != 0 || length != bytes || to_base64(out) != text) return std::nullopt;
  return out;
}

}  // namespace yingda::proof
