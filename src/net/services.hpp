#pragma once
// What the handlers of plain requests may use, and the shape of a handler. Nothing here knows a
// socket: a handler gets a value and calls back with a value.

#include <functional>
#include <memory>

#include "base/rate_limiter.hpp"
#include "gateway/evidence_vault.hpp"
#include "net/http_message.hpp"
#include "net/origin.hpp"
#include "net/server.hpp"
#include "net/traffic.hpp"

namespace yingda::net {

struct Services {
  ServerConfig config;
  Endpoints& endpoints;
  gateway::Accounts& accounts;
  gateway::EvidenceVault& vault;
  gateway::Telemetry& telemetry;
  const AssetMap& assets;
  ServerHooks hooks;
  OriginPolicy origins;
  Heartbeat heartbeat;
  RateLimiter login_attempts;
  RateLimiter order_misses;
  RateLimiter order_acts;
  RateLimiter upload_attempts;
  RateLimiter own_data;     // copies and erasures
  ConnectionCount uploads;  // at once, under one key
  ConnectionCount uploads_of_address;
  ConnectionCount completions;  // of one upload in pieces
  ConnectionCount dossiers;     // being made and sent, under one key
  ConnectionCount dossiers_of_address;
  // Ends the desk sockets that were opened with this session; set by the server.
  std::function<void(const std::string& token)> logged_out;
  // Answers POST /v1/chat/poll; set by the server.
  std::function<void(const std::shared_ptr<const Request>&, const std::function<void(Reply)>&)>
      poll;
  bool draining = false;
};

using RequestPtr = std::shared_ptr<const Request>;
using Respond = std::function<void(Reply)>;

// Calls `respond` exactly once, at once or later. `services` outlives the call of `respond`.
using Handler = void (*)(Services& services, const RequestPtr& request, const Respond& respond);

}  // namespace yingda::net
