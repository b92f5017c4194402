#pragma once
// From stored releases to catalogs: at the start of a server, and whenever the live release
// changes. Building a catalog trains the knowledge engine, so it happens on a thread of its own.

#include <atomic>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <thread>

#include "content/load.hpp"
#include "gateway/ports.hpp"
#include "store/database.hpp"

namespace yingda::app {

using CatalogPtr = std::shared_ptr<const conversation::Catalog>;

// Publishes a directory when it differs from what was last published from there. Returns the live
// number. Throws Failure with every finding when the content is not sound: nothing was published.
std::int64_t publish_directory(const std::string& data, const std::string& directory,
                               const std::string& author, const content::Config& config,
                               const gateway::Clock& clock, bool only_if_new);

// The catalog of a stored release. Throws Failure.
CatalogPtr load_release(const std::string& data, std::int64_t number, const content::Config& config,
                        const gateway::Clock& clock);

struct WatchOptions {
  std::string data;
  std::string directory;  // published when it changes; empty: only other publishers are watched
  content::Config config;
};

// Looks a few times a second; hands each new live catalog over through `post`.
class ReleaseWatcher {
 public:
  ReleaseWatcher(WatchOptions options, std::int64_t live, const gateway::Clock& clock,
                 store::Post post, std::function<void(CatalogPtr)> published,
                 std::function<void(std::string)> failed);
  ~ReleaseWatcher();
  void stop();

 private:
  void run();
  void look();
  void publish_changes();

  WatchOptions options_;
  std::int64_t live_;
  std::string seen_;  // digest of the directory that was last looked at
  const gateway::Clock& clock_;
  store::Post post_;
  std::function<void(CatalogPtr)> published_;
  std::function<void(std::string)> failed_;
  std::mutex mutex_;
  std::condition_variable wake_;
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace yingda::app
