#pragma once
// Reads a ZIP that may be hostile. A ZIP says twice what is in it, in front of each file and in the
// directory at the end, and programs differ in what they believe; here both must say the same.
// Bounded in files, in bytes held and in how much larger the files are than the ZIP.

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "proof/sha256.hpp"

namespace yingda::dossier {

struct ZippedFile {
  std::string name;
  std::uint64_t size = 0;
  proof::Hash sha256{};
  std::string text;  // of documents only
};

struct ZipContents {
  std::vector<ZippedFile> files;
  std::vector<std::string> faults;  // what is wrong with the ZIP itself, one sentence each
};

// `invalid`: this is no ZIP that can be read to its end, or one that is built to do harm. The text
// of files whose names end with `.json` is kept.
Result<ZipContents> read_zip(const std::filesystem::path& file);

}  // namespace yingda::dossier
