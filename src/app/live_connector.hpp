#pragma once
// The configured connectors, called and waited for: for commands without a loop of their own.

#include "connect/http_connector.hpp"
#include "conversation/step.hpp"

namespace yingda::app {

class LiveConnector {
 public:
  explicit LiveConnector(std::vector<connect::Service> services);
  gateway::CallAnswer call(const conversation::CallAction& call);

 private:
  boost::asio::io_context io_;
  connect::HttpConnector connector_;
};

}  // namespace yingda::app
