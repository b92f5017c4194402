#include "text/simplify.hpp"

#include <unicode/translit.h>
#include <unicode/unistr.h>

#include <memory>
#include <vector>

namespace yingda::text {
namespace {

constexpr char32_t first = 0x4E00;
constexpr char32_t last = 0x9FFF;

constexpr char32_t chunk = 256;  // a long text would be moved at every replacement

// ICU's own rules, asked once for every character: its transliterator is far too slow for each
// message. Blanks keep rules for whole words from joining neighbours.
std::vector<char16_t> build_table() {
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<icu::Transliterator> rules(
      icu::Transliterator::createInstance("Traditional-Simplified", UTRANS_FORWARD, status));
  std::vector<char16_t> table;
  for (char32_t from = first; from <= last; from += chunk) {
    icu::UnicodeString text;
    for (char32_t c = from; c < from + chunk; ++c) {
      text.append(static_cast<char16_t>(c)).append(u' ');
    }
    if (U_SUCCESS(status)) rules->transliterate(text);
    for (std::int32_t i = 0; i < text.length(); i += 2) table.push_back(text[i]);
  }
  return table;
}

}  // namespace

char32_t simplified(char32_t character) {
  if (character < first || character > last) return character;
  static const std::vector<char16_t> table = build_table();
  return table[character - first];
}

}  // namespace yingda::text
