#include "conversation/said.hpp"

#include <utility>

#include "text/characters.hpp"
#include "text/normalize.hpp"

namespace yingda::conversation {

Said::Said(std::string words) : text(std::move(words)), key(text::match_key(text)) {}

bool holds_word(std::string_view key, std::string_view word) {
  const auto letter = [&](std::size_t at) {
    return at < key.size() && text::is_ascii_letter(static_cast<unsigned char>(key[at]));
  };
  for (auto at = key.find(word); at != std::string_view::npos; at = key.find(word, at + 1)) {
    const bool inside = (letter(at) && at > 0 && letter(at - 1)) ||
                        (letter(at + word.size() - 1) && letter(at + word.size()));
    if (!inside) return true;
  }
  return false;
}

}  // namespace yingda::conversation
