#pragma once
// Traditional characters as simplified ones, for comparing: 儲值未到賬 is asked of articles that
// say 储值未到账.

namespace yingda::text {

// Other characters stay. Character by character, without looking at the word.
char32_t simplified(char32_t character);

}  // namespace yingda::text
