#pragma once
// Tables as other programs write them: RFC 4180 in UTF-8.

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace yingda::text {

struct CsvRow {
  std::size_t line = 0;  // where it begins, from 1: cells may hold line ends
  std::vector<std::string> cells;
};

// The rows without the empty ones; a byte order mark is skipped, and "\n" alone ends a row as well.
// nullopt when a quote is never closed.
std::optional<std::vector<CsvRow>> csv_rows(std::string_view text);

}  // namespace yingda::text
