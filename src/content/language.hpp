#pragma once
// Regular expressions as sets of texts: do two of them have a text in common?

#include <string_view>

namespace yingda::content {

// True only when surely no text matches both as a whole. Knows the usual parts of patterns
// (classes, groups, alternatives, repetitions); with any other part the answer is false.
bool have_nothing_in_common(std::string_view pattern, std::string_view other);

}  // namespace yingda::content
