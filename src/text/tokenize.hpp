#pragma once
// Cuts a text into the units that carry meaning: words with their endings taken off, Chinese
// characters one by one, runs of digits. Punctuation separates and disappears.

#include <string>
#include <string_view>
#include <vector>

namespace yingda::text {

enum class TokenKind { word, han, number };

struct Token {
  TokenKind kind = TokenKind::word;
  std::string text;  // as in the normal form
  std::string stem;  // words: without the common English endings; others: the same
  // Nothing but white space stands between the token before and this one.
  bool adjacent = false;
  bool operator==(const Token&) const = default;
};

// `text` is normalised first. Runs with six digits or more (order numbers, phones, with the letters
// glued to them), e-mail and web addresses say who is asking, not what: they are left out.
std::vector<Token> tokenize(std::string_view text);

// "does" for "doesnt", the normal form of "doesn't"; empty for other words. `tokenize` makes two
// tokens of such a word, the second "not".
std::string_view negated_verb(std::string_view word);

// "charges", "charged", "charging" -> "charg". Light on purpose: a wrong merge costs more than a
// missed one.
std::string stem(std::string_view word);

}  // namespace yingda::text
