#include "app/publishing.hpp"

#include <filesystem>

#include "app/failure.hpp"
#include "app/setup.hpp"
#include "app/test_run.hpp"
#include "content/article_parser.hpp"
#include "content/flow_parser.hpp"
#include "content/load.hpp"
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

struct Size {
  std::size_t flows = 0;
  std::size_t articles = 0;
};

Size size_of(const content::Files& files) {
  Size out;
  content::ParsedFlows flows;
  std::vector<content::Finding> unread;
  for (const auto& [path, bytes] : files) {
    const bool flow_file = path.starts_with("flows/") && !path.starts_with("flows/tests/");
    if (flow_file) content::parse_flows(path, bytes, flows, unread);
    if (content::is_article_file(path)) ++out.articles;
  }
  out.flows = flows.flows.flows.size();
  return out;
}

// A directory whose flows were moved away for a moment is sound in itself, and would leave the
// visitors of the live release with nothing.
void require_nothing_lost(store::Releases& releases, const PublishWish& wish,
                          const content::Files& files) {
  const auto live = releases.live_number();
  if (wish.allow_empty || live == 0) return;
  const auto stored = releases.files(live);
  if (!stored) return;  // what it was cannot be read: nothing to compare with
  const auto before = size_of(*stored);
  const auto now = size_of(files);
  const auto lost = [&](const std::string& what, const std::string& folder, std::size_t count) {
    throw Failure(exit_found, wish.directory + "/" + folder + ": there are no " + what +
                                  " left, and the live release " + std::to_string(live) + " has " +
                                  std::to_string(count) +
                                  "; `yingda publish --allow-empty` publishes it all the same");
  };
  if (now.flows == 0 && before.flows > 0) lost("flows", "flows", before.flows);
  if (now.articles == 0 && before.articles > 0) lost("articles", "knowledge_base", before.articles);
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
  require_nothing_lost(releases, wish, content.files);
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
