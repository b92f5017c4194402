#pragma once
// The configured webhooks with the secrets that the environment holds.

#include <string>
#include <vector>

#include "base/result.hpp"
#include "connect/notice_sender.hpp"
#include "connect/webhook_transport.hpp"
#include "content/config.hpp"

namespace yingda::app {

// "whsec_" and the base64 of 24 to 64 random bytes; several, apart by blanks, while the secret is
// being changed. The error says what is wrong, never what was read.
Result<std::vector<std::string>> webhook_keys(std::string_view text);

// Throws Failure when a variable is not set or holds no secret.
std::vector<connect::WebhookEndpoint> webhook_endpoints(const content::Config& config);

connect::NoticeOptions notice_options(const content::Config& config);

}  // namespace yingda::app
