#pragma once
// Where calls go, and what a call's request line and body are. Everything an outsider can influence
// is an argument's value; it ends up inside one path segment, one query value or one JSON string.

#include <boost/asio/ip/address.hpp>
#include <map>
#include <string>
#include <string_view>

#include "base/result.hpp"

namespace yingda::connect {

// A parsed base URL.
struct Target {
  bool tls = false;
  std::string host;       // a name or an address, IPv6 without brackets, lower case
  std::string port;       // decimal
  std::string authority;  // for the Host field
  std::string prefix;     // "" or "/v1", no slash at the end
  bool literal = false;   // the host is an address
};

// Accepts http and https, host, optional port, optional path of plain segments. User info, query,
// fragment, numeric shorthands for addresses and port 0 are refused.
Result<Target> parse_target(std::string_view base_url);

// False for addresses that are no order system whatever a name resolves to: unspecified, multicast,
// link-local (cloud metadata) and, unless the host was configured as such, loopback.
bool may_dial(const Target& target, const boost::asio::ip::address& address);

using Arguments = std::map<std::string, std::string>;

struct RequestLine {
  std::string path;  // with the query
  std::string body;  // JSON; empty for GET
};

// `invalid` when an argument is missing or cannot be a segment: empty, a control character, or a
// dot segment between slashes. The detail names the parameter, never its value.
Result<RequestLine> fill(const Target& target, bool post, std::string_view path_template,
                         const Arguments& arguments);

// Whether the template is one: starts with a slash, braces paired around names, no fragment.
bool is_path_template(std::string_view path_template);

}  // namespace yingda::connect
