#pragma once
// The directory at the end of a ZIP, read by ourselves: libarchive takes names from in front of the
// files, other programs take them from here.

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace yingda::dossier {

// The names, in the order in which the files lie. nullopt unless the directory is whole and fills
// the file up to its end: nothing can hide in front of the ZIP, behind it, or in between.
std::optional<std::vector<std::string>> directory_names(const std::filesystem::path& path);

}  // namespace yingda::dossier
