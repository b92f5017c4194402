#pragma once
// Tables as other programs write them: RFC 4180 in UTF-8.

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace yingda::text {

// Tells spreadsheets that the text is UTF-8.
inline constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

struct CsvRow {
  std::size_t line = 0;  // where it begins, from 1: cells may hold line ends
  std::vector<std::string> cells;
};

// The rows without the empty ones; a byte order mark is skipped, and "\n" alone ends a row as well.
// nullopt when a quote is never closed.
std::optional<std::vector<CsvRow>> csv_rows(std::string_view text);

// One row with its line end. Words that a spreadsheet would take for a formula (they begin with =,
// +, -, @, a tab or a line end) get an apostrophe in front, which it reads as "this is text";
// numbers stay numbers.
std::string csv_line(const std::vector<std::string>& cells);

}  // namespace yingda::text
