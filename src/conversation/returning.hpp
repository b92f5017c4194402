#pragma once
// An agent gives the conversation back to the bot for a while, or asks how it was.

#include <string>

#include "conversation/turn.hpp"

namespace yingda::conversation {

// What an agent may have the bot do: flows that visitors can begin, with a name to choose them by.
bool can_be_given(const dialogue::Flow& flow);

// A visitor who does not go through with it is not left with the bot: after so long their case
// comes back.
inline constexpr TimeSpan with_bot_at_most = std::chrono::minutes(30);
// `number`: the open work order; empty: there is none.
void comes_back_later(Turn& turn, const std::string& number);

void returned_to_bot(Turn& turn, const ReturnedToBot& wish);
void rating_invited(Turn& turn, const RatingInvited& wish);

}  // namespace yingda::conversation
