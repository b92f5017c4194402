#include <cstdio>
#include <nlohmann/json.hpp>

#include "app/commands/commands.hpp"
#include "app/failure.hpp"
#include "app/flow_test.hpp"
#include "app/setup.hpp"

namespace yingda::app {
namespace {

struct Arguments {
  std::string directory = ".";
  std::string config;
  bool json = false;
};

std::string place(const dialogue::Location& where) {
  return where.file + ":" + std::to_string(where.line) + ":" + std::to_string(where.column);
}

std::vector<content::ConversationTest> tests_of(const content::Directory& directory,
                                                const std::string& prefix) {
  std::vector<content::ConversationTest> tests;
  std::vector<content::Finding> findings;
  for (const auto& [path, bytes] : directory.files) {
    if (!path.starts_with("flows/tests/")) continue;
    auto parsed = content::parse_tests(path, bytes, findings);
    std::move(parsed.begin(), parsed.end(), std::back_inserter(tests));
  }
  content::prefix_files(findings, prefix);
  std::string lines;
  for (const auto& finding : findings) lines += content::to_line(finding) + "\n";
  if (content::has_errors(findings)) throw Failure(exit_found, lines.substr(0, lines.size() - 1));
  return tests;
}

int test(const Arguments& arguments) {
  const auto config = config_from(arguments.config);
  const auto directory = content_directory(arguments.directory);
  const auto tests = tests_of(directory, arguments.directory);
  const auto catalog = catalog_from(directory, arguments.directory, config);
  nlohmann::json report = nlohmann::json::array();
  std::size_t failed = 0;
  for (const auto& one : tests) {
    const auto failures = run_test(catalog, one);
    failed += failures.empty() ? 0 : 1;
    nlohmann::json item{{"test_case", one.name},
                        {"file", one.where.file},
                        {"line", one.where.line},
                        {"passed", failures.empty()}};
    for (const auto& failure : failures) {
      item["failures"].push_back({{"at", place(failure.where)},
                                  {"expected", failure.expected},
                                  {"actual", failure.actual}});
      if (arguments.json) continue;
      std::printf("%s: %s\n  expected: %s\n  actual:   %s\n", place(failure.where).c_str(),
                  one.name.c_str(), failure.expected.c_str(), failure.actual.c_str());
    }
    report.push_back(std::move(item));
  }
  if (arguments.json) {
    std::printf("%s\n", nlohmann::json{{"passed", tests.size() - failed},
                                       {"failed", failed},
                                       {"tests", std::move(report)}}
                            .dump()
                            .c_str());
  } else {
    std::printf("%zu conversation tests, %zu failed\n", tests.size(), failed);
  }
  return failed == 0 ? exit_fine : exit_found;
}

}  // namespace

void add_test(CLI::App& root, Chosen& chosen) {
  auto* command = root.add_subcommand("test", "Run the conversation tests beside the flows.");
  auto arguments = std::make_shared<Arguments>();
  command->add_option("DIR", arguments->directory, "Content directory (default: .)");
  command->add_option("--config", arguments->config, "Configuration file")->type_name("FILE");
  command->add_flag("--json", arguments->json, "The report as JSON");
  command->callback([arguments, &chosen] { chosen = [arguments] { return test(*arguments); }; });
}

}  // namespace yingda::app
