#include "text/glyphs.hpp"

#include <algorithm>

#include "text/characters.hpp"

namespace yingda::text {
namespace {

bool is_ignorable(char32_t c) {
  return (c >= 0x200B && c <= 0x200F) || (c >= 0x202A && c <= 0x202E) ||
         (c >= 0x2060 && c <= 0x2064) || c == 0xFEFF || c == 0xAD;
}

}  // namespace

Glyphs read_glyphs(std::string_view text) {
  Glyphs out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t begin = at;
    const char32_t shown = fold_width(next_character(text, at));
    if (is_ignorable(shown)) continue;
    const char32_t lower = shown >= U'A' && shown <= U'Z' ? shown - U'A' + U'a' : shown;
    out.push_back({lower, shown, begin, at});
  }
  return out;
}

char32_t glyph_at(const Glyphs& glyphs, std::size_t at) {
  return at < glyphs.size() ? glyphs[at].c : U'\0';
}

bool starts(const Glyphs& glyphs, std::size_t at, std::u32string_view word) {
  for (std::size_t i = 0; i < word.size(); ++i) {
    if (glyph_at(glyphs, at + i) != word[i]) return false;
  }
  return true;
}

bool any_of(std::u32string_view set, char32_t c) {
  return c != 0 && set.find(c) != std::u32string_view::npos;
}

bool labelled(const Glyphs& glyphs, std::size_t at, std::size_t window,
              const std::vector<std::u32string_view>& keywords) {
  std::u32string before;
  const std::size_t from = at > window ? at - window : 0;
  for (std::size_t i = from; i < at; ++i) before.push_back(glyphs[i].c);
  return std::any_of(keywords.begin(), keywords.end(), [&before](std::u32string_view keyword) {
    return before.find(keyword) != std::u32string::npos;
  });
}

std::string shown(const Glyphs& glyphs, std::size_t from, std::size_t to) {
  std::string out;
  for (std::size_t i = from; i < to; ++i) append_utf8(out, glyphs[i].shown);
  return out;
}

}  // namespace yingda::text
