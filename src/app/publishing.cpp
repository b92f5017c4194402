#include "app/publishing.hpp"

#include <algorithm>
#include <filesystem>

#include "app/amending.hpp"
#include "app/failure.hpp"
#include "app/retuning.hpp"
#include "app/setup.hpp"
#include "app/test_run.hpp"
#include "content/article_parser.hpp"
#include "content/flow_parser.hpp"
#include "knowledge/learned.hpp"
#include "store/learning.hpp"
#include "store/releases.hpp"

namespace yingda::app {
namespace {

// As it was published last from there, or together with what editors added at the desk since.
bool published_already(store::Releases& releases, const std::string& source,
                       const std::string& directory, const std::string& amended) {
  const auto last = releases.last_from(source);
  if (!last || releases.live_number() == 0) return false;
  if (last->digest == directory || last->digest == amended) return true;
  const auto desk = releases.last_from(desk_source);
  return desk && desk->number > last->number && desk->digest == amended;
}

// The conversation tests beside the flows must pass before anybody meets the flows.
std::string failed_tests(const content::Files& files, const conversation::Catalog& catalog,
                         const std::string& name) {
  std::string failed;
  for (const auto& result : run_tests(tests_in(files), catalog).results) {
    for (const auto& failure : result.failures) {
      failed += (failed.empty() ? "" : "\n") + failure_line(result, failure, name);
    }
  }
  return failed;
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

Result<Proven> prove_content(const content::Directory& content, const content::Config& config,
                             const gateway::Clock& clock, const std::string& name,
                             const std::string& data) {
  content::LoadOptions options;
  options.now = clock.now();
  auto checked = content::load(content, config, options);
  if (content::has_errors(checked.findings)) {
    if (!name.empty()) content::prefix_files(checked.findings, name);
    return Error{ErrorCode::invalid, error_lines(checked.findings)};
  }
  const auto failed = failed_tests(content.files, *checked.catalog, name);
  if (!failed.empty()) return Error{ErrorCode::invalid, failed};
  const auto learned = checked.catalog->engine->learned();
  if (data.empty()) return Proven{learned, {}};
  // What traffic moves must pass the tests as well; else the gate stays as it was learned.
  const auto retuned = retuning_of(*checked.catalog->engine, data);
  options.learned = knowledge::with_retuning(learned, retuned);
  const auto moves = [](const auto& one) { return one.second.shift != 0; };
  if (std::ranges::none_of(retuned, moves)) return Proven{options.learned, {}};
  const auto moved = content::load(content, config, options);
  auto against = moved.catalog ? failed_tests(content.files, *moved.catalog, name)
                               : error_lines(moved.findings);
  if (!against.empty()) return Proven{learned, std::move(against)};
  return Proven{options.learned, {}};
}

Published publish_directory(const PublishWish& wish, const content::Config& config,
                            const gateway::Clock& clock) {
  store::Releases releases(wish.data, clock);
  store::Learning learning(wish.data, clock);
  store::NewRelease release;
  release.base = wish.base ? wish.base : releases.live_number();
  auto content = content_directory(wish.directory);
  const auto unamended = content::digest(content.files);
  auto carried = carry(content.files, learning.amendments());
  release.author = wish.author;
  release.source = std::filesystem::weakly_canonical(wish.directory).string();
  release.digest = content::digest(content.files);
  if (wish.only_if_new && published_already(releases, release.source, unamended, release.digest)) {
    static_cast<void>(learning.end_amendments(carried.held, "written"));
    return {releases.live_number(), {}, {}};
  }
  auto proven = prove_content(content, config, clock, wish.directory, wish.data);
  if (!proven) throw Failure(exit_found, proven.error().detail);
  require_nothing_lost(releases, wish, content.files);
  release.learned = std::move(proven->learned);
  release.files = std::move(content.files);
  release.amendments_over = std::move(carried.over);
  const auto number = releases.publish(release);
  if (number) return {*number, std::move(carried.lines), std::move(proven->gate_kept)};
  const bool overtaken = number.error().code == ErrorCode::conflict;
  throw Failure(overtaken ? exit_found : exit_bad,
                "yingda: not published: " + number.error().detail);
}

}  // namespace yingda::app
