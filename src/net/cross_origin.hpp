#pragma once
// Requests that pages of other sites make a browser send. Most are refused. A path is `shared` when
// the widget needs it from the page of a shop: then allowed_origins decides, a token in
// Authorization names the visitor, and no cookie is ever asked for. A path that stands in for a
// WebSocket is shared like it: who speaks is told by its frames.
// The browser's side of it: https://fetch.spec.whatwg.org/#http-cors-protocol

#include <optional>
#include <string_view>

#include "net/services.hpp"

namespace yingda::net {

// Whether pages of allowed_origins may call it from the browser.
enum class Sharing { own_pages, shared, as_sockets };

// A form or script of another site: browsers say so, and programs say nothing. nullopt: welcome.
std::optional<Reply> cross_site_fault(const Services& services, const Request& request,
                                      Sharing sharing);

// OPTIONS, which a browser sends first. `methods` as in "GET, POST".
bool is_preflight(const Request& request);
Reply preflight_answer(const Services& services, const Request& request, std::string_view methods);

// Lets the page that asked read the reply of a shared path.
void let_page_read(const Services& services, const Request& request, Reply& reply);

}  // namespace yingda::net
