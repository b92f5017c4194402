#include "app/releases.hpp"

#include <filesystem>

#include "app/failure.hpp"
#include "app/flow_test.hpp"
#include "app/setup.hpp"
#include "store/releases.hpp"

namespace yingda::app {
namespace {

constexpr std::chrono::milliseconds look_every{300};

std::string errors_of(const std::vector<content::Finding>& findings) {
  std::string out;
  for (const auto& finding : findings) {
    if (finding.severity == content::Severity::error) {
      out += (out.empty() ? "" : "\n") + content::to_line(finding);
    }
  }
  return out;
}

// The conversation tests beside the flows must pass before anybody meets the flows.
void require_tests(const content::Files& files, const CatalogPtr& catalog,
                   const std::string& directory) {
  std::vector<content::Finding> findings;
  std::string failed;
  for (const auto& [path, bytes] : files) {
    if (!path.starts_with("flows/tests/")) continue;
    for (const auto& test : content::parse_tests(path, bytes, findings)) {
      for (const auto& failure : run_test(catalog, test)) {
        failed += (failed.empty() ? "" : "\n") + directory + "/" + failure.where.file + ":" +
                  std::to_string(failure.where.line) + ":" + std::to_string(failure.where.column) +
                  ": error: " + test.name + ": expected " + failure.expected + ", got " +
                  failure.actual + " [test]";
      }
    }
  }
  if (content::has_errors(findings)) throw Failure(exit_bad, errors_of(findings));
  if (!failed.empty()) throw Failure(exit_bad, failed);
}

}  // namespace

std::int64_t publish_directory(const std::string& data, const std::string& directory,
                               const std::string& author, const content::Config& config,
                               const gateway::Clock& clock, bool only_if_new) {
  const auto content = content_directory(directory);
  const std::string source = std::filesystem::weakly_canonical(directory).string();
  const std::string digest = content::digest(content.files);
  store::Releases releases(data, clock);
  if (only_if_new) {
    const auto last = releases.last_from(source);
    if (last && last->digest == digest && releases.live_number() != 0) {
      return releases.live_number();
    }
  }
  content::LoadOptions options;
  options.now = clock.now();
  auto checked = content::load(content, config, options);
  if (content::has_errors(checked.findings)) {
    content::prefix_files(checked.findings, directory);
    throw Failure(exit_bad, errors_of(checked.findings));
  }
  require_tests(content.files, checked.catalog, directory);
  const auto number = releases.publish(content.files, author, source, digest);
  if (!number) throw Failure(exit_bad, "yingda: cannot publish: " + number.error().detail);
  return *number;
}

CatalogPtr load_release(const std::string& data, std::int64_t number, const content::Config& config,
                        const gateway::Clock& clock) {
  store::Releases releases(data, clock);
  const auto files = releases.files(number);
  if (!files)
    throw Failure(exit_bad,
                  "yingda: release " + std::to_string(number) + ": " + files.error().detail);
  content::LoadOptions options;
  options.now = clock.now();
  options.release = "r" + std::to_string(number);
  const auto loaded = content::load(*files, config, options);
  if (!loaded.ok()) {
    throw Failure(exit_bad, "yingda: release " + std::to_string(number) +
                                " does not fit this program:\n" + errors_of(loaded.findings));
  }
  return loaded.catalog;
}

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
  while (!wake_.wait_for(lock, look_every, [this] { return stopping_; })) {
    lock.unlock();
    look();
    lock.lock();
  }
}

void ReleaseWatcher::look() {
  try {
    if (!options_.directory.empty()) publish_changes();
    store::Releases releases(options_.data, clock_);
    const std::int64_t now_live = releases.live_number();
    if (now_live == live_) return;
    live_ = now_live;
    auto catalog = load_release(options_.data, now_live, options_.config, clock_);
    post_([published = published_, catalog = std::move(catalog)] { published(catalog); });
  } catch (const std::exception& error) {
    post_([failed = failed_, what = std::string(error.what())] { failed(what); });
  }
}

void ReleaseWatcher::publish_changes() {
  const auto content = content::read_directory(options_.directory);
  if (!content) return;  // in the middle of being replaced
  const std::string digest = content::digest(content->files);
  if (digest == seen_) return;
  seen_ = digest;  // an error is said once, not three times a second
  publish_directory(options_.data, options_.directory, "watch", options_.config, clock_, true);
}

}  // namespace yingda::app
