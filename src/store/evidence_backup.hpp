#pragma once
// Uploaded files inside a backup: a backup stays one file, so the bytes go into a table of the copy
// that no server has.

#include <filesystem>
#include <string>
#include <vector>

#include "base/result.hpp"

namespace yingda::store {

// The paths of files that are missing or not what their rows say.
using Lost = std::vector<std::string>;

// Puts the files that the copied rows name into `backup`, all but the lost ones: a damaged disk
// must not keep everything else from being saved.
Result<Lost> pack_evidence(const std::filesystem::path& dir, const std::filesystem::path& backup);

// Takes them out of `database` into DIR/evidence, each checked against its SHA-256.
Result<> unpack_evidence(const std::filesystem::path& database, const std::filesystem::path& dir);

}  // namespace yingda::store
