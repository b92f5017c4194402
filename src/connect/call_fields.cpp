#include "connect/call_fields.hpp"

#include <openssl/evp.h>

#include <array>

namespace yingda::connect {
namespace {

std::string sha256_hex(const std::string& text) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::array<unsigned char, EVP_MAX_MD_SIZE> hash{};
  unsigned size = 0;
  EVP_Digest(text.data(), text.size(), hash.data(), &size, EVP_sha256(), nullptr);
  std::string out;
  for (unsigned i = 0; i < size; ++i) {
    out += digits[hash[i] >> 4];
    out += digits[hash[i] & 15];
  }
  return out;
}

}  // namespace

std::vector<std::pair<std::string, std::string>> call_fields(const gateway::CallRow& call) {
  // Further attempts of a call ("c12.1") are the same call to the service.
  const std::string first = call.id.substr(0, call.id.find('.'));
  const std::string hash = sha256_hex(call.conversation + '\n' + first);
  const std::string key = hash.substr(0, 32);
  return {{"Idempotency-Key", key},
          {"traceparent", "00-" + key + "-" + hash.substr(32, 16) + "-01"}};
}

}  // namespace yingda::connect
