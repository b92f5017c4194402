#pragma once
// Uploaded files inside a backup: a backup stays one file, so the bytes go into a table of the copy
// that no server has.

#include <filesystem>

#include "base/result.hpp"

namespace yingda::store {

// Puts the files that the copied rows name into `backup`. They are all there: a file comes before
// its row and is never removed while the row stands.
Result<> pack_evidence(const std::filesystem::path& dir, const std::filesystem::path& backup);

// Takes them out of `database` into DIR/evidence, each checked against its SHA-256.
Result<> unpack_evidence(const std::filesystem::path& database, const std::filesystem::path& dir);

}  // namespace yingda::store
