#pragma once
// The one file everything is kept in: DIR/yingda.db, SQLite in WAL mode with synchronous=FULL, so
// that what was committed survives a kill and a power cut. Each thread opens its own connection.
// Broken start-ups (no database, not ours, written by a newer program, damaged) are a StoreError
// whose text is one line for people.

#include <filesystem>
#include <functional>
#include <memory>
#include <stdexcept>
#include <string>

namespace SQLite {
class Database;
}

namespace yingda::store {

class ServeLock;

// Hands a completion to the loop's thread.
using Post = std::function<void(std::function<void()>)>;

// Called on a store thread when the disk can no longer be trusted. Must end the process.
using Fatal = std::function<void(std::string)>;

// Exit status 70 (EX_SOFTWARE), at once: nothing unacknowledged may still look acknowledged.
[[noreturn]] void exit_at_once(const std::string& why);

class StoreError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

enum class Access { read_only, read_write };

// Mode 0700 where it is missing.
void make_directory(const std::filesystem::path& dir);

std::filesystem::path database_file(const std::filesystem::path& dir);

// Creates the directory and the database (0600) where they are missing and brings the schema up to
// date. A server passes its lock: after an unclean stop the database is checked first. Commands do
// not; they refuse to change the schema under a running server.
void prepare(const std::filesystem::path& dir, const ServeLock* lock = nullptr);

// A connection to a prepared database, or to a backup that is only read. One thread at a time may
// use it.
std::unique_ptr<SQLite::Database> open_database(const std::filesystem::path& dir, Access access);

// The same for any file: a backup, a database that is being restored.
std::unique_ptr<SQLite::Database> connect(const std::filesystem::path& file, Access access);
// Brings a database of ours, that nobody uses, to the newest schema.
void migrate_all(SQLite::Database& database);

// Waits up to 5 s for others' locks; every connection does.
void use_busy_handler(SQLite::Database& database);

// Throws unless the open file is a Yingda database of a schema that this program knows.
void require_ours(SQLite::Database& database, const std::filesystem::path& file);

// Makes a created or renamed file's name durable.
void sync_directory(const std::filesystem::path& dir);

}  // namespace yingda::store
