// read_directory() and digest(): the part of loading that touches files.

#include <sodium.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <system_error>

#include "content/article_parser.hpp"
#include "content/load.hpp"
#include "content/synonym_parser.hpp"

namespace yingda::content {
namespace {

namespace fs = std::filesystem;

// One file; the parsers have tighter bounds of their own.
constexpr std::uintmax_t file_bytes_max = 1024 * 1024;
// All files together: what one release may weigh.
constexpr std::uintmax_t total_bytes_max = 64 * 1024 * 1024;
constexpr std::size_t files_max = 20'000;

bool is_wanted(const std::string& path) {
  const bool yaml = path.ends_with(".yaml") || path.ends_with(".yml");
  return (path.starts_with("flows/") && yaml) || is_article_file(path) || path == synonyms_file;
}

bool is_inside(const fs::path& path, const fs::path& root) {
  const auto [end, unused] = std::mismatch(root.begin(), root.end(), path.begin(), path.end());
  static_cast<void>(unused);
  return end == root.end();
}

class Reader {
 public:
  explicit Reader(const fs::path& root) : root_(root), real_root_(fs::canonical(root)) {}

  void read(const std::string& folder) {
    std::error_code error;
    const auto start = root_ / folder;
    if (!fs::is_directory(start, error)) return;
    if (!stays_inside(start)) return;
    const auto options = fs::directory_options::none;  // symlinked folders are not followed
    for (fs::recursive_directory_iterator it(start, options), end; it != end; ++it) {
      if (it->is_symlink(error) && it->is_directory(error)) {
        report(it->path(), "a link to a folder is not followed; copy its files here");
      } else {
        take(*it);
      }
    }
  }

  Directory take_all() { return std::move(out_); }

 private:
  std::string relative(const fs::path& path) const {
    return path.lexically_relative(root_).generic_string();
  }

  void report(const fs::path& path, std::string text) {
    out_.findings.push_back(
        {relative(path), 1, 1, Severity::error, std::move(text), std::string(rule::schema)});
  }

  bool stays_inside(const fs::path& path) {
    std::error_code error;
    const auto real = fs::canonical(path, error);
    if (!error && is_inside(real, real_root_)) return true;
    report(path, error ? "this link leads nowhere"
                       : "this link leads out of the content directory; copy the file here");
    return false;
  }

  void take(const fs::directory_entry& entry) {
    const auto path = relative(entry.path());
    if (!is_wanted(path)) return;
    if (!stays_inside(entry.path())) return;
    std::error_code error;
    if (!entry.is_regular_file(error)) {
      return report(entry.path(), "this is no file, though it is named like one of the content");
    }
    const auto size = entry.file_size(error);
    if (error || size > file_bytes_max) {
      return report(entry.path(), error ? "this file cannot be read" : "larger than 1 MiB");
    }
    total_ += size;
    if (total_ > total_bytes_max || out_.files.size() >= files_max) {
      return report(entry.path(), "the content is larger than 64 MiB or 20,000 files");
    }
    std::ifstream in(entry.path(), std::ios::binary);
    std::string bytes(size, '\0');
    in.read(bytes.data(), static_cast<std::streamsize>(size));
    bytes.resize(static_cast<std::size_t>(std::max<std::streamsize>(0, in.gcount())));
    if (bytes.size() != size) return report(entry.path(), "this file cannot be read");
    out_.files[path] = std::move(bytes);
  }

  fs::path root_;
  fs::path real_root_;
  Directory out_;
  std::uintmax_t total_ = 0;
};

}  // namespace

Result<Directory> read_directory(const fs::path& directory) {
  const auto name = directory.string();
  const auto fail = [](std::string text) { return Error{ErrorCode::not_found, std::move(text)}; };
  try {
    if (!fs::exists(directory)) return fail(name + ": there is no such directory");
    if (!fs::is_directory(directory)) return fail(name + ": this is no directory");
    Reader reader(directory);
    reader.read("flows");
    reader.read("knowledge_base");
    auto out = reader.take_all();
    if (out.files.empty() && out.findings.empty()) {
      return Error{ErrorCode::invalid, name +
                                           ": no content here; expected flows/*.yaml and "
                                           "knowledge_base/**/*.md below it"};
    }
    return out;
  } catch (const fs::filesystem_error& error) {
    return fail(name + ": " + error.code().message());
  }
}

std::string digest(const Files& files) {
  crypto_hash_sha256_state state;
  crypto_hash_sha256_init(&state);
  const auto add = [&](const std::string& bytes) {
    // The length first, so that moving bytes between name and content changes the digest.
    const auto length = std::to_string(bytes.size()) + ":";
    for (const auto* part : {&length, &bytes}) {
      crypto_hash_sha256_update(&state, reinterpret_cast<const unsigned char*>(part->data()),
                                part->size());
    }
  };
  for (const auto& [path, bytes] : files) {
    add(path);
    add(bytes);
  }
  std::array<unsigned char, crypto_hash_sha256_BYTES> hash{};
  crypto_hash_sha256_final(&state, hash.data());
  std::string out(hash.size() * 2 + 1, '\0');
  sodium_bin2hex(out.data(), out.size(), hash.data(), hash.size());
  out.pop_back();
  return out;
}

}  // namespace yingda::content
