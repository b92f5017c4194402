#include "store/serve_lock.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <cstring>
#include <string_view>
#include <thread>

#include "store/database.hpp"

namespace yingda::store {
namespace {

// A server that is being restarted may still be closing its files.
constexpr int tries = 20;
constexpr std::chrono::milliseconds between_tries{50};

std::filesystem::path lock_file(const std::filesystem::path& dir) { return dir / "lock"; }

int open_lock(const std::filesystem::path& dir, int flags) {
  return ::open(lock_file(dir).c_str(), flags | O_RDWR | O_CLOEXEC, 0600);
}

bool take(int file) {
  for (int i = 0; i < tries; ++i) {
    if (::flock(file, LOCK_EX | LOCK_NB) == 0) return true;
    std::this_thread::sleep_for(between_tries);
  }
  return false;
}

}  // namespace

ServeLock::ServeLock(const std::filesystem::path& dir) {
  make_directory(dir);
  file_ = open_lock(dir, O_CREAT);
  if (file_ < 0) {
    throw StoreError("cannot open " + lock_file(dir).string() + ": " + std::strerror(errno));
  }
  if (!take(file_)) {
    ::close(file_);
    throw StoreError("another yingda already serves " + dir.string() +
                     ": stop it first, or give this one its own --data directory");
  }
  struct stat found {};
  unclean_ = ::fstat(file_, &found) == 0 && found.st_size > 0;
  constexpr std::string_view line = "serving\n";
  if (::ftruncate(file_, 0) != 0 || ::pwrite(file_, line.data(), line.size(), 0) < 0) {
    unclean_ = true;  // A full disk: serve all the same, check at the next start.
  }
}

ServeLock::~ServeLock() { ::close(file_); }

void ServeLock::stopped() {
  if (::ftruncate(file_, 0) != 0) return;  // Costs the next start a check, nothing more.
}

bool being_served(const std::filesystem::path& dir) {
  const int file = open_lock(dir, 0);
  if (file < 0) return false;
  const bool free = ::flock(file, LOCK_SH | LOCK_NB) == 0;
  ::close(file);
  return !free;
}

}  // namespace yingda::store
