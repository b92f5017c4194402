#pragma once
// Words that only say that somebody is there, or will be in a moment: "在的", "稍等，我找一下",
// "hang on". They answer no question, and are no answer that failed.

#include <string_view>

#include "conversation/said.hpp"
#include "conversation/turn.hpp"

namespace yingda::conversation {

enum class Presence { none, here, in_a_moment };
Presence presence_of(const Said& said);

// "等等，我要投诉": what is said behind such words; the whole text where they do not lead it.
std::string_view behind_moment(std::string_view text);

// With a question open: who is there hears it again, who asks for a moment is given one. False: the
// message says something else, or picks one of the open question's options.
bool still_there(Turn& turn, const Said& said);

}  // namespace yingda::conversation
