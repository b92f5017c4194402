#include "text/mask.hpp"

#include <utility>

#include "text/mask_rules.hpp"

namespace yingda::text {

namespace {

// What one of the rules says about the place `at`.
std::optional<MaskSpan> find_personal(const Glyphs& glyphs, std::size_t at) {
  auto span = find_secret(glyphs, at);
  if (!span) span = find_email(glyphs, at);
  if (!span) span = find_address(glyphs, at);
  if (!span) span = find_name(glyphs, at);
  if (!span) span = find_messenger(glyphs, at);
  if (!span) span = find_home(glyphs, at);
  if (!span) span = find_plate(glyphs, at);
  if (!span) span = find_passport(glyphs, at);
  if (!span) span = find_spoken_phone(glyphs, at);
  if (!span) span = find_number(glyphs, at);
  return span;
}

}  // namespace

std::string mask(std::string_view text) {
  const Glyphs glyphs = read_glyphs(text);
  std::string out;
  out.reserve(text.size());
  std::size_t copied = 0;
  // Found by a word before it; between the two there may be more.
  std::optional<MaskSpan> ahead;
  for (std::size_t at = 0; at < glyphs.size();) {
    if (ahead && ahead->from < at) ahead.reset();
    auto span =
        ahead && ahead->from == at ? std::exchange(ahead, std::nullopt) : find_personal(glyphs, at);
    if (span && ahead && span->to > ahead->from) span.reset();
    if (span && span->from > at) {
      if (!ahead) ahead = std::move(span);
      span.reset();
    }
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
