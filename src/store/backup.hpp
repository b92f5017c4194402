#pragma once
// A consistent copy of the database while the server runs, and the way back. A restored database
// gets a new epoch, so that clients drop what they hold from after the backup.

#include <cstddef>
#include <filesystem>
#include <vector>

#include "base/result.hpp"
#include "store/evidence_backup.hpp"

namespace yingda::store {

// Copies DIR's database and uploaded files to `file` (0600, synced, checked). `conflict` when the
// file exists. Answers with the uploaded files that could not be saved.
Result<Lost> backup(const std::filesystem::path& dir, const std::filesystem::path& file);

struct Restored {
  std::size_t erased_again = 0;  // conversations
  std::size_t lists = 0;         // of what was erased, that were found
};

// Puts a backup into a directory that has no database yet. `conflict` when it has one, `invalid`
// when the file is not a sound Yingda database. Staff have to log in again. What was erased since
// is erased again: what DIR/erased names, and `erased`, more such lists or newer backups.
Result<Restored> restore(const std::filesystem::path& file, const std::filesystem::path& dir,
                         const std::vector<std::filesystem::path>& erased = {});

}  // namespace yingda::store
