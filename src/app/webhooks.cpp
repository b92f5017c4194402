#include "app/webhooks.hpp"

#include <sodium.h>

#include <cstdlib>
#include <optional>
#include <sstream>

#include "app/failure.hpp"

namespace yingda::app {
namespace {

// Of the standard: fewer can be guessed, more add nothing.
constexpr std::size_t key_bytes_min = 24;
constexpr std::size_t key_bytes_max = 64;
constexpr std::string_view secret_prefix = "whsec_";

std::optional<std::string> key_of(std::string_view text) {
  if (!text.starts_with(secret_prefix)) return std::nullopt;
  text.remove_prefix(secret_prefix.size());
  std::string out(text.size(), '\0');
  std::size_t size = 0;
  const int failed =
      sodium_base642bin(reinterpret_cast<unsigned char*>(out.data()), out.size(), text.data(),
                        text.size(), nullptr, &size, nullptr, sodium_base64_VARIANT_ORIGINAL);
  if (failed != 0 || size < key_bytes_min || size > key_bytes_max) return std::nullopt;
  out.resize(size);
  return out;
}

}  // namespace

Result<std::vector<std::string>> webhook_keys(std::string_view text) {
  std::vector<std::string> keys;
  std::istringstream words{std::string(text)};
  for (std::string word; words >> word;) {
    auto key = key_of(word);
    if (!key) {
      return Error{ErrorCode::invalid,
                   "holds something that is no secret; it must be whsec_ and the base64 of 24 to "
                   "64 random bytes, or several of them apart by blanks"};
    }
    keys.push_back(*std::move(key));
  }
  if (keys.empty()) {
    return Error{ErrorCode::invalid,
                 "is empty; it must be whsec_ and the base64 of 24 to 64 random bytes"};
  }
  return keys;
}

std::vector<connect::WebhookEndpoint> webhook_endpoints(const content::Config& config) {
  std::vector<connect::WebhookEndpoint> out;
  for (const auto& webhook : config.webhooks) {
    const std::string where = "webhooks: the environment variable " + webhook.secret_env + " ";
    const char* value = std::getenv(webhook.secret_env.c_str());
    if (value == nullptr) {
      throw Failure(exit_bad, where +
                                  "is not set; it must hold the secret that the receiver knows, "
                                  "too: whsec_ and the base64 of 24 to 64 random bytes");
    }
    auto keys = webhook_keys(value);
    if (!keys) throw Failure(exit_bad, where + keys.error().detail);
    out.push_back({webhook.url, webhook.events, *std::move(keys), webhook.timeout});
  }
  return out;
}

connect::NoticeOptions notice_options(const content::Config& config) {
  connect::NoticeOptions options;
  options.max_age = config.webhook_max_age;
  return options;
}

}  // namespace yingda::app
