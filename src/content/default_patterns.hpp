#pragma once
// The repair patterns that every content has: a flow with one of the reserved names in the content
// itself takes the place of the default.

#include <string_view>

#include "content/flow_parser.hpp"

namespace yingda::content {

// What stands as their file in findings and coverage.
inline constexpr std::string_view default_patterns_file = "default patterns";

// As an editor would write them.
std::string_view default_patterns();

// Adds those that the content does not have.
void add_default_patterns(ParsedFlows& flows);

}  // namespace yingda::content
