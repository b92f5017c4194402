#include "connect/webhook_signature.hpp"

#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <array>
#include <stdexcept>

#include "connect/base64.hpp"

namespace yingda::connect {

std::string webhook_signature(const std::string& key, std::string_view id, std::int64_t seconds,
                              std::string_view body) {
  std::string content(id);
  content += '.';
  content += std::to_string(seconds);
  content += '.';
  content += body;
  std::array<unsigned char, EVP_MAX_MD_SIZE> mac{};
  unsigned size = 0;
  const auto* made = HMAC(EVP_sha256(), key.data(), static_cast<int>(key.size()),
                          reinterpret_cast<const unsigned char*>(content.data()), content.size(),
                          mac.data(), &size);
  if (made == nullptr) throw std::runtime_error("HMAC-SHA256 cannot be computed");
  return "v1," + base64({reinterpret_cast<const char*>(mac.data()), size});
}

std::vector<std::pair<std::string, std::string>> webhook_fields(
    const std::vector<std::string>& keys, const std::string& id, Instant at,
    const std::string& body) {
  const auto seconds =
      std::chrono::duration_cast<std::chrono::seconds>(at.time_since_epoch()).count();
  std::string signatures;
  for (const auto& key : keys) {
    if (!signatures.empty()) signatures += ' ';
    signatures += webhook_signature(key, id, seconds, body);
  }
  return {{"webhook-id", id},
          {"webhook-timestamp", std::to_string(seconds)},
          {"webhook-signature", std::move(signatures)}};
}

}  // namespace yingda::connect
