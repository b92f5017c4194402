#include "store/partial_uploads.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <nlohmann/json.hpp>
#include <optional>
#include <sstream>
#include <vector>

#include "store/database.hpp"
#include "store/evidence_files.hpp"
#include "store/random.hpp"

namespace yingda::store {
namespace {

namespace fs = std::filesystem;
using gateway::PartialUpload;

constexpr std::string_view announcement_suffix = ".json";

class Opened {
 public:
  Opened(const fs::path& path, int flags)
      : file_(::open(path.c_str(), flags | O_CLOEXEC | O_NOFOLLOW, 0600)) {}
  ~Opened() {
    if (file_ >= 0) ::close(file_);
  }
  Opened(const Opened&) = delete;
  Opened& operator=(const Opened&) = delete;

  bool good() const { return file_ >= 0; }
  bool sync() const { return ::fsync(file_) == 0; }
  bool write(std::string_view bytes) const {
    while (!bytes.empty()) {
      const auto written = ::write(file_, bytes.data(), bytes.size());
      if (written < 0 && errno == EINTR) continue;
      if (written < 0) return false;
      bytes.remove_prefix(static_cast<std::size_t>(written));
    }
    return true;
  }
  std::optional<std::uint64_t> size() const {
    struct stat found {};
    if (::fstat(file_, &found) != 0) return std::nullopt;
    return static_cast<std::uint64_t>(found.st_size);
  }
  bool cut(std::uint64_t size) const { return ::ftruncate(file_, static_cast<off_t>(size)) == 0; }

 private:
  int file_;
};

Error failed(const std::string& what) {
  return {ErrorCode::unavailable, "the upload cannot be " + what + ": " + std::strerror(errno)};
}

Error unknown() { return {ErrorCode::not_found, "there is no such upload"}; }

std::string announcement_of(const PartialUpload& upload) {
  const nlohmann::json json{{"conversation", upload.conversation},
                            {"sender", upload.sender},
                            {"name", upload.name},
                            {"media_type", upload.claimed_type},
                            {"size", upload.size}};
  return json.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

std::optional<PartialUpload> announced(const fs::path& path) {
  std::ostringstream text;
  text << std::ifstream(path, std::ios::binary).rdbuf();
  const auto json = nlohmann::json::parse(text.str(), nullptr, false);
  try {
    PartialUpload out;
    out.id = path.stem().string();
    json.at("conversation").get_to(out.conversation);
    json.at("sender").get_to(out.sender);
    json.at("name").get_to(out.name);
    json.at("media_type").get_to(out.claimed_type);
    json.at("size").get_to(out.size);
    return out;
  } catch (const nlohmann::json::exception&) {
    return std::nullopt;
  }
}

// When something was added last.
Instant touched(const fs::path& path) {
  struct stat found {};
  if (::stat(path.c_str(), &found) != 0) return {};
  return Instant(std::chrono::seconds(found.st_mtime));
}

}  // namespace

PartialUploads::PartialUploads(const fs::path& dir) : dir_(evidence_directory(dir) / "partial") {
  std::error_code none;
  std::vector<fs::path> paths;
  for (const auto& entry : fs::directory_iterator(dir_, none)) paths.push_back(entry.path());
  for (const auto& path : paths) {
    if (path.extension() != announcement_suffix) continue;
    auto upload = announced(path);
    if (upload && fs::exists(file(upload->id), none)) uploads_[upload->id] = std::move(*upload);
  }
  for (const auto& path : paths) {
    if (!uploads_.contains(path.stem().string())) fs::remove(path, none);
  }
}

fs::path PartialUploads::file(const std::string& id) const { return dir_ / id; }

Result<PartialUpload> PartialUploads::begin(PartialUpload upload) {
  make_room(upload.conversation);
  upload.id = "e" + random_hex(16);
  upload.offset = 0;
  try {
    make_directory(dir_);
    constexpr int create = O_CREAT | O_EXCL | O_WRONLY;
    const Opened bytes(file(upload.id), create);
    const Opened note(file(upload.id + std::string(announcement_suffix)), create);
    const bool kept = bytes.good() && note.good() && note.write(announcement_of(upload)) &&
                      note.sync() && bytes.sync();
    uploads_[upload.id] = upload;
    if (!kept) {
      Error error = failed("begun");
      drop(upload.id);
      return error;
    }
    sync_directory(dir_);
  } catch (const std::exception& error) {
    return Error{ErrorCode::unavailable, error.what()};
  }
  return upload;
}

Result<PartialUpload> PartialUploads::find(const std::string& id) {
  const auto found = uploads_.find(id);
  if (found == uploads_.end()) return unknown();
  const Opened bytes(file(id), O_WRONLY);
  const auto size = bytes.good() && bytes.sync() ? bytes.size() : std::nullopt;
  if (!size) return failed("read");
  PartialUpload out = found->second;
  out.offset = *size;
  return out;
}

Result<std::uint64_t> PartialUploads::append(const std::string& id, std::uint64_t offset,
                                             std::string_view bytes) {
  const auto found = uploads_.find(id);
  if (found == uploads_.end()) return unknown();
  const Opened opened(file(id), O_WRONLY | O_APPEND);
  const auto size = opened.good() ? opened.size() : std::nullopt;
  if (!size) return failed("written");
  if (*size != offset || bytes.size() > found->second.size - *size) {
    return Error{ErrorCode::conflict, "the bytes do not go on where those that are here end"};
  }
  if (opened.write(bytes)) return offset + bytes.size();
  Error error = failed("written");
  static_cast<void>(opened.cut(offset));  // what is here ends where it did, or a bit later
  return error;
}

PartialUploads::Reserved PartialUploads::reserved(const std::string& conversation,
                                                  const std::string& sender) const {
  Reserved out;
  for (const auto& [id, upload] : uploads_) {
    if (upload.conversation != conversation || upload.sender != sender) continue;
    ++out.files;
    out.bytes += upload.size;
  }
  return out;
}

bool PartialUploads::drop_idle(const std::string& conversation, const std::string& sender,
                               Instant since) {
  for (const auto& [age, upload] : by_age(conversation)) {
    if (upload->sender != sender) continue;
    if (age.first >= since) return false;
    drop(age.second);
    return true;
  }
  return false;
}

void PartialUploads::drop(const std::string& id) {
  if (uploads_.erase(id) == 0) return;
  std::error_code ignored;
  fs::remove(file(id + std::string(announcement_suffix)), ignored);
  fs::remove(file(id), ignored);
}

void PartialUploads::drop_of(const std::string& conversation) {
  std::vector<std::string> own;
  for (const auto& [id, upload] : uploads_) {
    if (upload.conversation == conversation) own.push_back(id);
  }
  for (const auto& id : own) drop(id);
}

std::size_t PartialUploads::drop_older(Instant before) {
  std::vector<std::string> old;
  for (const auto& [id, upload] : uploads_) {
    if (touched(file(id)) < before) old.push_back(id);
  }
  for (const auto& id : old) drop(id);
  return old.size();
}

void PartialUploads::make_room(const std::string& conversation) {
  const auto own = by_age(conversation);
  if (own.size() >= partial_uploads_max) drop(own.begin()->first.second);
}

std::map<std::pair<Instant, std::string>, const PartialUpload*> PartialUploads::by_age(
    const std::string& conversation) const {
  std::map<std::pair<Instant, std::string>, const PartialUpload*> out;
  for (const auto& [id, upload] : uploads_) {
    if (upload.conversation == conversation) out[{touched(file(id)), id}] = &upload;
  }
  return out;
}

}  // namespace yingda::store
