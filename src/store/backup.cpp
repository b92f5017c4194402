#include "store/backup.hpp"

#include <SQLiteCpp/Backup.h>
#include <SQLiteCpp/SQLiteCpp.h>
#include <fcntl.h>
#include <sqlite3.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <set>

#include "store/database.hpp"
#include "store/erased_list.hpp"
#include "store/errors.hpp"
#include "store/evidence_backup.hpp"
#include "store/offline_erasure.hpp"
#include "store/random.hpp"
#include "store/serve_lock.hpp"
#include "store/sql.hpp"

namespace yingda::store {
namespace {

namespace fs = std::filesystem;

Error system_error(const std::string& what, const fs::path& file) {
  return {ErrorCode::unavailable, what + " " + file.string() + ": " + std::strerror(errno)};
}

fs::path with_suffix(const fs::path& file, const char* suffix) { return file.string() + suffix; }

// A file of ours that did not exist before, so that nothing is ever overwritten.
Result<> create_new(const fs::path& file) {
  const int made = ::open(file.c_str(), O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0600);
  if (made < 0) {
    if (errno == EEXIST) {
      return Error{ErrorCode::conflict,
                   file.string() + " exists: name another file, or remove it first"};
    }
    return system_error("cannot create", file);
  }
  ::close(made);
  return {};
}

void remove_database(const fs::path& file) {
  std::error_code ignored;
  for (const char* suffix : {"", "-journal", "-wal", "-shm"}) {
    fs::remove(with_suffix(file, suffix), ignored);
  }
}

// Removes what is left of an attempt unless it succeeded.
class Attempt {
 public:
  explicit Attempt(fs::path file) : file_(std::move(file)) {}
  ~Attempt() {
    if (!kept_) remove_database(file_);
  }
  Attempt(const Attempt&) = delete;
  Attempt& operator=(const Attempt&) = delete;
  void keep() { kept_ = true; }

 private:
  fs::path file_;
  bool kept_ = false;
};

std::string integrity(SQLite::Database& database) {
  return database.execAndGet("PRAGMA integrity_check(1)").getString();
}

// All pages in one step: a read transaction keeps the picture still while others write, and only a
// copy that lets go in between would have to start again.
void copy(SQLite::Database& from, SQLite::Database& to) {
  SQLite::Backup backup(to, from);
  const int result = backup.executeStep(-1);
  if (result != SQLITE_DONE) throw SQLite::Exception("the copy was not finished", result);
}

Result<> sync_file(const fs::path& file) {
  const int opened = ::open(file.c_str(), O_RDONLY | O_CLOEXEC);
  const bool synced = opened >= 0 && ::fsync(opened) == 0;
  const int why = errno;
  if (opened >= 0) ::close(opened);
  errno = why;
  if (!synced) return system_error("cannot sync", file);
  return {};
}

Result<> move_into_place(const fs::path& from, const fs::path& to) {
  if (auto synced = sync_file(from); !synced) return synced;
  if (::rename(from.c_str(), to.c_str()) != 0) return system_error("cannot create", to);
  sync_directory(to.parent_path());
  return {};
}

// Makes `target` a checked copy that is one file: no log beside it.
void copy_checked(SQLite::Database& from, const fs::path& target) {
  const auto to = connect(target, Access::read_write);
  copy(from, *to);
  to->execAndGet("PRAGMA journal_mode=DELETE");
  const std::string found = integrity(*to);
  if (found != "ok") throw StoreError("the database is damaged (" + found + ")");
}

// Clients that saw what came after the backup must drop it; sessions that ended since must not
// come back.
void renew(const fs::path& file) {
  const auto database = connect(file, Access::read_write);
  WriteTransaction transaction(*database);
  SQLite::Statement epoch(*database, "UPDATE meta SET value = ? WHERE key = 'epoch'");
  run(epoch, random_hex(16));
  SQLite::Statement sessions(*database, "DELETE FROM sessions");
  run(sessions);
  transaction.commit();
}

Result<Lost> back_up(const fs::path& dir, const fs::path& file) {
  const auto from = open_database(dir, Access::read_only);
  if (auto reserved = create_new(file); !reserved) return reserved.error();
  Attempt reservation(file);
  const fs::path partial = with_suffix(file, ".partial");
  if (auto made = create_new(partial); !made) return made.error();
  Attempt attempt(partial);
  copy_checked(*from, partial);
  auto lost = pack_evidence(dir, partial);
  if (!lost) return lost;
  if (auto moved = move_into_place(partial, file); !moved) return moved.error();
  reservation.keep();
  return lost;
}

Result<> open_and_check(const fs::path& file, std::unique_ptr<SQLite::Database>& out) {
  std::error_code failed;
  if (!fs::is_regular_file(file, failed)) {
    return Error{ErrorCode::invalid, "there is no backup " + file.string()};
  }
  try {
    out = connect(file, Access::read_only);
    require_ours(*out, file);
    const std::string found = integrity(*out);
    if (found == "ok") return {};
    return Error{ErrorCode::invalid, file.string() + " is damaged (" + found + ")"};
  } catch (const SQLite::Exception& error) {
    return Error{ErrorCode::invalid, file.string() + " is not a Yingda backup: " + error.what()};
  } catch (const StoreError& error) {
    return Error{ErrorCode::invalid, error.what()};
  }
}

// A log that was left behind counts: SQLite would apply it to the restored database.
Result<> require_empty(const fs::path& dir) {
  for (const char* suffix : {"", "-journal", "-wal"}) {
    const fs::path found = with_suffix(database_file(dir), suffix);
    std::error_code failed;
    if (!fs::exists(found, failed)) continue;
    return Error{ErrorCode::conflict, found.string() + " exists: restore into another --data " +
                                          "directory, or move the old files away first"};
  }
  return {};
}

// The lines of the directory's own list and of what else was named. `lists`: how many there were.
Result<std::vector<ErasedLine>> all_erased(const fs::path& dir,
                                           const std::vector<fs::path>& sources,
                                           std::size_t& lists) {
  auto from = sources;
  std::error_code failed;
  if (fs::exists(erased_list(dir), failed)) from.push_back(erased_list(dir));
  lists = from.size();
  std::vector<ErasedLine> out;
  for (const auto& source : from) {
    const auto lines = read_erased(source);
    if (!lines) return lines.error();
    out.insert(out.end(), lines->begin(), lines->end());
  }
  return out;
}

std::vector<ErasedLine> missing_in_list(const fs::path& dir, std::vector<ErasedLine> lines) {
  std::set<std::string> known;
  if (const auto listed = read_erased(erased_list(dir))) {
    for (const auto& line : *listed) known.insert(line.conversation);
  }
  std::erase_if(lines,
                [&](const ErasedLine& line) { return !known.insert(line.conversation).second; });
  return lines;
}

// What was erased after the backup was made is erased once more, before anybody can read it.
Result<std::size_t> erase_what_was_erased(const fs::path& file,
                                          const std::vector<ErasedLine>& lines) {
  if (lines.empty()) return std::size_t{0};
  const auto database = connect(file, Access::read_write);
  migrate_all(*database);
  database->exec("PRAGMA secure_delete=ON");
  const Instant now = std::chrono::time_point_cast<TimeSpan>(std::chrono::system_clock::now());
  auto erased = erase_again(*database, lines, now);
  if (!erased) return erased;
  if (database->tableExists("backup_files")) {
    database->exec("DELETE FROM backup_files WHERE id NOT IN (SELECT id FROM evidence)");
  }
  database->exec("DELETE FROM files_to_remove");  // their bytes were never unpacked
  if (*erased > 0) database->exec("VACUUM");
  return erased;
}

Result<Restored> put_back(const fs::path& file, const fs::path& dir,
                          const std::vector<fs::path>& sources) {
  std::unique_ptr<SQLite::Database> from;
  if (auto fine = open_and_check(file, from); !fine) return fine.error();
  if (auto empty = require_empty(dir); !empty) return empty.error();
  const ServeLock lock(dir);
  if (auto empty = require_empty(dir); !empty) return empty.error();
  const fs::path target = database_file(dir);
  const fs::path partial = with_suffix(target, ".restoring");
  remove_database(partial);
  if (auto made = create_new(partial); !made) return made.error();
  Attempt attempt(partial);
  copy_checked(*from, partial);
  Restored out;
  const auto lines = all_erased(dir, sources, out.lists);
  if (!lines) return lines.error();
  const auto again = erase_what_was_erased(partial, *lines);
  if (!again) return again.error();
  out.erased_again = *again;
  if (auto unpacked = unpack_evidence(partial, dir); !unpacked) return unpacked.error();
  renew(partial);
  if (const auto known = read_erased(partial); known && !known->empty()) {
    add_to_erased_list(dir, missing_in_list(dir, *known));
  }
  if (auto moved = move_into_place(partial, target); !moved) return moved.error();
  return out;
}

}  // namespace

Result<Lost> backup(const fs::path& dir, const fs::path& file) {
  try {
    return back_up(dir, file);
  } catch (const SQLite::Exception& error) {
    return unavailable(error);
  } catch (const std::exception& error) {
    return Error{ErrorCode::unavailable, error.what()};
  }
}

Result<Restored> restore(const fs::path& file, const fs::path& dir,
                         const std::vector<fs::path>& erased) {
  try {
    return put_back(file, dir, erased);
  } catch (const SQLite::Exception& error) {
    return unavailable(error);
  } catch (const std::exception& error) {
    return Error{ErrorCode::unavailable, error.what()};
  }
}

}  // namespace yingda::store
