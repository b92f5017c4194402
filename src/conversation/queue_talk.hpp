#pragma once
// What is said while a person is awaited. The bot goes on with what it surely knows (bot.cpp);
// everything else is kept for the person, and the visitor is told where it goes.

#include "conversation/said.hpp"
#include "conversation/turn.hpp"

namespace yingda::conversation {

// Belongs to the order that is waited for, whatever else the words may mean: the demand that it has
// none of yet, a phone number.
bool noted_for_person(Turn& turn, const Said& said);

// The last net of the queue: what is typed is acknowledged, lines in one go at the first of them.
void note_in_queue(Turn& turn, const Said& said);

}  // namespace yingda::conversation
