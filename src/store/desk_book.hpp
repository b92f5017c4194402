#pragma once
// What the desk keeps for each of our people beside conversations: how they like to look at lists,
// and notes that they are to look at. Synchronous; throws SQLite::Exception.

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "base/time.hpp"

namespace yingda::store {

struct SavedViews {
  std::int64_t version = 0;  // counts how often they were saved
  std::string views = "[]";  // JSON
};

struct SavedKeys {
  std::int64_t version = 0;  // counts how often they were saved
  std::string keys = "{}";   // JSON
};

struct OpenMention {
  std::string conversation;
  std::uint64_t pos = 0;
  Instant at{};
  std::string by_id;
  std::string by_name;
  std::string state;  // of the conversation, JSON
};

class DeskBook {
 public:
  // `dir` must be prepared.
  explicit DeskBook(const std::filesystem::path& dir);
  ~DeskBook();

  SavedViews views(const std::string& staff);
  // nullopt when `version` is not the one that is stored: another tab was quicker.
  std::optional<SavedViews> save(const std::string& staff, std::int64_t version,
                                 const std::string& views);
  SavedKeys keys(const std::string& staff);
  // As `save`.
  std::optional<SavedKeys> save_keys(const std::string& staff, std::int64_t version,
                                     const std::string& keys);
  // The newest first, at most `rows`.
  std::vector<OpenMention> mentions(const std::string& staff, std::size_t rows);
  // How many of that conversation's were open.
  int see(const std::string& staff, const std::string& conversation, Instant now);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace yingda::store
