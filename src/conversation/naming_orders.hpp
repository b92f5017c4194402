#pragma once
// Messages that name one of our own work orders: its number is no order number of the shop's.

#include <string>

#include "conversation/turn.hpp"

namespace yingda::conversation {

// Is the flow under way, or interrupted?
bool runs_already(const State& state, const std::string& flow);

// Starts the flow that tells how the named work order stands. False: none is named.
bool heard_work_order(Turn& turn, const std::string& text);

// A slip in the number is told apart from a work order that is not there.
bool misspelt_work_order(Turn& turn, const std::string& text);

}  // namespace yingda::conversation
