#pragma once
// Regular expressions as sets of texts: do two of them have a text in common?

#include <optional>
#include <set>
#include <string>
#include <string_view>

namespace yingda::content {

// True only when surely no text matches both as a whole. Knows the usual parts of patterns
// (classes, groups, alternatives, repetitions); with any other part the answer is false.
bool have_nothing_in_common(std::string_view pattern, std::string_view other);

// All texts that match the pattern as a whole, where there are few of them; nullopt: there are
// more, or it holds a part that is not known here.
std::optional<std::set<std::string>> texts_of(std::string_view pattern);

}  // namespace yingda::content
