#pragma once
// What is typed while a question is open: its answer, a part of one, or something else altogether.

#include "conversation/event.hpp"
#include "conversation/said.hpp"
#include "conversation/turn.hpp"

namespace yingda::conversation {

// False: the open question gives way, and the message is heard as if nothing were open.
bool hear_in_flow(Turn& turn, const MessageReceived& message, const Said& said,
                  const knowledge::Understanding& understood);

}  // namespace yingda::conversation
