#include <cstdio>
#include <filesystem>

#include "app/commands/commands.hpp"
#include "app/failure.hpp"
#include "app/setup.hpp"

namespace yingda::app {
namespace {

struct CheckArguments {
  std::string directory = ".";
  std::string config;
  bool json = false;
};

content::ParsedConfig config_of(const CheckArguments& arguments) {
  if (arguments.config.empty()) return {content::default_config(), {}};
  return content::read_config(arguments.config);
}

// A configuration that lies beside the content is read over, too. What the content is checked by is
// the one that was named, as with every other command.
std::vector<content::Finding> faults_beside(const CheckArguments& arguments) {
  const auto beside = std::filesystem::path(arguments.directory) / "config" / "yingda.yaml";
  std::error_code error;
  if (!arguments.config.empty() || !std::filesystem::exists(beside, error)) return {};
  return content::read_config(beside.lexically_normal().string()).findings;
}

int check(const CheckArguments& arguments) {
  const auto directory = content_directory(arguments.directory);
  const auto config = config_of(arguments);
  auto findings = faults_beside(arguments);
  for (const auto& more :
       {config.findings, content_findings(directory, arguments.directory, config)}) {
    findings.insert(findings.end(), more.begin(), more.end());
  }
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
  command
      ->add_option("--config", arguments->config,
                   "Check this configuration, too, and the content by it")
      ->type_name("FILE");
  command->add_flag("--json", arguments->json, "Findings as JSON");
  command->callback([arguments, &chosen] { chosen = [arguments] { return check(*arguments); }; });
}

}  // namespace yingda::app
