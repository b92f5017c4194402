#pragma once
// Who asks for a person in words that no list holds: "麻烦帮我转接一下人工谢谢", "我要和人说话",
// "can someone call me". These are part of the program: no setting takes them away.

#include <string_view>

namespace yingda::dialogue {

// Where the wish begins in a match key (text/normalize.hpp), as a byte offset; npos: nowhere.
// Whether it is denied in front of it or taken back behind it is for the caller to see.
std::size_t person_wish(std::string_view key);

// The same words about something else: 真人认证, 人工费, 换个人收货, "a representative sample", "is
// this a real person".
bool speaks_of_other_people(std::string_view key);

}  // namespace yingda::dialogue
