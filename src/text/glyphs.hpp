#pragma once
// A text as the masking rules see it: one glyph per visible character, width folded, zero-width
// characters left out (they are used to get numbers past filters), each knowing its bytes.

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace yingda::text {

struct Glyph {
  char32_t c = 0;      // folded to ASCII where possible, lower case
  char32_t shown = 0;  // folded, case kept
  std::size_t begin = 0;
  std::size_t end = 0;
};

using Glyphs = std::vector<Glyph>;

// Glyphs [from, to) are to be replaced by `with`.
struct MaskSpan {
  std::size_t from = 0;
  std::size_t to = 0;
  std::string with;
};

Glyphs read_glyphs(std::string_view text);

// 0 outside of the text, so that rules need no bounds checks.
char32_t glyph_at(const Glyphs& glyphs, std::size_t at);

// Does the word begin at `at`?
bool starts(const Glyphs& glyphs, std::size_t at, std::u32string_view word);

// Is the character, which is not 0, one of the set?
bool any_of(std::u32string_view set, char32_t c);

// Does one of the keywords end at `at`, or within the `window` glyphs before it?
bool labelled(const Glyphs& glyphs, std::size_t at, std::size_t window,
              const std::vector<std::u32string_view>& keywords);

// As people see them, for the part of a number that stays.
std::string shown(const Glyphs& glyphs, std::size_t from, std::size_t to);

}  // namespace yingda::text
