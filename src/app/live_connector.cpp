#include "app/live_connector.hpp"

#include <optional>

namespace yingda::app {

LiveConnector::LiveConnector(std::vector<connect::Service> services)
    : connector_(io_, std::move(services)) {}

gateway::CallAnswer LiveConnector::call(const conversation::CallAction& call) {
  std::optional<gateway::CallAnswer> answer;
  connector_.call({"terminal", call.id, call.action, call.arguments, call.timeout_s},
                  [&answer](gateway::CallAnswer given) { answer = std::move(given); });
  io_.restart();
  while (!answer && io_.run_one() != 0) {
  }
  return answer.value_or(gateway::CallAnswer{false, "stopped", {}});
}

}  // namespace yingda::app
