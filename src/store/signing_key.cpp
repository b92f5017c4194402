#include "store/signing_key.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>

#include "store/database.hpp"
#include "store/random.hpp"

namespace yingda::store {
namespace {

namespace fs = std::filesystem;

// Seed in base64 and a line end.
constexpr std::size_t text_bytes = 45;
constexpr std::size_t old_name_digits = 16;

[[noreturn]] void fail(const std::string& what, const fs::path& file) {
  throw StoreError("cannot " + what + " " + file.string() + ": " + std::strerror(errno));
}

class Descriptor {
 public:
  explicit Descriptor(int opened) : file_(opened) {}
  ~Descriptor() {
    if (file_ >= 0) ::close(file_);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  int get() const { return file_; }

 private:
  int file_;
};

// A key on the disk under a name that nobody else uses.
fs::path write_new(const fs::path& dir) {
  const fs::path file = signing_key_file(dir).string() + "." + random_hex(8);
  const Descriptor made(::open(file.c_str(), O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0600));
  if (made.get() < 0) fail("create", file);
  const std::string text = to_base64(random_bytes(proof::seed_bytes)) + "\n";
  const bool written =
      ::write(made.get(), text.data(), text.size()) == static_cast<ssize_t>(text.size()) &&
      ::fsync(made.get()) == 0;
  if (!written) {
    ::unlink(file.c_str());
    fail("write", file);
  }
  return file;
}

// Whoever comes second takes the first one's.
void make(const fs::path& dir) {
  const fs::path made = write_new(dir);
  const int linked = ::link(made.c_str(), signing_key_file(dir).c_str());
  const int why = errno;
  ::unlink(made.c_str());
  errno = why;
  if (linked != 0 && why != EEXIST) fail("create", signing_key_file(dir));
  sync_directory(dir);
}

proof::SigningKey read(int opened, const fs::path& file) {
  struct stat found {};
  if (::fstat(opened, &found) != 0) fail("read", file);
  if ((found.st_mode & 077U) != 0) {
    throw StoreError(file.string() + " may be read by others: chmod 600 " + file.string());
  }
  std::array<char, text_bytes + 1> text{};
  const auto got = ::read(opened, text.data(), text.size());
  if (got < 0) fail("read", file);
  const std::string_view line(text.data(), static_cast<std::size_t>(got));
  const bool whole = line.size() == text_bytes && line.back() == '\n';
  const auto seed =
      whole ? proof::from_base64(line.substr(0, text_bytes - 1), proof::seed_bytes) : std::nullopt;
  if (!seed) {
    throw StoreError(file.string() + " is no signing key: put your copy of it back, or move it " +
                     "away and a new one is made");
  }
  return proof::SigningKey(*seed);
}

}  // namespace

fs::path signing_key_file(const fs::path& dir) { return dir / "dossier.key"; }

proof::SigningKey signing_key(const fs::path& dir) {
  const fs::path file = signing_key_file(dir);
  for (bool tried = false;; tried = true) {
    const Descriptor opened(::open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW));
    if (opened.get() >= 0) return read(opened.get(), file);
    if (errno != ENOENT || tried) fail("read", file);
    make(dir);
  }
}

fs::path renew_signing_key(const fs::path& dir) {
  const fs::path file = signing_key_file(dir);
  fs::path kept;
  if (fs::exists(file)) {
    const std::string name = to_hex(signing_key(dir).public_key()).substr(0, old_name_digits);
    kept = dir / ("dossier-" + name + ".key");
    if (::link(file.c_str(), kept.c_str()) != 0 && errno != EEXIST) fail("create", kept);
  }
  const fs::path made = write_new(dir);
  if (::rename(made.c_str(), file.c_str()) != 0) fail("replace", file);
  sync_directory(dir);
  return kept;
}

std::vector<std::string> public_keys(const fs::path& dir) {
  std::vector<std::string> out{signing_key(dir).public_key()};
  std::vector<fs::path> kept;
  for (const auto& entry : fs::directory_iterator(dir)) {
    const std::string name = entry.path().filename().string();
    if (name.starts_with("dossier-") && name.ends_with(".key")) kept.push_back(entry.path());
  }
  std::ranges::sort(kept);
  for (const auto& file : kept) {
    const Descriptor opened(::open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW));
    if (opened.get() < 0) fail("read", file);
    const std::string key = read(opened.get(), file).public_key();
    if (std::ranges::find(out, key) == out.end()) out.push_back(key);
  }
  return out;
}

}  // namespace yingda::store
