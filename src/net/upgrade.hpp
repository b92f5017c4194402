#pragma once
// What a request must be to become a WebSocket: everything is decided before the 101 is sent, since
// a browser hides from its page why a socket that did open was closed.

#include <string>
#include <variant>

#include "net/services.hpp"

namespace yingda::net {

enum class Role { chat, desk };

struct Upgrade {
  Role role = Role::chat;
  std::string host;
  std::string key;
  std::string place;     // where it comes from, as limits count: an address or its /64
  std::string protocol;  // to name in the answer; empty when the client named none
};

// True when the client asks for a WebSocket at all, rightly or wrongly.
bool wants_upgrade(const Request& request);

// The upgrade to accept, or the refusal. Does not look at who is asking: see credentials.hpp.
std::variant<Upgrade, Reply> check_upgrade(const Services& services, const Request& request,
                                           Role role);

}  // namespace yingda::net
