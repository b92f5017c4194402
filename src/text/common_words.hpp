#pragma once
// Words that hold a question together but do not say what it is about: 怎么, 可以, "how", "want".
// A large knowledge base learns by itself that they are everywhere; a small one cannot.

#include <string_view>

namespace yingda::text {

// `word` is a lower-case word or a single Chinese character.
bool is_common_word(std::string_view word);

}  // namespace yingda::text
