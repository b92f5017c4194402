#pragma once
// Reads a ZIP that may be hostile: bounded in files, in bytes held and in how much larger the files
// are than the ZIP. A ZIP says many things twice - in front of each file and in the directory at
// its end - and has room for what nobody looks at. So what was read is written again, and must give
// the very bytes that are there.

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
  std::vector<ZippedFile> files;    // in the order in which they lie; up to the first that is unfit
  std::vector<std::string> faults;  // what is wrong with the ZIP itself, one sentence each
};

// `invalid`: there is no such file, or it cannot be opened. The text of files whose names end with
// `.json` is kept.
Result<ZipContents> read_zip(const std::filesystem::path& file);

}  // namespace yingda::dossier
