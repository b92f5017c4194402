#include "dialogue/denial.hpp"

#include <algorithm>
#include <array>

#include "text/characters.hpp"
#include "text/normalize.hpp"

namespace yingda::dialogue {
namespace {

using std::string_view;

constexpr std::array<string_view, 5> denials{"并不是", "不是", "it wasn't ", "wasn't ", "not "};
// Where what is denied ends.
constexpr std::array<string_view, 10> ends{",",    ";",  "。",    "!",        "\n",
                                           "而是", "是", " but ", " it was ", " it is "};
constexpr std::array<string_view, 8> openings{" ",    ",",       "而是",   "是",
                                              "but ", "it was ", "it is ", "it's "};

struct Place {
  std::size_t at = std::string::npos;
  std::size_t size = 0;
};

// English words stand alone, and "是不是" asks.
bool begins_here(const std::string& text, std::size_t at, string_view word) {
  if (at == 0) return true;
  if (text::is_ascii_letter(static_cast<unsigned char>(word.front()))) return text[at - 1] == ' ';
  return !string_view(text).substr(0, at).ends_with("是");
}

Place first_denial(const std::string& text) {
  Place first;
  for (const auto word : denials) {
    for (auto at = text.find(word); at != text.npos; at = text.find(word, at + 1)) {
      if (at < first.at && begins_here(text, at, word)) first = {at, word.size()};
    }
  }
  return first;
}

string_view behind_openings(string_view text) {
  for (bool again = true; again;) {
    again = false;
    text = text::trim(text);
    for (const auto lead : openings) {
      if (!text.starts_with(lead)) continue;
      text.remove_prefix(lead.size());
      again = true;
    }
  }
  return text;
}

}  // namespace

std::optional<Denial> denial_in(string_view text) {
  const std::string normal = text::normalize(text);
  const Place denial = first_denial(normal);
  if (denial.at == normal.npos || normal.find("吗") != normal.npos) return std::nullopt;
  const std::size_t from = denial.at + denial.size;
  std::size_t to = normal.size();
  for (const auto end : ends) to = std::min(to, normal.find(end, from));
  const auto whole = string_view(normal);
  const auto denied = text::trim(whole.substr(from, to - from));
  const auto behind = behind_openings(whole.substr(to));
  const auto before = text::trim(whole.substr(0, denial.at));
  // What it is stands behind; where nothing does, in front.
  const auto instead = behind.empty() ? before : behind;
  if (denied.empty() || instead.empty()) return std::nullopt;
  // "不是昨天，也不是前天" and "你们收我60不是50" say of nothing what it is.
  const bool denies_too = instead.find("不是") != instead.npos || instead.starts_with("not ");
  const bool blames = instead.starts_with("你们") || instead.starts_with("我要");
  if (denies_too || blames) return std::nullopt;
  return Denial{std::string(denied), std::string(instead)};
}

}  // namespace yingda::dialogue
