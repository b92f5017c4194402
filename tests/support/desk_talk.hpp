#pragma once
// Steps that tests of the desk share.

#include <string>
#include <vector>

#include "support/gateway_world.hpp"

namespace yingda::testing {

// Somebody asks about a withdrawal and then for a person; the conversation's id.
inline std::string ask_for_person(GatewayWorld& world, Peer& visitor) {
  const std::string conversation = visitor.outlet.take("welcome")["conversation"];
  visitor.send({{"type", "message"}, {"id", "q1"}, {"text", "提现多久到账"}});
  visitor.send({{"type", "human"}, {"id", "h1"}});
  world.settle();
  return conversation;
}

// The first event of that kind; null without one.
inline Json event_of(const std::vector<Json>& events, const std::string& kind) {
  for (auto event : events) {
    if (event["kind"] == kind) return event;
  }
  return {};
}

}  // namespace yingda::testing
