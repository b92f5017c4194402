#pragma once
// An agent gives the conversation back to the bot for one question of the flow that was
// interrupted: its answer is taken back as if the customer had said so, what else is known stays,
// and the open case follows the new answer and comes back to people.

#include <vector>

#include "conversation/turn.hpp"
#include "dialogue/retraction.hpp"

namespace yingda::conversation {

// What can be asked again, in the order of the questions.
std::vector<dialogue::Retraction> questions_to_ask(const Catalog& catalog, const State& state);

void ask_again(Turn& turn, const ReturnedToBot& wish);

// The case that the question was asked again for, while the bot goes on with its flow: what that
// opens is this one. Null: there is none.
workorder::WorkOrder* case_asked_again(Turn& turn, const dialogue::OrderWanted& wanted);

// After every step. An answer holds for the open case as well.
void mind_asked_again(Turn& turn);
// The bot is done, or somebody else has the conversation. Without an answer the one of before
// stands again.
void end_asked_again(Turn& turn);

}  // namespace yingda::conversation
