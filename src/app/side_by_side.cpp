#include "app/side_by_side.hpp"

#include <algorithm>

#include "text/characters.hpp"

namespace yingda::app {
namespace {

// East Asian Wide and Fullwidth, in broad strokes.
std::size_t columns_of(char32_t c) {
  const bool wide = (c >= 0x1100 && c <= 0x115F) || (c >= 0x2E80 && c <= 0xA4CF) ||
                    (c >= 0xAC00 && c <= 0xD7A3) || (c >= 0xF900 && c <= 0xFAFF) ||
                    (c >= 0xFE30 && c <= 0xFE6F) || (c >= 0xFF00 && c <= 0xFF60) ||
                    (c >= 0xFFE0 && c <= 0xFFE6) || (c >= 0x1F300 && c <= 0x1FAFF) ||
                    (c >= 0x20000 && c <= 0x3FFFD);
  return wide ? 2 : 1;
}

}  // namespace

std::size_t columns_of(const std::string& text) {
  std::size_t out = 0;
  for (std::size_t at = 0; at < text.size();) out += columns_of(text::next_character(text, at));
  return out;
}

std::vector<std::string> wrapped(const std::string& text, std::size_t columns) {
  std::vector<std::string> out{""};
  std::size_t used = 0;
  for (std::size_t at = 0; at < text.size();) {
    const char32_t c = text::next_character(text, at);
    if (c == U'\n') {
      out.emplace_back();
      used = 0;
      continue;
    }
    if (used + columns_of(c) > columns) {
      out.emplace_back();
      used = 0;
    }
    text::append_utf8(out.back(), c);
    used += columns_of(c);
  }
  return out;
}

std::string side_by_side(const std::string& left, const std::string& right, std::size_t columns) {
  const auto a = wrapped(left, columns);
  const auto b = wrapped(right, columns);
  std::string out;
  for (std::size_t i = 0; i < std::max(a.size(), b.size()); ++i) {
    const std::string first = i < a.size() ? a[i] : "";
    out += "  " + first + std::string(columns - std::min(columns, columns_of(first)), ' ') + " | " +
           (i < b.size() ? b[i] : "") + "\n";
  }
  return out;
}

}  // namespace yingda::app
