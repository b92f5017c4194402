#pragma once
// What a visitor typed, and how words are looked for in it.

#include <string>
#include <string_view>

namespace yingda::conversation {

// The words with the key that they are compared by: made once for each message.
struct Said {
  explicit Said(std::string words);
  std::string text;
  std::string key;  // text::match_key()
};

// Whether a match key holds a word. One of Latin letters stands as a word of its own there; "cat"
// is not in "category".
bool holds_word(std::string_view key, std::string_view word);
// The same for one place: `at` is a byte.
bool word_stands_at(std::string_view key, std::string_view word, std::size_t at);

}  // namespace yingda::conversation
