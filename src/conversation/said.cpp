#include "conversation/said.hpp"

#include <utility>

#include "text/characters.hpp"
#include "text/normalize.hpp"

namespace yingda::conversation {

Said::Said(std::string words) : text(std::move(words)), key(text::match_key(text)) {}

bool word_stands_at(std::string_view key, std::string_view word, std::size_t at) {
  if (!key.substr(at).starts_with(word)) return false;
  const auto letter = [&](std::size_t place) {
    return place < key.size() && text::is_ascii_letter(static_cast<unsigned char>(key[place]));
  };
  const bool inside = (letter(at) && at > 0 && letter(at - 1)) ||
                      (letter(at + word.size() - 1) && letter(at + word.size()));
  return !inside;
}

bool holds_word(std::string_view key, std::string_view word) {
  for (auto at = key.find(word); at != std::string_view::npos; at = key.find(word, at + 1)) {
    if (word_stands_at(key, word, at)) return true;
  }
  return false;
}

}  // namespace yingda::conversation
