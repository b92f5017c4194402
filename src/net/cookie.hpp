#pragma once
// The cookies we set: for this host and its own pages only, out of reach of scripts.

#include <string>
#include <string_view>

namespace yingda::net {

// "__Host-NAME" when we are reached by https, for then no other host can set it.
inline std::string cookie_name(std::string_view name, bool secure) {
  return (secure ? "__Host-" : "") + std::string(name);
}

// The value of Set-Cookie; `max_age` in seconds, 0 forgets it. Strict: no other site can have it
// sent along.
inline std::string set_cookie(std::string_view name, std::string_view value, int max_age,
                              bool secure) {
  std::string field = cookie_name(name, secure) + "=";
  field.append(value).append("; Path=/; HttpOnly; SameSite=Strict; Max-Age=");
  return field + std::to_string(max_age) + (secure ? "; Secure" : "");
}

}  // namespace yingda::net
