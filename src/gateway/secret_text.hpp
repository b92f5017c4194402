#pragma once
// Secrets that people read aloud and type: base32 without the letters that look alike.

#include <string>
#include <string_view>

namespace yingda::gateway {

// Crockford's alphabet in lower case, five bits a character.
std::string base32(std::string_view bytes);

// As typed: upper case, blanks and hyphens, o for 0, i and l for 1.
std::string normal_secret(std::string_view typed);

// Takes the same time wherever the difference is.
bool same_secret(std::string_view a, std::string_view b);

}  // namespace yingda::gateway
