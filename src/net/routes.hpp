#pragma once
// The table of everything that can be asked for by HTTP, and the rules that hold for all of it.

#include <cstddef>
#include <string_view>
#include <variant>

#include "net/cross_origin.hpp"
#include "net/services.hpp"

namespace yingda::net {

enum class Kind { plain, upload, poll, chat_socket, desk_socket };
// Which listeners serve it.
enum class Door { main, admin, both };

struct Route {
  std::string_view method;  // GET serves HEAD too
  // Exact, or with "{…}" for one segment, or "*" at the end for all that follows.
  std::string_view pattern;
  Handler handler;
  Door door = Door::main;
  Kind kind = Kind::plain;
  std::size_t body_bytes_max = 64 * 1024;
  Sharing sharing = Sharing::own_pages;
};

// The route for a request without framing faults, or the refusal: unknown paths, wrong methods,
// foreign hosts, requests that another site made a browser send.
std::variant<const Route*, Reply> find_route(const Services& services, const Request& request);

}  // namespace yingda::net
