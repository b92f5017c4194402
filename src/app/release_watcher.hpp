#pragma once
// Looks several times a second for a new live release, and for changes of a directory that is to be
// published whenever it has changed and come to rest. Building a catalog takes a while, so it
// happens on a thread of its own; what is live stays live until the new one is whole.

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>

#include "app/releases.hpp"
#include "store/releases.hpp"

namespace yingda::app {

struct WatchOptions {
  std::string data;
  std::string directory;  // published when it changes; empty: only other publishers are watched
  content::Config config;
};

class ReleaseWatcher {
 public:
  // `published` and `failed` are called through `post`.
  ReleaseWatcher(WatchOptions options, std::int64_t live, const gateway::Clock& clock,
                 store::Post post, std::function<void(CatalogPtr)> published,
                 std::function<void(std::string)> failed);
  ~ReleaseWatcher();
  void stop();

 private:
  void run();
  void look();
  bool is_still(const std::string& stamp);
  void mind_gone(bool gone);
  void publish_changes();
  void take_live();
  void fail(const std::string& what);

  WatchOptions options_;
  std::int64_t live_;
  std::string stamp_;     // of the directory when it was last read
  std::string seen_;      // digest of what was read then
  std::string changing_;  // a stamp that is another than when it was read; empty: none is
  std::chrono::steady_clock::time_point changed_at_{};  // when it was first seen
  std::optional<std::chrono::steady_clock::time_point> gone_since_;
  bool gone_said_ = false;
  const gateway::Clock& clock_;
  store::Post post_;
  std::function<void(CatalogPtr)> published_;
  std::function<void(std::string)> failed_;
  std::unique_ptr<store::Releases> releases_;  // of the thread
  std::mutex mutex_;
  std::condition_variable wake_;
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace yingda::app
