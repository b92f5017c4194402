#pragma once
// What the config knows about an action and its step leaves out.

#include "content/config.hpp"
#include "content/flow_parser.hpp"

namespace yingda::content {

// Steps without a timeout take the connector's. What the action's path needs ("/orders/{number}")
// and the step's `arguments` do not give is taken from the slot of that name, and so becomes one of
// the slots that must be set somewhere.
void complete_actions(ParsedFlows& flows, const Config& config);

}  // namespace yingda::content
