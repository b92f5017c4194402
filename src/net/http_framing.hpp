#pragma once
// What a request must look like before anybody looks at what it asks. The parser underneath is
// lenient where two servers in a row could disagree about where a request ends; here is refused
// whatever leaves room for that. Every refusal ends the connection.

#include <optional>
#include <string_view>

#include "net/http_message.hpp"

namespace yingda::net {

inline constexpr std::size_t header_bytes_max = 16 * 1024;
inline constexpr std::size_t target_bytes_max = 4 * 1024;
inline constexpr std::size_t header_fields_max = 64;

// The reply to refuse the head with, or nothing.
std::optional<Reply> framing_fault(const Request& request);

// The declared length of the body; only for requests without a framing fault.
std::size_t content_length(const Request& request);

// "shop.example", "127.0.0.1:8080", "[::1]:80": nothing that could mean more than a name.
bool is_host(std::string_view host);

// No empty or dot segment, backslash or control character, neither plainly nor percent-encoded.
bool is_plain_path(std::string_view path);

}  // namespace yingda::net
