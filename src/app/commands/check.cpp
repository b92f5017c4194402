#include <cstdio>

#include "app/commands/commands.hpp"
#include "app/failure.hpp"
#include "app/setup.hpp"
#include "app/system.hpp"

namespace yingda::app {
namespace {

struct CheckArguments {
  std::string directory = ".";
  std::string config;
  bool json = false;
};

int check(const CheckArguments& arguments) {
  const auto config = config_from(arguments.config);
  const auto directory = content_directory(arguments.directory);
  content::LoadOptions options;
  options.now = SystemClock().now();
  options.train = false;
  auto findings = content::load(directory, config, options).findings;
  content::prefix_files(findings, arguments.directory);
  if (arguments.json) {
    std::printf("%s\n", content::to_json(findings).c_str());
  } else {
    for (const auto& finding : findings) std::printf("%s\n", content::to_line(finding).c_str());
    std::size_t errors = 0;
    for (const auto& finding : findings) {
      errors += finding.severity == content::Severity::error ? 1 : 0;
    }
    std::printf("%zu errors, %zu warnings in %zu files\n", errors, findings.size() - errors,
                directory.files.size());
  }
  return content::has_errors(findings) ? exit_found : exit_fine;
}

}  // namespace

void add_check(CLI::App& root, Chosen& chosen) {
  auto* command = root.add_subcommand("check", "Validate flows, articles and configuration.");
  auto arguments = std::make_shared<CheckArguments>();
  command->add_option("DIR", arguments->directory, "Content directory (default: .)");
  command->add_option("--config", arguments->config, "Check against this configuration")
      ->type_name("FILE");
  command->add_flag("--json", arguments->json, "Findings as JSON");
  command->callback([arguments, &chosen] { chosen = [arguments] { return check(*arguments); }; });
}

}  // namespace yingda::app
