#include "text/mask.hpp"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include "text/mask_rules.hpp"

namespace yingda::text {

namespace {

using Rule = std::optional<MaskSpan> (*)(const Glyphs&, std::size_t);
// The surest first.
constexpr auto rules = std::to_array<Rule>(
    {find_secret, find_email, find_spelled_email, find_birthday, find_address, find_name,
     find_messenger, find_home, find_plate, find_passport, find_spoken_phone, find_number});

// Spans that a word before them announces ("密码是…", "住在…"), by where they begin.
using Spans = std::vector<MaskSpan>;

void remember(MaskSpan span, Spans& ahead) {
  const auto place = std::upper_bound(ahead.begin(), ahead.end(), span,
                                      [](const auto& a, const auto& b) { return a.from < b.from; });
  ahead.insert(place, std::move(span));
}

// The span that begins at `at`; what begins later is remembered.
std::optional<MaskSpan> find_personal(const Glyphs& glyphs, std::size_t at, Spans& ahead) {
  std::optional<MaskSpan> here;
  for (const Rule rule : rules) {
    auto span = rule(glyphs, at);
    if (!span) continue;
    if (span->from > at) {
      remember(*std::move(span), ahead);
    } else if (!here) {
      here = std::move(span);
    }
  }
  return here;
}

// What overlaps with what is masked already goes on behind it.
void move_behind(std::size_t at, Spans& ahead) {
  std::erase_if(ahead, [at](const MaskSpan& span) { return span.to <= at; });
  for (auto& span : ahead) span.from = std::max(span.from, at);
}

}  // namespace

std::string mask(std::string_view text) {
  const Glyphs glyphs = read_glyphs(text);
  std::string out;
  out.reserve(text.size());
  std::size_t copied = 0;
  Spans ahead;
  for (std::size_t at = 0; at < glyphs.size();) {
    move_behind(at, ahead);
    auto span = find_personal(glyphs, at, ahead);
    // A word before it says more than what it looks like.
    if (!ahead.empty() && ahead.front().from == at) {
      span = std::move(ahead.front());
      ahead.erase(ahead.begin());
    }
    // What may stay as it is does not take anything along that may not.
    if (span && span->with.empty() && !ahead.empty() && span->to > ahead.front().from) span.reset();
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

bool holds_secret(std::string_view text) {
  // More digits than a telephone with its country has.
  constexpr std::ptrdiff_t card_digits_min = 14;
  const Glyphs glyphs = read_glyphs(text);
  for (std::size_t at = 0; at < glyphs.size(); ++at) {
    const auto hidden = [](const std::optional<MaskSpan>& span) {
      return span && span->to > span->from && !span->with.empty();
    };
    if (hidden(find_secret(glyphs, at))) return true;
    const bool inside = at > 0 && glyphs[at - 1].c >= U'0' && glyphs[at - 1].c <= U'9';
    const auto number = inside ? std::nullopt : find_number(glyphs, at);
    if (!hidden(number)) continue;
    const auto digits =
        std::count_if(glyphs.begin() + static_cast<std::ptrdiff_t>(number->from),
                      glyphs.begin() + static_cast<std::ptrdiff_t>(number->to),
                      [](const Glyph& glyph) { return glyph.c >= U'0' && glyph.c <= U'9'; });
    if (digits >= card_digits_min) return true;
  }
  return false;
}

}  // namespace yingda::text
