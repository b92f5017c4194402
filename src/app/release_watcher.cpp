#include "app/release_watcher.hpp"

#include <filesystem>

#include "app/publishing.hpp"
#include "content/load.hpp"

namespace yingda::app {
namespace {

// A publish is to be live within a second; looking costs one row, and a list of files where a
// directory is watched.
constexpr std::chrono::milliseconds look_every{100};
// Whoever saves writes files bit by bit, and one after the other: half of them is not what was
// meant, and may well pass every check. So the directory must have been still for that long.
constexpr std::chrono::milliseconds still_for{250};
constexpr std::chrono::milliseconds look_while_changing{50};
// A directory that is replaced is gone for a moment; one that is gone for longer has been deleted.
constexpr std::chrono::seconds replaced_within{2};

// Names, sizes and times of the files below: cheap enough to be asked ten times a second. Empty
// while the directory cannot be read, for example in the middle of being replaced.
std::string stamp_of(const std::string& directory) {
  namespace fs = std::filesystem;
  std::string out;
  std::error_code failed;
  for (const auto* part : {"flows", "knowledge_base"}) {
    const auto root = fs::path(directory) / part;
    if (!fs::exists(root, failed)) continue;
    for (fs::recursive_directory_iterator at(root, failed), end; !failed && at != end;
         at.increment(failed)) {
      // What editors' programs keep beside it changes all the time.
      const auto name = at->path().filename().string();
      if (!at->is_regular_file(failed) || name.starts_with('.') || name.ends_with('~')) continue;
      out += at->path().string() + ' ' + std::to_string(at->file_size(failed)) + ' ' +
             std::to_string(at->last_write_time(failed).time_since_epoch().count()) + '\n';
    }
    if (failed) return {};
  }
  return out;
}

}  // namespace

ReleaseWatcher::ReleaseWatcher(WatchOptions options, std::int64_t live, const gateway::Clock& clock,
                               store::Post post, std::function<void(CatalogPtr)> published,
                               std::function<void(std::string)> failed)
    : options_(std::move(options)),
      live_(live),
      clock_(clock),
      post_(std::move(post)),
      published_(std::move(published)),
      failed_(std::move(failed)),
      thread_([this] { run(); }) {}

ReleaseWatcher::~ReleaseWatcher() { stop(); }

void ReleaseWatcher::stop() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  wake_.notify_all();
  if (thread_.joinable()) thread_.join();
}

void ReleaseWatcher::run() {
  std::unique_lock lock(mutex_);
  const auto pause = [this] { return changing_.empty() ? look_every : look_while_changing; };
  while (!wake_.wait_for(lock, pause(), [this] { return stopping_; })) {
    lock.unlock();
    look();
    lock.lock();
  }
}

void ReleaseWatcher::look() {
  try {
    if (!options_.directory.empty()) publish_changes();
    if (!releases_) releases_ = std::make_unique<store::Releases>(options_.data, clock_);
    take_live();
  } catch (const std::exception& error) {
    releases_.reset();
    fail(error.what());
  }
}

// Has the directory changed since it was last read, and come to rest?
bool ReleaseWatcher::is_still(const std::string& stamp) {
  if (stamp.empty() || stamp == stamp_) {
    changing_.clear();
    return false;
  }
  const auto now = std::chrono::steady_clock::now();
  if (stamp != changing_) {
    changing_ = stamp;
    changed_at_ = now;
  }
  return now - changed_at_ >= still_for;
}

// What was watched is gone: said once, and what is live stays.
void ReleaseWatcher::mind_gone(bool gone) {
  const auto now = std::chrono::steady_clock::now();
  if (!gone) {
    gone_since_.reset();
    gone_said_ = false;
    return;
  }
  if (!gone_since_) gone_since_ = now;
  if (gone_said_ || now - *gone_since_ < replaced_within) return;
  gone_said_ = true;
  fail(options_.directory + ": no flows and no articles are there any more; release " +
       std::to_string(live_) + " stays live");
}

void ReleaseWatcher::publish_changes() {
  const std::string stamp = stamp_of(options_.directory);
  mind_gone(stamp.empty());
  if (!is_still(stamp)) return;
  const auto content = content::read_directory(options_.directory);
  if (stamp_of(options_.directory) != stamp) return;  // it changed while it was read
  stamp_ = stamp;
  changing_.clear();
  if (!content) return fail(content.error().detail);
  const std::string digest = content::digest(content->files);
  if (digest == seen_) return;
  seen_ = digest;  // an error is said once, not ten times a second
  try {
    publish_directory({options_.data, options_.directory, "watch", {}, true}, options_.config,
                      clock_);
  } catch (const std::exception& error) {
    fail(error.what());
  }
}

void ReleaseWatcher::take_live() {
  const std::int64_t now_live = releases_->live_number();
  if (now_live == live_) return;
  live_ = now_live;
  auto catalog = load_release(options_.data, now_live, options_.config, clock_);
  post_([published = published_, catalog = std::move(catalog)] { published(catalog); });
}

void ReleaseWatcher::fail(const std::string& what) {
  post_([failed = failed_, what] { failed(what); });
}

}  // namespace yingda::app
