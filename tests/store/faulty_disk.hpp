#pragma once
// A disk that fails on demand: SQLite's own file layer with writes and syncs that can be made to
// report an error. In place for every connection that is opened while the object lives.

#include <sqlite3.h>

#include <array>
#include <atomic>
#include <mutex>

namespace yingda::store::testing {

class FaultyDisk {
 public:
  FaultyDisk() {
    real() = sqlite3_vfs_find(nullptr);
    vfs_ = *real();
    vfs_.zName = "faulty";
    vfs_.xOpen = open;
    sqlite3_vfs_register(&vfs_, 1);
  }
  ~FaultyDisk() {
    write_error = SQLITE_OK;
    sync_error = SQLITE_OK;
    sqlite3_vfs_register(real(), 1);
    sqlite3_vfs_unregister(&vfs_);
  }
  FaultyDisk(const FaultyDisk&) = delete;
  FaultyDisk& operator=(const FaultyDisk&) = delete;

  static inline std::atomic<int> write_error{SQLITE_OK};
  static inline std::atomic<int> sync_error{SQLITE_OK};

 private:
  // SQLite has one table of functions for each style of locking; each gets a patched copy.
  struct Patched {
    const sqlite3_io_methods* original = nullptr;
    sqlite3_io_methods copy{};
  };

  static sqlite3_vfs*& real() {
    static sqlite3_vfs* vfs = nullptr;
    return vfs;
  }
  static std::array<Patched, 8>& tables() {
    static std::array<Patched, 8> made;
    return made;
  }

  static const sqlite3_io_methods* patch(const sqlite3_io_methods* original) {
    static std::mutex mutex;
    const std::lock_guard lock(mutex);
    for (auto& table : tables()) {
      if (table.original == original) return &table.copy;
      if (table.original != nullptr) continue;
      table.copy = *original;
      table.copy.xWrite = write;
      table.copy.xSync = sync;
      table.original = original;
      return &table.copy;
    }
    return original;
  }

  static const sqlite3_io_methods* original(const sqlite3_file* file) {
    for (auto& table : tables()) {
      if (&table.copy == file->pMethods) return table.original;
    }
    return file->pMethods;
  }

  static int open(sqlite3_vfs* vfs, const char* name, sqlite3_file* file, int flags, int* out) {
    const int result = real()->xOpen(vfs, name, file, flags, out);
    if (result == SQLITE_OK && file->pMethods != nullptr) file->pMethods = patch(file->pMethods);
    return result;
  }
  static int write(sqlite3_file* file, const void* bytes, int count, sqlite3_int64 at) {
    if (const int error = write_error; error != SQLITE_OK) return error;
    return original(file)->xWrite(file, bytes, count, at);
  }
  static int sync(sqlite3_file* file, int flags) {
    if (const int error = sync_error; error != SQLITE_OK) return error;
    return original(file)->xSync(file, flags);
  }

  sqlite3_vfs vfs_{};
};

}  // namespace yingda::store::testing
