#pragma once
// Brings spellings that mean the same to one form, for comparing; never for showing.

#include <string>
#include <string_view>

namespace yingda::text {

// NFKC and case folding (so full-width, half-width, ligatures and upper case disappear),
// traditional characters as simplified ones, without zero-width and other ignorable characters;
// white space collapsed to one blank, none at the ends.
std::string normalize(std::string_view text);

// The normal form without punctuation and symbols, and without blanks beside Chinese characters:
// two texts with the same key were typed as the same question. Empty when nothing remains.
std::string match_key(std::string_view text);

// The same for a whole message, which may have no letter at all: then its signs, each run of one
// sign once, without blanks and skin tones. "👍🏽 👍" gives "👍", "？？" gives "?".
std::string phrase_key(std::string_view text);

}  // namespace yingda::text
