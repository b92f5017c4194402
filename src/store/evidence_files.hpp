#pragma once
// The directory of uploaded files: DIR/evidence/ID, and DIR/evidence/incoming/ID while one arrives.
// A file is there before its row is, so a row without a file means damage, and a file without a row
// is what a crash left behind.

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "base/time.hpp"

namespace SQLite {
class Database;
}

namespace yingda::store {

std::filesystem::path evidence_directory(const std::filesystem::path& dir);
std::filesystem::path evidence_file(const std::filesystem::path& dir, const std::string& id);

// A file that is being written and hashed; gone with this object unless it was moved into place.
// One thread at a time.
class EvidenceFile {
 public:
  EvidenceFile(std::filesystem::path dir, std::string id);
  ~EvidenceFile();
  EvidenceFile(const EvidenceFile&) = delete;
  EvidenceFile& operator=(const EvidenceFile&) = delete;

  Result<> write(std::string_view bytes);
  // Durable under its own name: file and directory are synced.
  Result<> move_into_place();
  const std::string& id() const { return id_; }
  std::uint64_t size() const { return size_; }
  // Of all that was written; call once.
  std::string sha256();

 private:
  struct Hash;
  std::filesystem::path dir_;
  std::string id_;
  std::unique_ptr<Hash> hash_;
  int file_ = -1;
  std::uint64_t size_ = 0;
};

// Makes what is missing, and removes files that were never finished. Throws StoreError.
void make_evidence_directories(const std::filesystem::path& dir);

// The bytes of an upload whose row is gone, wherever they are.
void remove_evidence(const std::filesystem::path& dir, const std::string& id);
// The same for all that the database says are to be removed. Returns how many they were.
std::size_t remove_erased_files(const std::filesystem::path& dir, SQLite::Database& database);

// Those that were set aside and are older than that. Returns how many they were.
std::size_t remove_strays(const std::filesystem::path& dir, Instant before);

// Files without a row go to evidence/stray: a crash may have left one, but they may also belong to
// another database that was moved away, so nothing is removed. Returns how many they are. `dir`
// must be prepared, and nobody else may serve it.
std::size_t set_strays_aside(const std::filesystem::path& dir);

}  // namespace yingda::store
