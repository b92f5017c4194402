#include "dossier/zip_reader.hpp"

#include <archive.h>
#include <archive_entry.h>

#include <algorithm>
#include <memory>
#include <set>

#include "dossier/zip_directory.hpp"

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

enum class Believed { directory, headers };

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

class ZipReading {
 public:
  ZipReading(const fs::path& file, Believed believed, std::uint64_t bytes_max)
      : zip_(archive_read_new()), bytes_left_(bytes_max) {
    if (believed == Believed::directory) {
      archive_read_support_format_zip_seekable(zip_.get());
    } else {
      archive_read_support_format_zip_streamable(zip_.get());
    }
    opened_ = archive_read_open_filename(zip_.get(), file.c_str(), read_bytes) == ARCHIVE_OK;
  }

  Result<ZipContents> all() {
    if (!opened_) return unreadable("it is no ZIP file (" + error_of(zip_.get()) + ")");
    ZipContents out;
    for (;;) {
      archive_entry* entry = nullptr;
      const int status = archive_read_next_header(zip_.get(), &entry);
      if (status == ARCHIVE_EOF) return out;
      if (status < ARCHIVE_WARN) {
        return unreadable("the ZIP cannot be read (" + error_of(zip_.get()) + ")");
      }
      if (out.files.size() == files_max) return unreadable("the ZIP holds too many files");
      if (status == ARCHIVE_WARN) {
        out.faults.push_back("the ZIP is damaged (" + error_of(zip_.get()) + ")");
      }
      if (auto read = one(entry, out); !read) return read.error();
    }
  }

 private:
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
      if (keep && file.size > document_bytes_max) return unreadable(file.name + " is too large");
      if (keep) file.text.append(more);
    }
    file.sha256 = hash.finish();
    return {};
  }

  Archive zip_;
  bool opened_ = false;
  std::uint64_t bytes_left_;
  std::set<std::string> names_;
};

bool same(const ZipContents& left, const ZipContents& right) {
  return std::ranges::equal(left.files, right.files, [](const auto& a, const auto& b) {
    return a.name == b.name && a.size == b.size && a.sha256 == b.sha256;
  });
}

// In the order in which the files lie, which is also libarchive's.
bool names_are(const ZipContents& contents, const std::vector<std::string>& names) {
  return std::ranges::equal(contents.files, names, {}, &ZippedFile::name);
}

void sort_by_name(ZipContents& contents) {
  std::ranges::sort(contents.files, {}, &ZippedFile::name);
}

}  // namespace

Result<ZipContents> read_zip(const fs::path& file) {
  std::error_code failed;
  const auto size = fs::file_size(file, failed);
  if (failed) return unreadable("it cannot be read: " + failed.message());
  const std::uint64_t bytes_max = size * growth_max;
  auto by_directory = ZipReading(file, Believed::directory, bytes_max).all();
  if (!by_directory) return by_directory.error();
  const auto names = directory_names(file);
  const bool same_names = names && names_are(*by_directory, *names);
  auto by_headers = ZipReading(file, Believed::headers, bytes_max).all();
  sort_by_name(*by_directory);
  if (by_headers) sort_by_name(*by_headers);
  if (!same_names || !by_headers || !same(*by_directory, *by_headers)) {
    by_directory->faults.emplace_back(
        "the ZIP's directory is not of the files in front of it, or not all of the ZIP");
  }
  return by_directory;
}

}  // namespace yingda::dossier
