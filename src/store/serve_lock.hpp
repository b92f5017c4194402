#pragma once
// One server per data directory: an flock on DIR/lock, gone with the process however it ends. The
// file holds a line while a server runs and is emptied by a clean stop, so that the next start
// knows whether to check the database.

#include <filesystem>

namespace yingda::store {

class ServeLock {
 public:
  // Creates the directory if need be. Throws StoreError when another server holds the lock.
  explicit ServeLock(const std::filesystem::path& dir);
  ~ServeLock();
  ServeLock(const ServeLock&) = delete;
  ServeLock& operator=(const ServeLock&) = delete;

  // The last server on this directory did not reach `stopped`.
  bool unclean() const { return unclean_; }
  // Everything is committed and closed.
  void stopped();

 private:
  int file_ = -1;
  bool unclean_ = false;
};

// True while some server holds the lock.
bool being_served(const std::filesystem::path& dir);

}  // namespace yingda::store
