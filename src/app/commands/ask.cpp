#include <cstdio>

#include "app/commands/commands.hpp"
#include "app/explain.hpp"
#include "app/failure.hpp"
#include "app/releases.hpp"
#include "app/setup.hpp"
#include "app/system.hpp"
#include "wire/state_codec.hpp"

namespace yingda::app {
namespace {

struct AskArguments {
  std::string text;
  std::string content = ".";
  std::string data;  // the live release there, instead of content
  std::string config;
  std::string locale = "zh-CN";
  bool json = false;
};

std::shared_ptr<const conversation::Catalog> catalog_to_ask(const AskArguments& arguments) {
  const auto config = config_from(arguments.config);
  if (arguments.data.empty()) {
    return catalog_from(content_directory(arguments.content), arguments.content, config);
  }
  const SystemClock clock;
  const auto live = store::Releases(arguments.data, clock, store::Access::read_only).live_number();
  if (live == 0) {
    throw Failure(exit_bad,
                  "yingda: " + arguments.data + " has no live release; `yingda publish` makes one");
  }
  return load_release(arguments.data, live, config, clock);
}

int ask(const AskArguments& arguments) {
  const auto catalog = catalog_to_ask(arguments);
  const auto understood = catalog->engine->understand(arguments.text, {arguments.locale, {}});
  if (arguments.json) {
    std::printf("%s\n", wire::encode_understanding(understood).c_str());
    return exit_fine;
  }
  std::printf("%s", explained(understood).c_str());
  if (understood.outcome == knowledge::Outcome::answer &&
      understood.candidates.front().kind == knowledge::DocumentKind::article) {
    const auto* article = catalog->article(understood.candidates.front().id, understood.locale);
    if (article != nullptr) std::printf("\n%s\n", article->text.c_str());
  }
  return exit_fine;
}

}  // namespace

void add_ask(CLI::App& root, Chosen& chosen) {
  auto* command =
      root.add_subcommand("ask", "What the knowledge engine makes of a question, and why.");
  auto arguments = std::make_shared<AskArguments>();
  command->add_option("TEXT", arguments->text, "The question")->required();
  auto* content =
      command->add_option("--content", arguments->content, "Content directory (default: .)")
          ->type_name("DIR");
  command
      ->add_option("--data", arguments->data,
                   "Instead of content: the live release of a data directory, as visitors are "
                   "answered by it")
      ->type_name("DIR")
      ->excludes(content);
  command->add_option("--config", arguments->config, "Configuration file")->type_name("FILE");
  command->add_option("--locale", arguments->locale, "The conversation's locale");
  command->add_flag("--json", arguments->json, "The whole explanation as JSON");
  command->callback([arguments, &chosen] {
    chosen = [arguments] {
      return with_faults_as_json(arguments->json, [&] { return ask(*arguments); });
    };
  });
}

}  // namespace yingda::app
