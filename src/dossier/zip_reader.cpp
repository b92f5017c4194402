#include "dossier/zip_reader.hpp"

#include <archive.h>
#include <archive_entry.h>

#include <algorithm>
#include <fstream>
#include <memory>
#include <set>

#include "dossier/zip_writer.hpp"

namespace yingda::dossier {
namespace {

namespace fs = std::filesystem;

// A conversation has fewer files than this by every configuration that makes sense.
constexpr std::size_t files_max = 10'000;
// dossier.json or manifest.json of a conversation with some hundred thousand entries.
constexpr std::uint64_t document_bytes_max = 256ULL * 1024 * 1024;
// We store files as they are; whoever packs them again gets text to a tenth, not to a hundredth.
constexpr std::uint64_t growth_max = 100;
constexpr std::size_t read_bytes = 256 * 1024;

struct ArchiveFree {
  void operator()(archive* zip) const { archive_read_free(zip); }
};
using Archive = std::unique_ptr<archive, ArchiveFree>;

constexpr std::string_view zip_mark = "PK\3\4";

Error unreadable(const std::string& why) { return {ErrorCode::invalid, why}; }

std::string error_of(archive* zip) {
  const char* why = archive_error_string(zip);
  return why == nullptr ? "damaged" : why;
}

// Whether a program may unpack it without leaving its directory.
bool safe(std::string_view name) {
  const bool plain = std::ranges::none_of(
      name, [](char c) { return static_cast<unsigned char>(c) < ' ' || c == '\\' || c == ':'; });
  const std::string framed = "/" + std::string(name) + "/";
  return plain && !name.empty() && name.front() != '/' && name.find("//") == name.npos &&
         framed.find("/../") == framed.npos && framed.find("/./") == framed.npos;
}

// Packs the files once more as the gateway does and compares with the bytes on the disk.
class Repacking {
 public:
  explicit Repacking(const fs::path& file) : there_(file, std::ios::binary) {}

  void begin(const std::string& name, std::uint64_t size) {
    fail_unless(zip_.begin(name, size).has_value());
  }
  void write(std::string_view bytes) {
    if (!same_) return;
    fail_unless(zip_.write(bytes).has_value());
    compare();
  }
  bool same_to_the_end() {
    if (!same_) return false;
    fail_unless(zip_.finish().has_value());
    compare();
    return same_ && there_.peek() == std::ifstream::traits_type::eof();
  }

 private:
  void fail_unless(bool fine) { same_ = same_ && fine; }
  void compare() {
    for (auto mine = zip_.take(read_bytes); !mine.empty(); mine = zip_.take(read_bytes)) {
      std::string theirs(mine.size(), '\0');
      there_.read(theirs.data(), static_cast<std::streamsize>(theirs.size()));
      fail_unless(there_ && mine == theirs);
    }
  }

  std::ifstream there_;
  ZipWriter zip_;
  bool same_ = true;
};

class ZipReading {
 public:
  ZipReading(const fs::path& file, std::uint64_t bytes_max)
      : zip_(archive_read_new()), again_(file), bytes_left_(bytes_max) {
    archive_read_support_format_zip_seekable(zip_.get());
    opened_ = archive_read_open_filename(zip_.get(), file.c_str(), read_bytes) == ARCHIVE_OK;
  }

  ZipContents all() {
    ZipContents out;
    if (auto read = files(out); !read) {
      out.faults.push_back(read.error().detail);
    } else if (!again_.same_to_the_end()) {
      out.faults.emplace_back(
          "the ZIP is not packed as the gateway packs it: something in it, "
          "around the files, was changed, or it was packed anew");
    }
    return out;
  }

 private:
  Result<> files(ZipContents& out) {
    if (!opened_) return unreadable("the ZIP cannot be read (" + error_of(zip_.get()) + ")");
    for (;;) {
      archive_entry* entry = nullptr;
      const int status = archive_read_next_header(zip_.get(), &entry);
      if (status == ARCHIVE_EOF) return {};
      if (status < ARCHIVE_WARN) {
        return unreadable("the ZIP cannot be read (" + error_of(zip_.get()) + ")");
      }
      if (out.files.size() == files_max) return unreadable("the ZIP holds too many files");
      if (status == ARCHIVE_WARN) {
        out.faults.push_back("the ZIP is damaged (" + error_of(zip_.get()) + ")");
      }
      if (auto read = one(entry, out); !read) return read;
    }
  }

  Result<> one(archive_entry* entry, ZipContents& out) {
    const char* path = archive_entry_pathname(entry);
    ZippedFile file;
    file.name = path == nullptr ? "" : path;
    if (!safe(file.name)) return unreadable("the ZIP holds a file with a dangerous name");
    if (archive_entry_filetype(entry) != AE_IFREG) {
      return unreadable("the ZIP holds " + file.name + ", which is no plain file");
    }
    if (archive_entry_is_encrypted(entry) > 0) {
      return unreadable("the ZIP holds " + file.name + " encrypted");
    }
    if (!names_.insert(file.name).second) {
      return unreadable("the ZIP holds " + file.name + " more than once");
    }
    again_.begin(file.name, static_cast<std::uint64_t>(archive_entry_size(entry)));
    if (auto read = bytes(file, out.faults); !read) return read;
    out.files.push_back(std::move(file));
    return {};
  }

  Result<> bytes(ZippedFile& file, std::vector<std::string>& faults) {
    const bool keep = file.name.ends_with(".json");
    proof::Sha256 hash;
    std::string piece(read_bytes, '\0');
    for (;;) {
      const auto got = archive_read_data(zip_.get(), piece.data(), piece.size());
      if (got == 0) break;
      if (got == ARCHIVE_WARN) {  // the check sum; the bytes themselves were read
        faults.push_back("the ZIP's own check sum of " + file.name + " does not fit");
        break;
      }
      if (got < 0) {
        return unreadable(file.name + " cannot be read to its end (" + error_of(zip_.get()) + ")");
      }
      const std::string_view more(piece.data(), static_cast<std::size_t>(got));
      if (more.size() > bytes_left_) {
        return unreadable("the ZIP's files are more than a hundred times as large as the ZIP");
      }
      bytes_left_ -= more.size();
      file.size += more.size();
      hash.update(more);
      again_.write(more);
      if (keep && file.size > document_bytes_max) return unreadable(file.name + " is too large");
      if (keep) file.text.append(more);
    }
    file.sha256 = hash.finish();
    return {};
  }

  Archive zip_;
  Repacking again_;
  bool opened_ = false;
  std::uint64_t bytes_left_;
  std::set<std::string> names_;
};

bool begins_as_zip(std::ifstream& in) {
  std::string mark(zip_mark.size(), '\0');
  in.read(mark.data(), static_cast<std::streamsize>(mark.size()));
  return in && mark == zip_mark;
}

}  // namespace

Result<ZipContents> read_zip(const fs::path& file) {
  std::error_code failed;
  const auto size = fs::file_size(file, failed);
  if (failed) return unreadable("it cannot be read: " + failed.message());
  std::ifstream in(file, std::ios::binary);
  if (!in) return unreadable("it cannot be opened");
  // Whatever it is now, it may have been a dossier: that it is none any more is what was found.
  if (!begins_as_zip(in)) {
    ZipContents other;
    other.faults.emplace_back(
        "it is no ZIP file: its first four bytes are not those of one; either they were changed, "
        "or this is another file than the gateway made");
    return other;
  }
  return ZipReading(file, size * growth_max).all();
}

}  // namespace yingda::dossier
