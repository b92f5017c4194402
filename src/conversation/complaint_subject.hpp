#pragma once
// The subject line of a complaint, wherever it stands in a message.

#include <string_view>

namespace yingda::conversation {

// "你好，\n投诉-20261120002-付款未到账\n麻烦尽快": 投诉, a number of at least six digits and what
// is wrong, with strokes between them. Not what somebody takes back.
bool holds_complaint_subject(std::string_view text);

}  // namespace yingda::conversation
