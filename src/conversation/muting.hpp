#pragma once
// A visitor who abuses people is kept from talking for a while. What they have open goes on, and
// they can still do everything about it that its card and its page offer.

#include "conversation/turn.hpp"

namespace yingda::conversation {

bool is_muted(const State& state, Instant now);

void visitor_muted(Turn& turn, const VisitorMuted& wish);
void visitor_unmuted(Turn& turn, const VisitorUnmuted& wish);
// Says nothing: whoever is muted is told when they say something.
void mute_carried(Turn& turn, const MuteCarried& carried);
inline constexpr const char* mute_timer = "mute";
void mute_over(Turn& turn);

// True: the visitor is muted, and this was answered with that alone. Nobody is kept from calling
// for help: what a flow that nothing may disturb waits for is heard as ever.
bool kept_out(Turn& turn);

}  // namespace yingda::conversation
