#pragma once
// What a file is called, from what its sender says it is called. The name is shown to people and
// put into headers; it never becomes a path.

#include <string>
#include <string_view>

namespace yingda::text {

inline constexpr std::size_t file_name_characters_max = 120;

// The last part of a path, without characters that control or that turn the direction of writing,
// valid UTF-8, at most `file_name_characters_max` characters with its ending kept. Never empty:
// nothing that can be read is "file".
std::string clean_file_name(std::string_view said);

}  // namespace yingda::text
