#include "store/database.hpp"

#include <SQLiteCpp/SQLiteCpp.h>
#include <fcntl.h>
#include <sqlite3.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <cstdio>
#include <cstring>
#include <thread>

#include "store/migrations.hpp"
#include "store/random.hpp"
#include "store/serve_lock.hpp"
#include "store/sql.hpp"

namespace yingda::store {
namespace {

namespace fs = std::filesystem;

// A busy writer leaves a gap of a millisecond now and then (committer.cpp). Asking this often finds
// it; SQLite's own handler sleeps up to 100 ms and can starve.
constexpr std::chrono::microseconds busy_pause{400};
constexpr int busy_tries = 12500;  // 5 s

int wait_for_lock(void*, int tried) {
  if (tried >= busy_tries) return 0;
  std::this_thread::sleep_for(busy_pause);
  return 1;
}

// SQLite gives -wal and -shm the mode of the database. Only a file that does not exist is opened
// here: closing any descriptor of a database drops the locks this process holds on it.
void create_file(const fs::path& file) {
  const int made = ::open(file.c_str(), O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC, 0600);
  if (made >= 0) {
    ::close(made);
  } else if (errno != EEXIST) {
    throw StoreError("cannot create " + file.string() + ": " + std::strerror(errno));
  }
}

void configure(SQLite::Database& database) {
  database.exec("PRAGMA synchronous=FULL");
  database.exec("PRAGMA foreign_keys=ON");
  // What is deleted or written anew is overwritten: erasing somebody's data leaves no bytes.
  database.exec("PRAGMA secure_delete=ON");
  database.exec("PRAGMA trusted_schema=OFF");
  database.exec("PRAGMA temp_store=MEMORY");
  // The log file shrinks back to this after a burst.
  database.exec("PRAGMA journal_size_limit=67108864");
  // Only the committer moves the log into the database: SQLite's automatic checkpoint would swallow
  // a failed fsync.
  database.exec("PRAGMA wal_autocheckpoint=0");
}

int pragma(SQLite::Database& database, const char* sql) {
  return database.execAndGet(sql).getInt();
}

void apply(SQLite::Database& database, const Migration& migration) {
  WriteTransaction transaction(database);
  // Another program may have been faster.
  if (pragma(database, "PRAGMA user_version") >= migration.number) return;
  database.exec(migration.sql);
  if (migration.then != nullptr) migration.then(database);
  database.exec("PRAGMA user_version=" + std::to_string(migration.number));
  if (migration.number == 1) {
    database.exec("PRAGMA application_id=" + std::to_string(application_id));
    SQLite::Statement insert(database, "INSERT INTO meta(key, value) VALUES(?, ?)");
    run(insert, std::string("epoch"), random_hex(16));
    run(insert, std::string("token_key"), to_base64(random_bytes(32)));
  }
  transaction.commit();
}

// One transaction each. A command must not change the tables under a running server.
void migrate(SQLite::Database& database, const fs::path& dir, bool by_server) {
  const int version = pragma(database, "PRAGMA user_version");
  if (version >= schema_newest) return;
  if (version > 0 && !by_server && being_served(dir)) {
    throw StoreError("a running server of an older version uses " + dir.string() +
                     ": stop it first, or use its program");
  }
  migrate_all(database);
  sync_directory(dir);
}

}  // namespace

void migrate_all(SQLite::Database& database) {
  for (const auto& migration : migrations) apply(database, migration);
}

namespace {

// Switching needs the file for itself for a moment; the busy handler is not asked then.
void use_wal(SQLite::Database& database) {
  for (int tried = 0;; ++tried) {
    try {
      if (database.execAndGet("PRAGMA journal_mode=WAL").getString() == "wal") return;
      throw StoreError("the data directory's file system cannot hold a write-ahead log");
    } catch (const SQLite::Exception& error) {
      if (error.getErrorCode() != SQLITE_BUSY || tried >= 500) throw;
      std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
  }
}

void quick_check(SQLite::Database& database, const fs::path& file) {
  const std::string found = database.execAndGet("PRAGMA quick_check(1)").getString();
  if (found != "ok") {
    throw StoreError(file.string() + " is damaged (" + found + "): restore a backup");
  }
}

// Words for what SQLite says about a file it cannot use.
StoreError unusable(const fs::path& file, const SQLite::Exception& error) {
  if (error.getErrorCode() == SQLITE_NOTADB) {
    return StoreError(file.string() + " is not a Yingda database: use another --data directory");
  }
  return StoreError("cannot use " + file.string() + ": " + error.what());
}

}  // namespace

void exit_at_once(const std::string& why) {
  std::fprintf(stderr, "yingda: %s\n", why.c_str());
  ::_exit(70);
}

void make_directory(const fs::path& dir) {
  std::error_code failed;
  if (fs::is_directory(dir, failed)) return;
  if (dir.has_parent_path()) fs::create_directories(dir.parent_path(), failed);
  if (::mkdir(dir.c_str(), 0700) != 0 && errno != EEXIST) {
    throw StoreError("cannot create " + dir.string() + ": " + std::strerror(errno));
  }
}

fs::path database_file(const fs::path& dir) { return dir / "yingda.db"; }

void sync_directory(const fs::path& dir) {
  const int opened = ::open(dir.empty() ? "." : dir.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (opened < 0) return;
  const int failed = ::fsync(opened);
  ::close(opened);
  if (failed != 0) throw StoreError("cannot sync " + dir.string() + ": " + std::strerror(errno));
}

std::unique_ptr<SQLite::Database> connect(const fs::path& file, Access access) {
  const int mode = access == Access::read_only ? SQLite::OPEN_READONLY : SQLite::OPEN_READWRITE;
  auto database = std::make_unique<SQLite::Database>(file.string(), mode | SQLite::OPEN_NOMUTEX);
  use_busy_handler(*database);
  return database;
}

void use_busy_handler(SQLite::Database& database) {
  sqlite3_busy_handler(database.getHandle(), wait_for_lock, nullptr);
}

void require_ours(SQLite::Database& database, const fs::path& file) {
  const int version = pragma(database, "PRAGMA user_version");
  if (pragma(database, "PRAGMA application_id") != application_id || version < 1) {
    throw StoreError(file.string() + " is not a Yingda database: use another --data directory");
  }
  if (version > schema_newest) {
    throw StoreError(file.string() + " was written by a newer Yingda (schema " +
                     std::to_string(version) + ", this program knows " +
                     std::to_string(schema_newest) + "): use that version");
  }
}

void prepare(const fs::path& dir, const ServeLock* lock) {
  make_directory(dir);
  const fs::path file = database_file(dir);
  create_file(file);
  try {
    const auto database = connect(file, Access::read_write);
    const bool fresh = pragma(*database, "SELECT count(*) FROM sqlite_schema") == 0 &&
                       pragma(*database, "PRAGMA application_id") == 0;
    if (!fresh) require_ours(*database, file);
    if (lock != nullptr && lock->unclean()) quick_check(*database, file);
    configure(*database);
    use_wal(*database);
    migrate(*database, dir, lock != nullptr);
  } catch (const SQLite::Exception& error) {
    throw unusable(file, error);
  }
}

std::unique_ptr<SQLite::Database> open_database(const fs::path& dir, Access access) {
  std::error_code failed;
  const bool is_file = access == Access::read_only && fs::is_regular_file(dir, failed);
  const fs::path file = is_file ? dir : database_file(dir);
  if (!fs::exists(file, failed)) {
    throw StoreError("there is no Yingda database in " + dir.string());
  }
  try {
    auto database = connect(file, access);
    require_ours(*database, file);
    configure(*database);
    return database;
  } catch (const SQLite::Exception& error) {
    throw unusable(file, error);
  }
}

}  // namespace yingda::store
