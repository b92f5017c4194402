#pragma once
// What is due to be erased, read on a thread of its own.

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/time.hpp"
#include "store/database.hpp"

namespace yingda::store {

// `yingda erase` asks for it.
struct ErasureRequest {
  std::string conversation;
  std::string who;
  std::string reason;
};

// Every second: who waits, and which bytes of files are still on the disk.
struct ErasuresWaiting {
  std::vector<ErasureRequest> requests;
  std::vector<std::string> files;  // ids
};

// Conversations that were quiet since before these times.
struct QuietSince {
  Instant transcripts{};  // and never had a work order
  Instant cases{};        // and whose work orders have all ended
};
struct QuietPlace {
  std::int64_t day = -1;
  std::string conversation;
};
struct QuietPage {
  std::vector<std::string> conversations;
  std::optional<QuietPlace> next;  // unset: that was the last page
};

// Uploads of visitors from before these times.
struct UploadedBefore {
  Instant unused{};   // and never sent with a message
  Instant any{};      // in conversations without a work order
  std::string after;  // the last id seen
};
struct OldUpload {
  std::string id;
  std::string conversation;
  bool attached = false;
};

class RetentionReader {
 public:
  RetentionReader(const std::filesystem::path& dir, Post post, Fatal fatal = exit_at_once);
  ~RetentionReader();  // stop()

  void waiting(std::function<void(Result<ErasuresWaiting>)> done);
  void quiet(QuietSince since, QuietPlace after, std::function<void(Result<QuietPage>)> done);
  // By id, at most a page; the page is the last when it is empty.
  void uploads(UploadedBefore before, std::function<void(Result<std::vector<OldUpload>>)> done);

  void stop();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace yingda::store
