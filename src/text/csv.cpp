#include "text/csv.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace yingda::text {
namespace {

bool is_number(std::string_view text) {
  if (text.starts_with('-')) text.remove_prefix(1);
  const auto digits = text.find_first_not_of("0123456789.");
  return !text.empty() && digits == std::string_view::npos;
}

// Some take the full-width signs as well.
bool looks_like_formula(std::string_view text) {
  static constexpr std::array<std::string_view, 11> starts{"=",  "+",  "-",  "@",  "\t", "\r",
                                                           "\n", "＝", "＋", "－", "＠"};
  const bool begins = std::any_of(starts.begin(), starts.end(),
                                  [&](std::string_view sign) { return text.starts_with(sign); });
  return begins && !is_number(text);
}

std::string quoted_cell(std::string_view text) {
  std::string out = "\"";
  if (looks_like_formula(text)) out += '\'';
  for (const char c : text) {
    if (c == '"') out += '"';
    out += c;
  }
  return out + '"';
}

std::string cell_text(const std::string& text) {
  const bool plain = text.find_first_of(",\"\r\n") == std::string::npos;
  return plain && !looks_like_formula(text) ? text : quoted_cell(text);
}

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

std::string csv_line(const std::vector<std::string>& cells) {
  std::string out;
  for (const auto& cell : cells) out += cell_text(cell) + ',';
  if (!out.empty()) out.pop_back();
  return out + "\r\n";
}

}  // namespace yingda::text
