#include "text/normalize.hpp"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include <optional>
#include <utility>

#include "base/ascii.hpp"
#include "text/characters.hpp"
#include "text/simplify.hpp"

namespace yingda::text {
namespace {

// Every one of them is a letter, and none has another form.
bool is_plain_han(char32_t c) {
  return (c >= 0x4E00 && c <= 0x9FFF) || (c >= 0x3400 && c <= 0x4DBF);
}

// What folding makes of a character that stays one whatever stands beside it: all that most
// messages are made of. Nothing: only ICU knows. A folded character is never 0 but for 0 itself.
std::optional<char32_t> folded_alone(char32_t c) {
  if (is_plain_han(c)) return c;
  if (c >= 0xFF01 && c <= 0xFF5E) c = fold_width(c);
  if (c < 0x80) return static_cast<unsigned char>(lower_ascii(static_cast<char>(c)));
  if (c == 0x3000) return U' ';
  const bool punctuation = c == 0x3001 || c == 0x3002 || (c >= 0x3008 && c <= 0x3011) ||
                           c == 0x2014 || c == 0x2018 || c == 0x2019 || c == 0x201C || c == 0x201D;
  if (punctuation) return c;
  return std::nullopt;
}

std::string folded(std::string_view text) {
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

// The normal form, made from folded characters one after another.
class Normal {
 public:
  explicit Normal(std::size_t bytes) { out_.reserve(bytes); }

  void add(char32_t c) {
    const bool control = c < 0x20 || c == 0x7F;
    if (control || is_space(c)) {
      blank_ = !out_.empty();
      return;
    }
    if (blank_) out_.push_back(' ');
    blank_ = false;
    append_utf8(out_, simplified(c));
  }
  std::string take() { return std::move(out_); }

 private:
  std::string out_;
  bool blank_ = false;
};

std::string normalized_by_icu(std::string_view text) {
  const std::string all = folded(text);
  Normal out(all.size());
  for (std::size_t at = 0; at < all.size();) out.add(next_character(all, at));
  return out.take();
}

bool is_word_character(char32_t c) {
  if (c < 0x80) return is_digit(c) || is_ascii_letter(c);
  if (is_plain_han(c)) return true;
  return u_isalnum(static_cast<UChar32>(c)) != 0 ||
         (u_charType(static_cast<UChar32>(c)) == U_NON_SPACING_MARK);
}

}  // namespace

std::string normalize(std::string_view text) {
  Normal out(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const auto c = folded_alone(next_character(text, at));
    if (!c) return normalized_by_icu(text);
    out.add(*c);
  }
  return out.take();
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

std::string phrase_key(std::string_view text) {
  if (auto key = match_key(text); !key.empty()) return key;
  const std::string all = normalize(text);
  std::string out;
  char32_t last = 0;
  for (std::size_t at = 0; at < all.size();) {
    const char32_t c = next_character(all, at);
    const bool styles = c == 0xFE0F || c == 0xFE0E || (c >= 0x1F3FB && c <= 0x1F3FF);
    if (styles || c == U' ' || c == last) continue;
    append_utf8(out, c);
    last = c;
  }
  return out;
}

}  // namespace yingda::text
