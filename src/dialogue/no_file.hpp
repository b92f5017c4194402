#pragma once
// "没有照片", "拍不了", "I can't take a photo": there is nothing to send.

#include <string_view>

namespace yingda::dialogue {

// Is the text nothing but that no picture or file can be sent?
bool has_no_file(std::string_view text);

}  // namespace yingda::dialogue
