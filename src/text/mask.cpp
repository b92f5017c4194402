#include "text/mask.hpp"

#include "text/mask_rules.hpp"

namespace yingda::text {

std::string mask(std::string_view text) {
  const Glyphs glyphs = read_glyphs(text);
  std::string out;
  out.reserve(text.size());
  std::size_t copied = 0;
  for (std::size_t at = 0; at < glyphs.size();) {
    auto span = find_secret(glyphs, at);
    if (!span) span = find_email(glyphs, at);
    if (!span) span = find_address(glyphs, at);
    if (!span) span = find_plate(glyphs, at);
    if (!span) span = find_passport(glyphs, at);
    if (!span) span = find_number(glyphs, at);
    if (!span) {
      ++at;
      continue;
    }
    if (span->to > span->from && !span->with.empty()) {
      out += text.substr(copied, glyphs[span->from].begin - copied);
      out += span->with;
      copied = glyphs[span->to - 1].end;
    }
    at = span->to;
  }
  out += text.substr(copied);
  return out;
}

}  // namespace yingda::text
