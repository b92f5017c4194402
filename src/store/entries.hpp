#pragma once
// The entries of one step as one text column: a line an entry, pos TAB seq TAB json TAB
// visitor_only. JSON never holds raw tabs or line ends, so nothing needs escaping.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "gateway/ports.hpp"

namespace yingda::store {

// nullopt when a field holds a tab or a line end after all.
std::optional<std::string> write_entries(const std::vector<gateway::LogEntry>& entries);

// Stops at the first line that is not an entry.
std::vector<gateway::LogEntry> read_entries(std::string_view text);

}  // namespace yingda::store
