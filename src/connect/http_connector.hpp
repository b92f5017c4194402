#pragma once
// Asks the shop's own systems over HTTP: one short-lived connection a call, only to the configured
// host and port, never following a redirect. Whatever comes back is distrusted: it is cut off by
// time and size, and becomes either flat, typed fields or an error; there is no third outcome. A
// system that fails half of its calls is left alone for a while (breaker.hpp).

#include <boost/asio/io_context.hpp>
#include <memory>
#include <string_view>
#include <vector>

#include "connect/service.hpp"
#include "gateway/ports.hpp"

namespace yingda::connect {

// Errors in an answer are one of these words and never contain what was asked or answered:
//   timeout  connect  tls  broken answer  too large  bad answer  http <status>
//   busy  unavailable (the breaker is open)  stopped  unknown action  bad argument
// 404 is no error: it answers {found: false}.
class HttpConnector final : public gateway::Connector {
 public:
  // Throws std::invalid_argument naming the service or action that cannot be right.
  HttpConnector(boost::asio::io_context& loop, std::vector<Service> services);
  // Calls under way are answered "stopped".
  ~HttpConnector() override;
  HttpConnector(const HttpConnector&) = delete;
  HttpConnector& operator=(const HttpConnector&) = delete;

  // `done` runs later, on the loop, exactly once.
  void call(const gateway::CallRow& call, std::function<void(gateway::CallAnswer)> done) override;

  // Every call, waiting, under way or made from now on, is answered "stopped".
  void stop();

  struct Load {
    std::size_t running = 0;
    std::size_t waiting = 0;
    bool breaker_open = false;
  };
  // For metrics; zeros for a name that is not configured.
  Load load(std::string_view service) const;

 private:
  class Impl;
  std::shared_ptr<Impl> impl_;
};

}  // namespace yingda::connect
