#pragma once
// The door: listens, speaks HTTP/1.1 and WebSocket, and keeps strangers to their limits. Runs on
// the one thread of its io_context. What is said through the sockets is the business of
// `Endpoints`.

#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "gateway/evidence_vault.hpp"
#include "net/assets.hpp"
#include "net/config.hpp"
#include "net/endpoints.hpp"

namespace boost::asio {
class io_context;
}

namespace yingda::net {

struct ServerHooks {
  // Prometheus text for GET /metrics on the admin listener.
  std::function<std::string()> metrics;
  // Why GET /readyz should say no; nullopt: ready.
  std::function<std::optional<std::string>()> not_ready;
  // The time of day for the Date field; without it there is none.
  std::function<Instant()> now;
};

// Where we really listen: ports are never 0 here.
struct Bound {
  Listen main;
  std::optional<Listen> admin;
};

class Server {
 public:
  // Everything referred to must outlive the server; the io_context must outlive it too. Throws
  // std::invalid_argument for a configuration that makes no sense.
  Server(boost::asio::io_context& io, ServerConfig config, Endpoints& endpoints,
         gateway::Accounts& accounts, gateway::EvidenceVault& vault, gateway::Telemetry& telemetry,
         const AssetMap& assets, ServerHooks hooks);
  // Cuts every connection at once.
  ~Server();

  // Binds and listens; throws std::system_error when it cannot.
  Bound start();

  // Stops listening, lets every peer know and go: what is queued is sent, WebSockets are closed
  // with 1012, requests are answered. Who has not gone after `times.drain` is cut. `done` is called
  // once nobody is left, never from within this call.
  void drain(std::function<void()> done);

  // Looks at once whether the log-ins of that person's open desk sockets still hold, and closes
  // those whose do not.
  void check_logins_of(const std::string& staff);

  // HTTP and WebSocket connections at the moment.
  std::size_t connections() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace yingda::net
