#include "app/publishing.hpp"

#include <filesystem>

#include "app/failure.hpp"
#include "app/setup.hpp"
#include "app/test_run.hpp"
#include "store/releases.hpp"

namespace yingda::app {
namespace {

bool published_already(store::Releases& releases, const std::string& source,
                       const std::string& digest) {
  const auto last = releases.last_from(source);
  return last && last->digest == digest && releases.live_number() != 0;
}

// The conversation tests beside the flows must pass before anybody meets the flows.
void require_tests(const content::Files& files, const conversation::Catalog& catalog,
                   const std::string& directory) {
  std::string failed;
  for (const auto& result : run_tests(tests_in(files), catalog).results) {
    for (const auto& failure : result.failures) {
      failed += (failed.empty() ? "" : "\n") + failure_line(result, failure, directory);
    }
  }
  if (!failed.empty()) throw Failure(exit_found, failed);
}

}  // namespace

std::int64_t publish_directory(const PublishWish& wish, const content::Config& config,
                               const gateway::Clock& clock) {
  store::Releases releases(wish.data, clock);
  store::NewRelease release;
  release.base = wish.base ? wish.base : releases.live_number();
  auto content = content_directory(wish.directory);
  release.author = wish.author;
  release.source = std::filesystem::weakly_canonical(wish.directory).string();
  release.digest = content::digest(content.files);
  if (wish.only_if_new && published_already(releases, release.source, release.digest)) {
    return releases.live_number();
  }
  content::LoadOptions options;
  options.now = clock.now();
  auto checked = content::load(content, config, options);
  if (content::has_errors(checked.findings)) {
    content::prefix_files(checked.findings, wish.directory);
    throw Failure(exit_found, error_lines(checked.findings));
  }
  require_tests(content.files, *checked.catalog, wish.directory);
  release.learned = checked.catalog->engine->learned();
  release.files = std::move(content.files);
  const auto number = releases.publish(release);
  if (number) return *number;
  const bool overtaken = number.error().code == ErrorCode::conflict;
  throw Failure(overtaken ? exit_found : exit_bad,
                "yingda: not published: " + number.error().detail);
}

}  // namespace yingda::app
