#pragma once
// Yes and no in the question's own words: "要加急吗？" — "加急吧", "还没收到呢", "expedite please".

#include <optional>
#include <string_view>

namespace yingda::dialogue {

// Whether `answer` says again, or denies, what `question` (one variant in one language) asks;
// nullopt: it does neither.
std::optional<bool> echoed(std::string_view question, std::string_view answer);

// The same where the question is not open: what it asks about must be named, "不要儿童座椅".
std::optional<bool> echoed_by_name(std::string_view question, std::string_view answer);

}  // namespace yingda::dialogue
