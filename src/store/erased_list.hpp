#pragma once
// DIR/erased: what was erased, one line a conversation, beside the database and in no backup. A
// backup that is older than an erasure would bring everything back: `restore` erases what this
// list, a copy of it, or a newer backup names. It holds ids that mean nothing without the data, so
// it can be kept for ever and copied anywhere.

#include <filesystem>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "base/time.hpp"

namespace yingda::store {

// "c4f…\t2026-11-21T08:05:00.000Z\tvisitor\n"
struct ErasedLine {
  std::string conversation;
  Instant at{};
  std::string by;
  bool operator==(const ErasedLine&) const = default;
};

std::filesystem::path erased_list(const std::filesystem::path& dir);

// Durable when it returns. Throws StoreError.
void add_to_erased_list(const std::filesystem::path& dir, const std::vector<ErasedLine>& erased);

// The lines of a list, or what a database of ours (a backup, a data directory) says it erased.
// `invalid` for a file that is neither.
Result<std::vector<ErasedLine>> read_erased(const std::filesystem::path& source);

}  // namespace yingda::store
