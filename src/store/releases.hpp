#pragma once
// Published content: immutable, numbered from 1. One release is live; going back is pointing at an
// older one. Synchronous: `live_number` is microseconds and may be polled, the rest belongs on a
// worker thread or into a command.

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "gateway/ports.hpp"
#include "store/database.hpp"

namespace yingda::store {

// Path inside the content directory ("flows/topup.yaml") to bytes.
using Files = std::map<std::string, std::string>;

struct ReleaseInfo {
  std::int64_t number = 0;
  Instant at{};
  std::string author;
  std::string source;  // the absolute content directory, or "studio"
  std::string digest;
  bool live = false;
};

struct StoredRelease {
  Files files;
  std::string digest;
  std::string learned;  // what the knowledge engine learned from them; may be empty
};

// What an editor has added to the live release from the learning queue, and the content's own
// directory may not hold yet.
struct NewAmendment {
  std::string cluster;  // id of the one that it was made from
  std::string kind;     // variant or article
  std::string article;
  std::string locale;
  std::string path;     // of a new article
  std::string content;  // JSON list of questions, or the new file
};

struct NewRelease {
  Files files;
  std::string author;
  std::string source;
  std::string digest;
  std::string learned;               // of the knowledge engine; kept beside the files
  std::optional<std::int64_t> base;  // what was live when its editor began; none: whatever is
  std::optional<NewAmendment> amendment{};      // that makes it differ from its base
  std::vector<std::int64_t> amendments_over{};  // need not be carried any longer
};

class Releases {
 public:
  // `dir` must be prepared; to read only, it may be a backup. Not thread-safe: one object per
  // thread.
  Releases(const std::filesystem::path& dir, const gateway::Clock& clock,
           Access access = Access::read_write);
  ~Releases();

  // Stores the files as the next release and makes it live. `conflict` when another release went
  // live since `base` was, `invalid` for paths that leave the directory or content beyond 64 MiB,
  // `unavailable` when the store cannot write.
  Result<std::int64_t> publish(const NewRelease& release);
  // The number of the live release, 0 before the first.
  std::int64_t live_number();
  Result<Files> files(std::int64_t number);
  // `not_found`, `internal` when it is damaged, `unavailable` when the store cannot be read just
  // now.
  Result<StoredRelease> read(std::int64_t number);
  // Also a way back.
  Result<> set_live(std::int64_t number);
  // Newest first.
  std::vector<ReleaseInfo> list();
  // The newest release that came from there.
  std::optional<ReleaseInfo> last_from(const std::string& source);

 private:
  Error overtaken(std::int64_t base);
  void end_amendments(const std::vector<std::int64_t>& numbers, Instant now);
  void add_amendment(const NewAmendment& amendment, const std::string& author, Instant now);

  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace yingda::store
