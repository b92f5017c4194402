#pragma once
// A consistent copy of the database while the server runs, and the way back. A restored database
// gets a new epoch, so that clients drop what they hold from after the backup.

#include <filesystem>

#include "base/result.hpp"
#include "store/evidence_backup.hpp"

namespace yingda::store {

// Copies DIR's database and uploaded files to `file` (0600, synced, checked). `conflict` when the
// file exists. Answers with the uploaded files that could not be saved.
Result<Lost> backup(const std::filesystem::path& dir, const std::filesystem::path& file);

// Puts a backup into a directory that has no database yet. `conflict` when it has one, `invalid`
// when the file is not a sound Yingda database. Staff have to log in again.
Result<> restore(const std::filesystem::path& file, const std::filesystem::path& dir);

}  // namespace yingda::store
