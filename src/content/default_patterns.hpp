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

// The first file of flows that the content itself has; "flows" without any.
std::string first_flow_file(const dialogue::FlowSet& flows);

// What was found in a default pattern has no file that could be opened: it is told at the content's
// first file of flows, by the pattern's name and with what to do about it.
void place_in_content(const dialogue::FlowSet& flows, std::vector<Finding>& findings);

}  // namespace yingda::content
