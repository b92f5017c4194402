#pragma once
// What whoever takes a conversation had better be able to.

#include <string>
#include <vector>

#include "conversation/catalog.hpp"
#include "conversation/state.hpp"

namespace yingda::conversation {

// Ids of skills, as the policy has them for its team, the type of its open order and its language.
std::vector<std::string> skills_wanted(const Policy& policy, const State& state);

}  // namespace yingda::conversation
