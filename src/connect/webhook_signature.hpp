#pragma once
// How a webhook proves where it comes from: Standard Webhooks (standardwebhooks.com), symmetric
// keys. The signature covers id, time and body as they are sent.

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/time.hpp"

namespace yingda::connect {

// "v1," and the base64 of HMAC-SHA256 over "id.seconds.body".
std::string webhook_signature(const std::string& key, std::string_view id, std::int64_t seconds,
                              std::string_view body);

// The header fields of one attempt at `at`. With several keys there are several signatures: a
// receiver that knows any of them can verify, so that keys can be changed without a gap.
std::vector<std::pair<std::string, std::string>> webhook_fields(
    const std::vector<std::string>& keys, const std::string& id, Instant at,
    const std::string& body);

}  // namespace yingda::connect
