#pragma once
// Conversations that whoever has them put aside for a while, and when they come back.

#include "conversation/turn.hpp"

namespace yingda::conversation {

// Nobody works on it now: it takes up no place, and nobody is missed there.
bool is_set_aside(const State& state);

void snoozed(Turn& turn, const Snoozed& wish);
void woken(Turn& turn, const Woken& wish);
// The time has come (timer_fired).
void snooze_over(Turn& turn);
// After every step: what else brings it back, and what makes the reminder needless.
void mind_snooze(Turn& turn);

inline constexpr const char* snooze_timer = "snooze";

}  // namespace yingda::conversation
