#pragma once
// Who somebody claims to be: the cookie of a log-in, or a program's Bearer token.

#include <functional>
#include <optional>
#include <string>

#include "net/services.hpp"

namespace yingda::net {

struct Credentials {
  std::string token;
  bool bearer = false;
};

// "__Host-yingda_session" when we are reached by https, for then no other host can set it.
std::string session_cookie_name(bool secure);

// Authorization wins over the cookie; nullopt: neither.
std::optional<Credentials> credentials_of(const Services& services, const Request& request);

// Takes as long for every wrong value, so that time tells nothing. An empty one is never right.
bool same_secret(std::string_view left, std::string_view right);

void authenticate(Services& services, const Credentials& credentials,
                  std::function<void(Result<gateway::StaffSession>)> done);

}  // namespace yingda::net
