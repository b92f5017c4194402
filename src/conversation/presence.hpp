#pragma once
// Words that only say that somebody is there, or will be in a moment: "在的", "稍等，我找一下",
// "hang on". They answer no question, and are no answer that failed.

#include "conversation/said.hpp"
#include "conversation/turn.hpp"

namespace yingda::conversation {

enum class Presence { none, here, in_a_moment };
Presence presence_of(const Said& said);

// With a question open: who is there hears it again, who asks for a moment is given one. False: the
// message says something else, or picks one of the open question's options.
bool still_there(Turn& turn, const Said& said);

}  // namespace yingda::conversation
