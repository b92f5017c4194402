#pragma once
// E-mail and web addresses in a normalised text: like order numbers they say who is asking or where
// something was seen, not what the question is.

#include <cstddef>
#include <string_view>

namespace yingda::text {

// The end of the address that begins at `at`; `at` itself when none does. An address begins where
// no letter or digit goes before.
std::size_t address_end(std::u32string_view text, std::size_t at);

}  // namespace yingda::text
