#pragma once
// The files of a release as one blob: a line "yingda-files 1", then for each file a line "path
// size" and its bytes. Written once, never changed.

#include <optional>
#include <string>
#include <string_view>

#include "store/releases.hpp"

namespace yingda::store {

// What may be written below a directory again: relative, '/' between parts, no part that is empty
// or begins with a dot, no control characters.
bool safe_path(std::string_view path);

std::string write_bundle(const Files& files);
// nullopt when the blob is damaged.
std::optional<Files> read_bundle(std::string_view blob);

}  // namespace yingda::store
