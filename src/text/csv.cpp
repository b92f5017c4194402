#include "text/csv.hpp"

#include <utility>

namespace yingda::text {
namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

class CsvReader {
 public:
  void take(char c) {
    if (c == '\n') ++line_;
    if (quoted_) {
      take_quoted(c);
    } else {
      take_plain(c);
    }
  }

  std::optional<std::vector<CsvRow>> finish() {
    if (quoted_ && !quote_waits_) return std::nullopt;
    end_row();
    return std::move(rows_);
  }

 private:
  // A quote within quotes ends them, unless another follows at once.
  void take_quoted(char c) {
    if (c == '"' && !quote_waits_) {
      quote_waits_ = true;
    } else if (c == '"' || !quote_waits_) {
      row_.cells.back() += c;
      quote_waits_ = false;
    } else {
      quoted_ = quote_waits_ = false;
      take_plain(c);
    }
  }

  void take_plain(char c) {
    std::string& cell = row_.cells.back();
    if (c == '"' && cell.empty()) {
      quoted_ = true;
    } else if (c == ',') {
      row_.cells.emplace_back();
    } else if (c == '\n') {
      end_row();
    } else if (c != '\r') {
      cell += c;
    }
  }

  void end_row() {
    const bool empty = row_.cells.size() == 1 && row_.cells.front().empty();
    if (!empty) rows_.push_back(std::move(row_));
    row_ = {line_, {""}};
  }

  std::vector<CsvRow> rows_;
  CsvRow row_{1, {""}};
  std::size_t line_ = 1;
  bool quoted_ = false;
  bool quote_waits_ = false;
};

}  // namespace

std::optional<std::vector<CsvRow>> csv_rows(std::string_view text) {
  if (text.starts_with(byte_order_mark)) text.remove_prefix(byte_order_mark.size());
  CsvReader reader;
  for (const char c : text) reader.take(c);
  return reader.finish();
}

}  // namespace yingda::text
