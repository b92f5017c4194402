#pragma once
// Stands in a page where the server puts the nonce of its style sheets. The build of the front-ends
// writes the same mark.

#include <string_view>

namespace yingda {

inline constexpr std::string_view nonce_mark = "__YD_NONCE__";

}  // namespace yingda
