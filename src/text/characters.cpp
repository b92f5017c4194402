#include "text/characters.hpp"

#include <array>
#include <cstdint>

namespace yingda::text {
namespace {

constexpr char32_t replacement = 0xFFFD;

struct Decoded {
  char32_t value = replacement;
  std::size_t bytes = 1;
  bool ok = false;
};

std::uint32_t byte_at(std::string_view text, std::size_t at) {
  return static_cast<unsigned char>(text[at]);
}

Decoded decode_at(std::string_view text, std::size_t at) {
  const std::uint32_t first = byte_at(text, at);
  if (first < 0x80) return {static_cast<char32_t>(first), 1, true};
  std::size_t length = 0;
  std::uint32_t value = 0;
  std::uint32_t least = 0;
  if (first >= 0xC2 && first <= 0xDF) {
    length = 2, value = first & 0x1F, least = 0x80;
  } else if (first >= 0xE0 && first <= 0xEF) {
    length = 3, value = first & 0x0F, least = 0x800;
  } else if (first >= 0xF0 && first <= 0xF4) {
    length = 4, value = first & 0x07, least = 0x10000;
  } else {
    return {};
  }
  if (at + length > text.size()) return {};
  for (std::size_t i = 1; i < length; ++i) {
    const std::uint32_t next = byte_at(text, at + i);
    if ((next & 0xC0) != 0x80) return {};
    value = (value << 6) | (next & 0x3F);
  }
  const bool surrogate = value >= 0xD800 && value <= 0xDFFF;
  if (value < least || value > 0x10FFFF || surrogate) return {};
  return {static_cast<char32_t>(value), length, true};
}

bool is_invisible(char32_t c) {
  return (c >= 0x200B && c <= 0x200F) || (c >= 0x202A && c <= 0x202E) ||
         (c >= 0x2060 && c <= 0x2064) || c == 0xFEFF;
}

}  // namespace

bool valid_utf8(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const auto decoded = decode_at(text, at);
    if (!decoded.ok) return false;
    at += decoded.bytes;
  }
  return true;
}

std::size_t characters(std::string_view text) {
  std::size_t count = 0;
  for (std::size_t at = 0; at < text.size(); ++count) at += decode_at(text, at).bytes;
  return count;
}

char32_t next_character(std::string_view text, std::size_t& at) {
  const auto decoded = decode_at(text, at);
  at += decoded.bytes;
  return decoded.value;
}

std::u32string decode(std::string_view text) {
  std::u32string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) out.push_back(next_character(text, at));
  return out;
}

void append_utf8(std::string& out, char32_t character) {
  const auto c = static_cast<std::uint32_t>(character);
  const auto put = [](std::uint32_t byte) { return static_cast<char>(byte); };
  if (c < 0x80) {
    out.push_back(put(c));
  } else if (c < 0x800) {
    const std::array two{put(0xC0 | (c >> 6)), put(0x80 | (c & 0x3F))};
    out.append(two.data(), two.size());
  } else if (c < 0x10000) {
    const std::array three{put(0xE0 | (c >> 12)), put(0x80 | ((c >> 6) & 0x3F)),
                           put(0x80 | (c & 0x3F))};
    out.append(three.data(), three.size());
  } else {
    const std::array four{put(0xF0 | (c >> 18)), put(0x80 | ((c >> 12) & 0x3F)),
                          put(0x80 | ((c >> 6) & 0x3F)), put(0x80 | (c & 0x3F))};
    out.append(four.data(), four.size());
  }
}

std::string encode(std::u32string_view text) {
  std::string out;
  out.reserve(text.size() * 3);
  for (const char32_t c : text) append_utf8(out, c);
  return out;
}

bool is_han(char32_t c) {
  return (c >= 0x4E00 && c <= 0x9FFF) || (c >= 0x3400 && c <= 0x4DBF) || c == 0x3007 ||
         (c >= 0xF900 && c <= 0xFAFF) || (c >= 0x20000 && c <= 0x323AF);
}

bool is_space(char32_t c) {
  return (c >= 9 && c <= 13) || c == 32 || c == 0x85 || c == 0xA0 || c == 0x1680 ||
         (c >= 0x2000 && c <= 0x200A) || c == 0x2028 || c == 0x2029 || c == 0x202F || c == 0x205F ||
         c == 0x3000;
}

std::string without_controls(std::string_view text) {
  const auto is_control = [](char32_t c) {
    const bool direction = (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
    return (c < 0x20 && c != U'\t' && c != U'\n') || (c >= 0x7F && c < 0xA0) || direction;
  };
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t begin = at;
    const char32_t c = next_character(text, at);
    if (c == U'\r') {
      if (at == text.size() || text[at] != '\n') out += '\n';
    } else if (!is_control(c)) {
      out += text.substr(begin, at - begin);
    }
  }
  return out;
}

char32_t fold_width(char32_t c) {
  if (c >= 0xFF01 && c <= 0xFF5E) return c - 0xFEE0;
  return c == 0x3000 ? U' ' : c;
}

bool has_han(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    if (is_han(next_character(text, at))) return true;
  }
  return false;
}

std::string_view trim(std::string_view text) {
  std::size_t begin = text.size();
  std::size_t end = text.size();
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t start = at;
    const char32_t c = next_character(text, at);
    if (is_space(c) || is_invisible(c)) continue;
    if (begin == text.size()) begin = start;
    end = at;
  }
  return text.substr(begin, begin == text.size() ? 0 : end - begin);
}

}  // namespace yingda::text
