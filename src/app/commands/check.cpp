#include <cstdio>
#include <filesystem>
#include <fstream>

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

// A file that is named must be there; what is wrong in it is a finding.
content::ParsedConfig config_of(const CheckArguments& arguments) {
  const auto& path = arguments.config;
  if (path.empty()) return {content::default_config(), {}};
  std::error_code error;
  if (std::filesystem::is_directory(path, error) || !std::ifstream(path)) {
    throw Failure(exit_bad, "yingda: --config: " + path + " cannot be read as a file");
  }
  return content::read_config(path);
}

struct Found {
  std::vector<content::Finding> findings;
  std::size_t files = 0;
};

// In a directory that holds nothing, nothing is wrong; that is worth a word all the same.
Found check_content(const CheckArguments& arguments, const content::ParsedConfig& config) {
  const auto read = content::read_directory(arguments.directory);
  if (!read && read.error().code == ErrorCode::invalid) {
    return {{{arguments.directory, 0, 0, content::Severity::warning,
              "there is no content here; expected flows/*.yaml and knowledge_base/**/*.md below it",
              std::string(content::rule::schema)}},
            0};
  }
  if (!read) throw Failure(exit_bad, "yingda: " + read.error().detail);
  return {content_findings(*read, arguments.directory, config), read->files.size()};
}

// A configuration that lies beside the content is read over, too. What the content is checked by is
// the one that was named, as with every other command.
content::ParsedConfig config_beside(const CheckArguments& arguments) {
  const auto beside = std::filesystem::path(arguments.directory) / "config" / "yingda.yaml";
  std::error_code error;
  if (!arguments.config.empty() || !std::filesystem::exists(beside, error)) return {};
  return content::read_config(beside.lexically_normal().string());
}

int check(const CheckArguments& arguments) {
  auto config = config_of(arguments);
  const auto beside = config_beside(arguments);
  // The flows that it names must be there all the same.
  const auto& named = beside.config.named_flows;
  config.config.named_flows.insert(config.config.named_flows.end(), named.begin(), named.end());
  const auto content = check_content(arguments, config);
  auto findings = beside.findings;
  for (const auto& more : {config.findings, content.findings}) {
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
                content.files);
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
