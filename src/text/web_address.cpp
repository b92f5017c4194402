#include "text/web_address.hpp"

#include <algorithm>
#include <array>

#include "text/characters.hpp"

namespace yingda::text {
namespace {

constexpr std::array<std::u32string_view, 3> beginnings{U"http://", U"https://", U"www."};
constexpr std::u32string_view name_marks = U".-_+%";
constexpr std::u32string_view path_marks = U".-_+%/?#&=:~@!$,;*'()";
// Behind an address they end the sentence.
constexpr std::u32string_view closing_marks = U".-_,;:?!'()";

// Before the sign there are at most so many characters (RFC 5321, 4.5.3.1.1).
constexpr std::size_t name_max = 64;

bool is_plain(char32_t c) { return is_ascii_letter(c) || is_digit(c); }

bool is_one_of(char32_t c, std::u32string_view marks) {
  return marks.find(c) != std::u32string_view::npos;
}

std::size_t run_end(std::u32string_view text, std::size_t at, std::u32string_view marks) {
  while (at < text.size() && (is_plain(text[at]) || is_one_of(text[at], marks))) ++at;
  return at;
}

std::size_t without_closing(std::u32string_view text, std::size_t from, std::size_t end) {
  while (end > from && is_one_of(text[end - 1], closing_marks)) --end;
  return end;
}

std::size_t web_end(std::u32string_view text, std::size_t at) {
  for (const auto beginning : beginnings) {
    if (!text.substr(at).starts_with(beginning)) continue;
    const std::size_t from = at + beginning.size();
    const std::size_t end = without_closing(text, from, run_end(text, from, path_marks));
    return end > from ? end : at;
  }
  return at;
}

std::size_t mail_end(std::u32string_view text, std::size_t at) {
  const std::size_t sign = run_end(text.substr(0, at + name_max + 1), at, name_marks);
  if (sign == at || sign >= text.size() || text[sign] != U'@') return at;
  const std::size_t from = sign + 1;
  const std::size_t end = without_closing(text, from, run_end(text, from, name_marks));
  const auto host = text.substr(from, end - from);
  return host.find(U'.') == std::u32string_view::npos ? at : end;
}

}  // namespace

std::size_t address_end(std::u32string_view text, std::size_t at) {
  if (!is_plain(text[at]) || (at > 0 && is_plain(text[at - 1]))) return at;
  const std::size_t end = web_end(text, at);
  return end > at ? end : mail_end(text, at);
}

}  // namespace yingda::text
