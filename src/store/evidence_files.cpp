#include "store/evidence_files.hpp"

#include <fcntl.h>
#include <sodium.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <vector>

#include "store/database.hpp"
#include "store/random.hpp"
#include "store/read_queries.hpp"
#include "store/sql.hpp"

namespace yingda::store {
namespace {

namespace fs = std::filesystem;

fs::path incoming_directory(const fs::path& dir) { return evidence_directory(dir) / "incoming"; }

fs::path incoming_file(const fs::path& dir, const std::string& id) {
  return incoming_directory(dir) / id;
}

fs::path stray_directory(const fs::path& dir) { return evidence_directory(dir) / "stray"; }

std::vector<fs::path> files_in(const fs::path& directory) {
  std::vector<fs::path> out;
  for (const auto& entry : fs::directory_iterator(directory)) {
    if (entry.is_regular_file()) out.push_back(entry.path());
  }
  return out;
}

void remove_quietly(const fs::path& path) {
  std::error_code ignored;
  fs::remove(path, ignored);
}

Error cannot(const std::string& what) {
  return {ErrorCode::unavailable, "the file cannot be " + what + ": " + std::strerror(errno)};
}

}  // namespace

fs::path evidence_directory(const fs::path& dir) { return dir / "evidence"; }

fs::path evidence_file(const fs::path& dir, const std::string& id) {
  return evidence_directory(dir) / id;
}

struct EvidenceFile::Hash {
  Hash() { crypto_hash_sha256_init(&state); }
  crypto_hash_sha256_state state{};
};

EvidenceFile::EvidenceFile(fs::path dir, std::string id)
    : dir_(std::move(dir)), id_(std::move(id)), hash_(std::make_unique<Hash>()) {}

EvidenceFile::~EvidenceFile() {
  if (file_ < 0) return;
  ::close(file_);
  std::error_code ignored;
  fs::remove(incoming_file(dir_, id_), ignored);
}

Result<> EvidenceFile::write(std::string_view bytes) {
  if (file_ < 0) {
    const int flags = O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC | O_NOFOLLOW;
    file_ = ::open(incoming_file(dir_, id_).c_str(), flags, 0600);
    if (file_ < 0) return cannot("created");
  }
  crypto_hash_sha256_update(&hash_->state, reinterpret_cast<const unsigned char*>(bytes.data()),
                            bytes.size());
  size_ += bytes.size();
  while (!bytes.empty()) {
    const auto written = ::write(file_, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return cannot("written");
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  return {};
}

Result<> EvidenceFile::move_into_place() {
  if (file_ < 0 || ::fsync(file_) != 0) return cannot("synced");
  const fs::path target = evidence_file(dir_, id_);
  if (::rename(incoming_file(dir_, id_).c_str(), target.c_str()) != 0) return cannot("kept");
  ::close(file_);
  file_ = -1;
  try {
    sync_directory(evidence_directory(dir_));
  } catch (const std::exception& error) {
    std::error_code ignored;
    fs::remove(target, ignored);
    return Error{ErrorCode::unavailable, error.what()};
  }
  return {};
}

std::string EvidenceFile::sha256() {
  std::array<unsigned char, crypto_hash_sha256_BYTES> digest{};
  crypto_hash_sha256_final(&hash_->state, digest.data());
  return to_hex({reinterpret_cast<const char*>(digest.data()), digest.size()});
}

void make_evidence_directories(const fs::path& dir) {
  make_directory(evidence_directory(dir));
  make_directory(incoming_directory(dir));
  for (const auto& path : files_in(incoming_directory(dir))) remove_quietly(path);
}

void remove_evidence(const fs::path& dir, const std::string& id) {
  remove_quietly(evidence_file(dir, id));
  remove_quietly(stray_directory(dir) / id);
}

std::size_t remove_erased_files(const fs::path& dir, SQLite::Database& database) {
  std::vector<std::string> ids;
  {
    SQLite::Statement select(database, "SELECT id FROM files_to_remove");
    Query found(select);
    while (found.next()) ids.push_back(found.text(0));
  }
  SQLite::Statement removed(database, "DELETE FROM files_to_remove WHERE id = ?");
  for (const auto& id : ids) {
    remove_evidence(dir, id);
    run(removed, id);
  }
  if (!ids.empty()) sync_directory(evidence_directory(dir));
  return ids.size();
}

std::size_t remove_strays(const fs::path& dir, Instant before) {
  std::error_code failed;
  std::size_t removed = 0;
  if (!fs::is_directory(stray_directory(dir), failed)) return 0;
  for (const auto& path : files_in(stray_directory(dir))) {
    struct stat found {};
    if (::stat(path.c_str(), &found) != 0) continue;
    // Since when it lies there: moving it changed that, and not when it was written.
    if (Instant(std::chrono::seconds(found.st_ctime)) >= before) continue;
    remove_quietly(path);
    ++removed;
  }
  return removed;
}

std::size_t set_strays_aside(const fs::path& dir) {
  const auto database = open_database(dir, Access::read_only);
  ReadQueries queries(*database);
  const fs::path strays = stray_directory(dir);
  std::size_t moved = 0;
  for (const auto& path : files_in(evidence_directory(dir))) {
    if (!queries.evidence({path.filename().string()}).empty()) continue;
    make_directory(strays);
    std::error_code failed;
    fs::rename(path, strays / path.filename(), failed);
    moved += failed ? 0 : 1;
  }
  return moved;
}

}  // namespace yingda::store
