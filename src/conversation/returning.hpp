#pragma once
// An agent gives the conversation back to the bot for a while, or asks how it was.

#include "conversation/turn.hpp"

namespace yingda::conversation {

// What an agent may have the bot do: flows that visitors can begin, with a name to choose them by.
bool can_be_given(const dialogue::Flow& flow);

void returned_to_bot(Turn& turn, const ReturnedToBot& wish);
void rating_invited(Turn& turn, const RatingInvited& wish);

}  // namespace yingda::conversation
