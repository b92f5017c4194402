#include <cstdio>

#include "app/commands/commands.hpp"
#include "app/failure.hpp"
#include "app/setup.hpp"
#include "wire/state_codec.hpp"

namespace yingda::app {
namespace {

struct Arguments {
  std::string text;
  std::string content = ".";
  std::string config;
  std::string locale = "zh-CN";
  bool json = false;
};

const char* outcome_name(knowledge::Outcome outcome) {
  switch (outcome) {
    case knowledge::Outcome::answer:
      return "answer";
    case knowledge::Outcome::ask_back:
      return "ask back";
    case knowledge::Outcome::dont_know:
      return "don't know";
  }
  return "";
}

void explain(const knowledge::Understanding& understood) {
  std::printf("%s (confidence %.2f): %s\n", outcome_name(understood.outcome), understood.confidence,
              understood.reason.c_str());
  for (const auto& candidate : understood.candidates) {
    std::printf("  %.3f  %s %s  %s\n", candidate.score,
                candidate.kind == knowledge::DocumentKind::flow ? "flow   " : "article",
                candidate.id.c_str(), candidate.title.c_str());
    if (!candidate.matched.empty()) std::printf("         as: %s\n", candidate.matched.c_str());
    if (candidate.features.empty()) continue;
    std::printf("         by:");
    for (const auto& feature : candidate.features) {
      std::printf(" %s %.2f", feature.name.c_str(), feature.weight);
    }
    std::printf("\n");
  }
}

int ask(const Arguments& arguments) {
  const auto config = config_from(arguments.config);
  const auto catalog =
      catalog_from(content_directory(arguments.content), arguments.content, config);
  const auto understood = catalog->engine->understand(arguments.text, {arguments.locale, {}});
  if (arguments.json) {
    std::printf("%s\n", wire::encode_understanding(understood).c_str());
    return exit_fine;
  }
  explain(understood);
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
  auto arguments = std::make_shared<Arguments>();
  command->add_option("TEXT", arguments->text, "The question")->required();
  command->add_option("--content", arguments->content, "Content directory (default: .)")
      ->type_name("DIR");
  command->add_option("--config", arguments->config, "Configuration file")->type_name("FILE");
  command->add_option("--locale", arguments->locale, "The conversation's locale");
  command->add_flag("--json", arguments->json, "The whole explanation as JSON");
  command->callback([arguments, &chosen] { chosen = [arguments] { return ask(*arguments); }; });
}

}  // namespace yingda::app
