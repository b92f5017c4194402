#include <algorithm>
#include <cstdio>

#include "app/commands/commands.hpp"
#include "app/failure.hpp"
#include "app/replay_report.hpp"
#include "app/replay_run.hpp"
#include "app/setup.hpp"
#include "store/history.hpp"

namespace yingda::app {
namespace {

struct ReplayArguments {
  std::string data = "data";
  std::string content = ".";
  std::string config;
  std::size_t last = 0;
  bool json = false;
};

int run_replay(const ReplayArguments& arguments) {
  const auto config = config_from(arguments.config);
  // As of the newest recorded moment, not of now: the same data and content give the same report.
  const auto newest = store::History(arguments.data).newest();
  const auto other = catalog_from(content_directory(arguments.content), arguments.content, config,
                                  newest.value_or(Instant{}));
  const auto report = replay(arguments.data, *other, config, arguments.last);
  const std::string text = arguments.json ? replay_json(report) + "\n" : replay_text(report);
  std::fwrite(text.data(), 1, text.size(), stdout);
  std::fprintf(stderr, "%.0f steps a second\n",
               static_cast<double>(report.steps) / std::max(report.seconds, 1e-6));
  return exit_fine;
}

}  // namespace

void add_replay(CLI::App& root, Chosen& chosen) {
  auto* command = root.add_subcommand(
      "replay", "What recorded conversations would have come to with other content.");
  auto arguments = std::make_shared<ReplayArguments>();
  command
      ->add_option("--data", arguments->data,
                   "Data directory, also of a running server, or a backup (default: data)")
      ->type_name("DIR|FILE");
  command->add_option("--content", arguments->content, "The other content (default: .)")
      ->type_name("DIR");
  command->add_option("--config", arguments->config, "The server's configuration")
      ->type_name("FILE");
  command->add_option("--last", arguments->last, "Only the conversations that changed last")
      ->check(counts_from_one)
      ->type_name("N");
  command->add_flag("--json", arguments->json, "The report as JSON, with every changed turn");
  command->callback(
      [arguments, &chosen] { chosen = [arguments] { return run_replay(*arguments); }; });
}

}  // namespace yingda::app
