#pragma once
// States as earlier versions stored them. A member that is merely new needs nothing: it keeps its
// default. What has moved or means something else is put right here, step by step.

#include <nlohmann/json.hpp>

namespace yingda::wire {

// 1 (unnamed): commitments of the conversation. 2: commitments of each order.
inline constexpr int state_version = 2;

// As the present version writes it. A state of a later version is returned as it is.
nlohmann::json upgrade_state(nlohmann::json state);
// The same for an order that is stored by itself.
nlohmann::json upgrade_order(nlohmann::json order);

}  // namespace yingda::wire
