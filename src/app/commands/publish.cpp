#include <cstdio>

#include "app/commands/commands.hpp"
#include "app/difference.hpp"
#include "app/failure.hpp"
#include "app/publishing.hpp"
#include "app/setup.hpp"
#include "app/system.hpp"
#include "store/releases.hpp"

namespace yingda::app {
namespace {

struct PublishArguments {
  std::string directory;
  std::string config;
  std::string data = "data";
  std::optional<std::int64_t> rollback;
  std::optional<std::int64_t> base;
  std::vector<std::int64_t> diff;
  bool list = false;
  bool allow_empty = false;
};

int list(const PublishArguments& arguments) {
  const SystemClock clock;
  store::Releases releases(arguments.data, clock);
  for (const auto& release : releases.list()) {
    std::printf("%s%lld\t%s\t%s\t%s\n", release.live ? "* " : "  ",
                static_cast<long long>(release.number), to_rfc3339(release.at).c_str(),
                release.author.c_str(), release.source.c_str());
  }
  return exit_fine;
}

int go_back(const PublishArguments& arguments) {
  const SystemClock clock;
  store::Releases releases(arguments.data, clock);
  const auto done = releases.set_live(*arguments.rollback);
  if (!done) throw Failure(exit_bad, "yingda: " + done.error().detail);
  std::printf("release %lld is live\n", static_cast<long long>(*arguments.rollback));
  return exit_fine;
}

content::Files files_of(store::Releases& releases, std::int64_t number) {
  auto files = releases.files(number);
  if (!files) throw Failure(exit_bad, "yingda: " + files.error().detail);
  return std::move(*files);
}

int diff(const PublishArguments& arguments) {
  const SystemClock clock;
  store::Releases releases(arguments.data, clock);
  const auto before = files_of(releases, arguments.diff.at(0));
  const auto after = files_of(releases, arguments.diff.at(1));
  const std::string text = difference(before, after);
  if (text.empty()) {
    // Beside the answer, not in it: nothing is what a program that reads it wants.
    std::fprintf(stderr, "releases %lld and %lld hold the same files\n",
                 static_cast<long long>(arguments.diff.at(0)),
                 static_cast<long long>(arguments.diff.at(1)));
  }
  std::printf("%s", text.c_str());
  return exit_fine;
}

int publish(const PublishArguments& arguments) {
  store::prepare(arguments.data);
  if (arguments.list) return list(arguments);
  if (!arguments.diff.empty()) return diff(arguments);
  if (arguments.rollback) return go_back(arguments);
  if (arguments.directory.empty()) {
    throw Failure(exit_bad, "yingda: publish what? Name a content directory");
  }
  const PublishWish wish{arguments.data, arguments.directory,  "cli", arguments.base,
                         false,          arguments.allow_empty};
  const auto config = config_from(arguments.config, arguments.directory);
  const auto published = publish_directory(wish, config, SystemClock());
  for (const auto& line : published.carried) {
    std::fprintf(stderr, "carried: %s\n", line.c_str());
  }
  if (!published.gate_kept.empty()) {
    std::fprintf(stderr,
                 "gate: kept as the articles alone make it; as traffic moves it these fail:\n%s\n",
                 published.gate_kept.c_str());
  }
  std::printf("published release %lld\n", static_cast<long long>(published.number));
  return exit_fine;
}

}  // namespace

void add_publish(CLI::App& root, Chosen& chosen) {
  auto* command = root.add_subcommand("publish", "Make a content directory the live release.");
  auto arguments = std::make_shared<PublishArguments>();
  auto* directory = command->add_option("DIR", arguments->directory, "Content directory");
  command->add_option("--data", arguments->data, "Data directory (default: data)")
      ->type_name("DIR");
  command->add_option("--config", arguments->config, "Configuration file")->type_name("FILE");
  auto* base = command
                   ->add_option("--base", arguments->base,
                                "Refuse when another release than this one is live by now")
                   ->type_name("NUMBER");
  command->add_flag("--allow-empty", arguments->allow_empty,
                    "Publish also what has lost all flows or all articles of the live release");
  // Each of these is another thing to do.
  auto* rollback =
      command->add_option("--rollback", arguments->rollback, "Make an older release live again")
          ->check(counts_from_one)
          ->type_name("NUMBER")
          ->excludes(directory)
          ->excludes(base);
  auto* diff =
      command->add_option("--diff", arguments->diff, "What the second release changes of the first")
          ->expected(2)
          ->type_name("NUMBER")
          ->excludes(directory)
          ->excludes(base)
          ->excludes(rollback);
  command->add_flag("--list", arguments->list, "All releases, the live one marked")
      ->excludes(directory)
      ->excludes(base)
      ->excludes(rollback)
      ->excludes(diff);
  command->callback([arguments, &chosen] { chosen = [arguments] { return publish(*arguments); }; });
}

}  // namespace yingda::app
