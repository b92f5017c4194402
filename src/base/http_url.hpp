#pragma once
// An http or https address as an operator configures it, taken apart by plain rules: what is
// unusual is refused, with what would be right, rather than understood in two ways.

#include <string>
#include <string_view>

#include "base/result.hpp"

namespace yingda {

struct HttpUrl {
  bool tls = false;
  std::string host;  // lower case, IPv6 without brackets
  std::string port;  // decimal
  std::string path;  // "/" at least
};

// User info, query, fragment, numeric shorthands for addresses, and port 0 are refused.
Result<HttpUrl> parse_http_url(std::string_view url);

// By its name: localhost, 127.…, ::1.
bool is_loopback(const HttpUrl& url);

}  // namespace yingda
