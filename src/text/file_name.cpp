#include "text/file_name.hpp"

#include <algorithm>

#include "text/characters.hpp"

namespace yingda::text {
namespace {

// Longer than any ending that says something.
constexpr std::size_t ending_characters_max = 12;

bool is_control_character(char32_t c) { return c < 0x20 || (c >= 0x7F && c < 0xA0); }

// Marks that cannot be seen and change what is: "exe.\u202Egnp" reads "exe.png".
bool is_deceptive(char32_t c) {
  return (c >= 0x200B && c <= 0x200F) || (c >= 0x2028 && c <= 0x202E) ||
         (c >= 0x2060 && c <= 0x206F) || c == 0xFEFF || c == 0x061C || c == 0x00AD;
}

// U+FFFD stands for bytes that are no UTF-8; noncharacters mean nothing to anybody.
bool is_noise(char32_t c) { return c == 0xFFFD || (c & 0xFFFE) == 0xFFFE; }

std::u32string shortened(const std::u32string& name) {
  if (name.size() <= file_name_characters_max) return name;
  const std::size_t dot = name.rfind(U'.');
  const bool ends = dot != std::u32string::npos && name.size() - dot <= ending_characters_max;
  const std::u32string ending = ends ? name.substr(dot) : std::u32string();
  return name.substr(0, file_name_characters_max - ending.size()) + ending;
}

}  // namespace

std::string clean_file_name(std::string_view said) {
  std::u32string name = decode(said.substr(said.find_last_of("/\\") + 1));
  std::erase_if(
      name, [](char32_t c) { return is_control_character(c) || is_deceptive(c) || is_noise(c); });
  const auto shown = [](char32_t c) { return !is_space(c) && c != U'.'; };
  const auto first = std::find_if(name.begin(), name.end(), shown);
  name.erase(name.begin(), first);
  while (!name.empty() && !shown(name.back())) name.pop_back();
  return name.empty() ? "file" : encode(shortened(name));
}

}  // namespace yingda::text
