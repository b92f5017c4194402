#include "text/normalize.hpp"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include <algorithm>

#include "base/ascii.hpp"
#include "text/characters.hpp"
#include "text/simplify.hpp"

namespace yingda::text {
namespace {

bool is_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return static_cast<signed char>(c) >= 0; });
}

std::string folded(std::string_view text) {
  if (is_ascii(text)) return lower_ascii(text);
  UErrorCode status = U_ZERO_ERROR;
  const auto* normalizer = icu::Normalizer2::getNFKCCasefoldInstance(status);
  const auto source = icu::UnicodeString::fromUTF8(
      icu::StringPiece(text.data(), static_cast<std::int32_t>(text.size())));
  if (U_FAILURE(status)) return std::string(text);
  const auto result = normalizer->normalize(source, status);
  if (U_FAILURE(status)) return std::string(text);
  std::string out;
  result.toUTF8String(out);
  return out;
}

bool is_word_character(char32_t c) {
  if (c < 0x80) return is_digit(c) || is_ascii_letter(c);
  return u_isalnum(static_cast<UChar32>(c)) != 0 ||
         (u_charType(static_cast<UChar32>(c)) == U_NON_SPACING_MARK);
}

}  // namespace

std::string normalize(std::string_view text) {
  const std::string all = folded(text);
  std::string out;
  out.reserve(all.size());
  bool blank = false;
  for (std::size_t at = 0; at < all.size();) {
    const char32_t c = next_character(all, at);
    const bool control = c < 0x20 || c == 0x7F;
    if (is_space(c) || control) {
      blank = !out.empty();
      continue;
    }
    if (blank) out.push_back(' ');
    blank = false;
    append_utf8(out, is_han(c) ? simplified(c) : c);
  }
  return out;
}

std::string match_key(std::string_view text) {
  const std::string all = normalize(text);
  std::string out;
  out.reserve(all.size());
  bool gap = false;
  char32_t last = 0;
  for (std::size_t at = 0; at < all.size();) {
    const char32_t c = next_character(all, at);
    if (c == U'\'' || c == 0x2019) continue;  // don't = dont
    if (!is_word_character(c)) {
      gap = true;
      continue;
    }
    if (gap && !out.empty() && !is_han(c) && !is_han(last)) out.push_back(' ');
    gap = false;
    append_utf8(out, c);
    last = c;
  }
  return out;
}

}  // namespace yingda::text
