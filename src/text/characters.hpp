#pragma once
// Text as code points. Everything a person can count or see is counted here, never in bytes;
// broken UTF-8 never throws, it becomes U+FFFD byte by byte.

#include <cstddef>
#include <string>
#include <string_view>

namespace yingda::text {

// No overlong forms, no surrogates, nothing above U+10FFFF.
bool valid_utf8(std::string_view text);

// Code points; a broken byte counts as one.
std::size_t characters(std::string_view text);

std::u32string decode(std::string_view text);
std::string encode(std::u32string_view text);
void append_utf8(std::string& out, char32_t character);

// Reads the code point that starts at byte `at` and moves `at` behind it.
char32_t next_character(std::string_view text, std::size_t& at);

inline bool is_digit(char32_t c) { return c >= U'0' && c <= U'9'; }
inline bool is_ascii_letter(char32_t c) {
  return (c >= U'a' && c <= U'z') || (c >= U'A' && c <= U'Z');
}
bool is_han(char32_t c);
bool is_space(char32_t c);

// Without what nobody sees and what turns the words around it: control characters but for the tab
// and the newline, which every line break becomes, and marks that override or embed a direction.
std::string without_controls(std::string_view text);

// Full-width ASCII ("１３８", "＠") and the ideographic space become plain ASCII; others stay.
char32_t fold_width(char32_t c);

// Does the text hold a Chinese character? Then it is asked of the Chinese index.
bool has_han(std::string_view text);

// Without white space (also U+3000 and zero-width characters) at both ends.
std::string_view trim(std::string_view text);

}  // namespace yingda::text
