#pragma once
// What the desk was alerted to and what is still so: for whoever comes on duty later.

#include <vector>

#include "conversation/step.hpp"

namespace yingda::conversation {

// Of each order, pressing first; empty when nothing stands.
std::vector<Alert> standing_alerts(const State& state);

}  // namespace yingda::conversation
