#pragma once
// How Chinese characters are pronounced: whoever types by sound and picks the wrong character has
// still typed the right sound.

#include <string_view>

namespace yingda::text {

// "chong" for 充 and for 冲: the most common reading, without its tone. Empty for what is no
// simplified character in use.
std::string_view pinyin(char32_t character);

}  // namespace yingda::text
