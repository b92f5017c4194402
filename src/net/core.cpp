#include "net/core.hpp"

#include <utility>

namespace yingda::net {

Core::Core(const Executor& loop, Services parts)
    : executor(loop),
      services(std::move(parts)),
      proxies(services.config.trusted_proxies),
      per_address(services.config.traffic.connections_per_address_max),
      connects(services.config.traffic.connects_per_address_rate,
               services.config.traffic.connects_per_address_burst),
      outbound{services.config.traffic.outbound_bytes_max, 0},
      tasks(loop, [&telemetry = services.telemetry](const char* what) {
        telemetry.event("net_task_failed", {{"what", what}});
      }) {}

Registration::Registration(CorePtr core, Session* session) : core_(std::move(core)) {
  place_ = core_->sessions.insert(core_->sessions.end(), session);
}

Registration::~Registration() {
  core_->sessions.erase(place_);
  if (!core_->sessions.empty() || !core_->emptied) return;
  const auto emptied = std::exchange(core_->emptied, nullptr);
  emptied();
}

}  // namespace yingda::net
