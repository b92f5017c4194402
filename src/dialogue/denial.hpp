#pragma once
// "不是50，是60", "订单是A不是B", "it was 4pm, not 3pm": what it is not, and what it is.

#include <optional>
#include <string>
#include <string_view>

namespace yingda::dialogue {

struct Denial {
  std::string denied;   // "50"
  std::string instead;  // "60"
};

// The first such pair in the text, in its normal form; nothing where only one of both is said.
std::optional<Denial> denial_in(std::string_view text);

}  // namespace yingda::dialogue
