#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>

#include "app/amending.hpp"
#include "app/commands/commands.hpp"
#include "app/failure.hpp"
#include "app/learning_acts.hpp"
#include "app/publishing.hpp"
#include "app/releases.hpp"
#include "app/setup.hpp"
#include "app/system.hpp"
#include "app/traffic_shelf.hpp"
#include "learning/report.hpp"
#include "store/learning.hpp"
#include "store/releases.hpp"

namespace yingda::app {
namespace {

struct LearnArguments {
  std::string data = "data";
  std::string content;
  std::string config;
  std::string write;
  std::size_t days = learning_days;
  std::size_t limit = 20;
  std::optional<std::int64_t> withdraw;
  bool additions = false;
  bool dismissed = false;
  bool json = false;
};

// What questions are asked again of: other content, or what is live in the data directory.
CatalogPtr asked_again(const LearnArguments& arguments, const content::Config& config,
                       Instant when) {
  if (!arguments.content.empty()) {
    return catalog_from(content_directory(arguments.content), arguments.content, config, when);
  }
  const SystemClock clock;
  store::Releases releases(arguments.data, clock, store::Access::read_only);
  const auto live = releases.live_number();
  if (live == 0) {
    throw Failure(exit_bad, "yingda: nothing is published in " + arguments.data +
                                "; name the content with --content DIR");
  }
  content::LoadOptions options;
  options.now = when;
  auto release = read_release(releases, live, config, options);
  if (!release) throw Failure(exit_bad, "yingda: " + release.error().detail);
  return *release;
}

int show(const LearnArguments& arguments) {
  const auto config = config_from(arguments.config);
  TrafficShelf shelf(arguments.data);
  // As of the newest recorded moment: the same data give the same queue.
  const auto newest = shelf.newest();
  if (!newest) throw Failure(exit_found, "yingda: nothing was recorded in " + arguments.data);
  const auto from = *newest - std::chrono::hours(24) * static_cast<int>(arguments.days);
  shelf.refresh(from);
  const auto live = asked_again(arguments, config, *newest);
  const SystemClock clock;
  store::Learning decisions(arguments.data, clock, store::Access::read_only);
  const auto queue = learning::build_queue(shelf.utterances(from), *live,
                                           dismissals_of(decisions.dismissals()), from, *newest);
  const learning::QueuePage page{arguments.dismissed, "", arguments.limit};
  const std::string text = arguments.json ? learning::queue_json(queue, page).value() + "\n"
                                          : learning::queue_text(queue, page);
  std::fwrite(text.data(), 1, text.size(), stdout);
  return exit_fine;
}

int list_additions(const LearnArguments& arguments) {
  const SystemClock clock;
  for (const auto& row : store::Learning(arguments.data, clock).amendments()) {
    const std::string& what = row.kind == "article" ? row.path : row.content;
    std::printf("%lld\t%s\t%s\t%s\t%s\t%s\n", static_cast<long long>(row.number),
                to_rfc3339(row.at).c_str(), row.author.c_str(), row.article.c_str(),
                row.locale.c_str(), what.c_str());
  }
  return exit_fine;
}

int withdraw(const LearnArguments& arguments) {
  const SystemClock clock;
  const auto done =
      store::Learning(arguments.data, clock).end_amendments({*arguments.withdraw}, "withdrawn");
  if (!done) throw Failure(exit_found, "yingda: " + done.error().detail);
  std::printf("addition %lld will not be carried again; what is live stays as it is\n",
              static_cast<long long>(*arguments.withdraw));
  return exit_fine;
}

// Whole or not at all: a reader never sees half an article.
void replace_file(const std::filesystem::path& path, const std::string& bytes) {
  std::filesystem::create_directories(path.parent_path());
  const auto beside = path.parent_path() / ("." + path.filename().string() + ".new");
  std::ofstream out(beside, std::ios::binary);
  out << bytes;
  out.close();
  if (!out) throw Failure(exit_bad, "yingda: cannot write " + beside.string());
  std::filesystem::rename(beside, path);
}

int write_additions(const LearnArguments& arguments) {
  const SystemClock clock;
  const auto config = config_from(arguments.config, arguments.write);
  auto directory = content_directory(arguments.write);
  const auto carried = carry(directory.files, store::Learning(arguments.data, clock).amendments());
  for (const auto& line : carried.lines) std::fprintf(stderr, "%s\n", line.c_str());
  if (!carried.files.empty()) {
    const auto proved = prove_content(directory, config, clock, arguments.write);
    if (!proved) throw Failure(exit_found, proved.error().detail + "\nnothing was written");
  }
  for (const auto& path : carried.files) {
    replace_file(std::filesystem::path(arguments.write) / path, directory.files.at(path));
  }
  std::printf("%zu files changed in %s\n", carried.files.size(), arguments.write.c_str());
  return exit_fine;
}

int learn(const LearnArguments& arguments) {
  if (arguments.additions) return list_additions(arguments);
  if (arguments.withdraw) return withdraw(arguments);
  if (!arguments.write.empty()) return write_additions(arguments);
  return show(arguments);
}

void add_options(CLI::App& command, LearnArguments& arguments) {
  command
      .add_option("--data", arguments.data,
                  "Data directory, also of a running server, or a backup (default: data)")
      ->type_name("DIR|FILE");
  command
      .add_option("--content", arguments.content,
                  "Ask this content again, instead of the live release")
      ->type_name("DIR");
  command.add_option("--config", arguments.config, "The server's configuration")->type_name("FILE");
  command.add_option("--days", arguments.days, "How far back (default: 28)")
      ->check(counts_from_one & CLI::Range(1, 3650))
      ->type_name("N");
  command.add_option("--limit", arguments.limit, "So many clusters (default: 20)")
      ->check(counts_from_one)
      ->type_name("N");
  command.add_flag("--dismissed", arguments.dismissed, "The dismissed clusters instead");
  command.add_flag("--json", arguments.json, "One JSON object");
  // Each of these is another thing to do.
  auto* additions = command.add_flag("--additions", arguments.additions,
                                     "Editors' additions that every publish carries");
  auto* write = command
                    .add_option("--write", arguments.write,
                                "Write those additions into the files of a content directory")
                    ->type_name("DIR")
                    ->excludes(additions);
  command.add_option("--withdraw", arguments.withdraw, "Carry this addition no longer")
      ->check(counts_from_one)
      ->type_name("NUMBER")
      ->excludes(additions)
      ->excludes(write);
}

}  // namespace

void add_learn(CLI::App& root, Chosen& chosen) {
  auto* command = root.add_subcommand(
      "learn", "What visitors asked and the bot did not know, grouped, for editors.");
  auto arguments = std::make_shared<LearnArguments>();
  add_options(*command, *arguments);
  command->callback([arguments, &chosen] { chosen = [arguments] { return learn(*arguments); }; });
}

}  // namespace yingda::app
