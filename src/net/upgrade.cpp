#include "net/upgrade.hpp"

#include <sodium.h>

#include <algorithm>
#include <array>

#include "net/credentials.hpp"
#include "net/http_framing.hpp"

namespace yingda::net {
namespace {

constexpr std::size_t key_bytes = 16;

bool names(const Request& request, std::string_view field, std::string_view token) {
  const auto elements = request.list(field);
  return std::any_of(elements.begin(), elements.end(),
                     [&](std::string_view element) { return equal_without_case(element, token); });
}

bool is_key(std::string_view key) {
  std::array<unsigned char, key_bytes> bytes{};
  std::size_t length = 0;
  const int failed = sodium_base642bin(bytes.data(), bytes.size(), key.data(), key.size(), nullptr,
                                       &length, nullptr, sodium_base64_VARIANT_ORIGINAL);
  return failed == 0 && length == key_bytes;
}

std::string_view protocol_of(Role role) {
  return role == Role::chat ? "yingda.chat.v1" : "yingda.desk.v1";
}

std::optional<Reply> handshake_fault(const Request& request) {
  if (request.version != 11 || !names(request, "Upgrade", "websocket") ||
      !names(request, "Connection", "Upgrade")) {
    Reply reply = problem(426, "upgrade-required", "This path speaks WebSocket over HTTP/1.1.");
    reply.fields.emplace_back("Upgrade", "websocket");
    return reply;
  }
  if (request.field("Sec-WebSocket-Version") != "13") {
    Reply reply = problem(426, "upgrade-required", "This path speaks WebSocket version 13.");
    reply.fields.emplace_back("Sec-WebSocket-Version", "13");
    return reply;
  }
  if (!is_key(request.field("Sec-WebSocket-Key"))) {
    return problem(400, "bad-websocket-key", "Sec-WebSocket-Key must be 16 bytes in base64.");
  }
  if (content_length(request) != 0) {
    return problem(400, "body-on-upgrade", "An upgrade carries no body.");
  }
  return std::nullopt;
}

std::optional<Reply> origin_fault(const Services& services, const Request& request, Role role) {
  if (request.has("Origin")) {
    if (services.origins.allows(request.field("Origin"), request.field("Host"), request.https)) {
      return std::nullopt;
    }
    return problem(403, "origin-not-allowed", "This Origin is not in allowed_origins.");
  }
  // Programs send no Origin. On the desk they must then not lean on a cookie either, which is what
  // a foreign page would do.
  if (role == Role::chat || !request.bearer().empty()) return std::nullopt;
  if (!credentials_of(services, request)) return problem(401, "unauthorized", "Log in first.");
  return problem(403, "origin-required", "The desk needs an Origin, or Authorization: Bearer.");
}

}  // namespace

bool wants_upgrade(const Request& request) {
  return request.has("Upgrade") || request.has("Sec-WebSocket-Key");
}

std::variant<Upgrade, Reply> check_upgrade(const Services& services, const Request& request,
                                           Role role) {
  if (auto fault = handshake_fault(request)) return std::move(*fault);
  if (auto fault = origin_fault(services, request, role)) return std::move(*fault);
  Upgrade upgrade;
  upgrade.role = role;
  upgrade.place = request.client_group;
  upgrade.host = request.field("Host");
  upgrade.key = request.field("Sec-WebSocket-Key");
  const auto offered = request.list("Sec-WebSocket-Protocol");
  const std::string_view ours = protocol_of(role);
  if (std::find(offered.begin(), offered.end(), ours) != offered.end()) {
    upgrade.protocol = ours;
  } else if (request.has("Sec-WebSocket-Protocol")) {
    return problem(400, "unknown-subprotocol",
                   "The subprotocol of this path is " + std::string(ours) + ".");
  }
  if (services.draining) return problem(503, "not-ready", "draining");
  return upgrade;
}

}  // namespace yingda::net
