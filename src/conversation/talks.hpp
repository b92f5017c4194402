#pragma once
// What a visitor came for, from the first words to half an hour of quiet.

#include "conversation/state.hpp"

namespace yingda::conversation {

// Nobody has anything to do in it any more: no person, no open work order, and the visitor does not
// talk with the bot there right now.
bool is_over(const State& state, Instant now);

}  // namespace yingda::conversation
