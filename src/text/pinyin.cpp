#include "text/pinyin.hpp"

#include <unordered_map>

#include "text/characters.hpp"
#include "text/pinyin_table.hpp"

namespace yingda::text {
namespace {

std::unordered_map<char32_t, std::string_view> read_table() {
  std::unordered_map<char32_t, std::string_view> out;
  std::string_view syllable;
  for (std::size_t at = 0; at < pinyin_table.size();) {
    const std::size_t begin = at;
    const char32_t c = next_character(pinyin_table, at);
    if (is_han(c)) {
      out.emplace(c, syllable);
    } else if (is_ascii_letter(c)) {
      while (is_ascii_letter(static_cast<unsigned char>(pinyin_table[at]))) ++at;
      syllable = pinyin_table.substr(begin, at - begin);
    }
  }
  return out;
}

}  // namespace

std::string_view pinyin(char32_t character) {
  static const auto readings = read_table();
  const auto found = readings.find(character);
  return found == readings.end() ? std::string_view() : found->second;
}

}  // namespace yingda::text
