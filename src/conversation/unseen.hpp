#pragma once
// What the visitor should see although they may be gone: an answer, a change of their work order,
// money. Until somebody has seen them since, a timer runs; what it finds is told outside of the
// chat (notice.hpp). Whether they are connected just then only the shell knows: it says so by
// VisitorSaw instead of letting the timer ring.

#include "conversation/turn.hpp"

namespace yingda::conversation {

inline constexpr std::string_view unseen_timer = "unseen";
bool is_unseen_timer(const EventBody& body);

// After every step: starts, extends or ends the wait for the visitor's eyes.
void mind_unseen(Turn& turn);
// The time has come, and nobody is there.
void unseen_over(Turn& turn);
void notice_settled(Turn& turn, const NoticeSettled& settled);

}  // namespace yingda::conversation
