#pragma once
// Two texts beside each other in a terminal.

#include <string>
#include <vector>

namespace yingda::app {

// How many columns a terminal gives the text: Chinese characters take two.
std::size_t columns_of(const std::string& text);

// Wraps to that many columns.
std::vector<std::string> wrapped(const std::string& text, std::size_t columns);

std::string side_by_side(const std::string& left, const std::string& right, std::size_t columns);

}  // namespace yingda::app
