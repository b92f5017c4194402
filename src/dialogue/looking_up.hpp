#pragma once
// Who looks something up before they answer.

#include <string_view>

namespace yingda::dialogue {

// "我看看日历", "我去问问我老婆", "let me check my calendar": what is looked at belongs to the
// visitor. "我查一下订单" is a wish.
bool looks_up_first(std::string_view key);

}  // namespace yingda::dialogue
