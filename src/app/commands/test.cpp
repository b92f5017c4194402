#include <cstdio>

#include "app/commands/commands.hpp"
#include "app/failure.hpp"
#include "app/setup.hpp"
#include "app/test_run.hpp"
#include "wire/json.hpp"

namespace yingda::app {
namespace {

using wire::Json;

struct TestArguments {
  std::string directory = ".";
  std::string config;
  bool json = false;
};

std::string place(const dialogue::Location& where) {
  return where.file + ":" + std::to_string(where.line) + ":" + std::to_string(where.column);
}

void print(const TestResult& result) {
  for (const auto& failure : result.failures) {
    std::printf("%s: %s\n  %s\n  expected: %s\n  actual:   %s\n", place(failure.where).c_str(),
                result.name.c_str(), failure.turn.c_str(), failure.expected.c_str(),
                failure.actual.c_str());
  }
}

void print(const TestRun& run) {
  for (const auto& result : run.results) print(result);
  for (const auto& point : run.coverage.missing()) {
    std::printf("%s: not covered: flow `%s`, %s\n", place(point.where).c_str(), point.flow.c_str(),
                point.what.c_str());
  }
  const auto steps = run.coverage.steps();
  const auto branches = run.coverage.branches();
  std::printf(
      "%zu conversation tests, %zu failed; %zu of %zu steps and %zu of %zu branches covered\n",
      run.results.size(), run.failed(), steps.covered, steps.total, branches.covered,
      branches.total);
}

Json json_of(const TestResult& result) {
  Json out{{"test_case", result.name},
           {"file", result.where.file},
           {"line", result.where.line},
           {"passed", result.failures.empty()}};
  for (const auto& failure : result.failures) {
    out["failures"].push_back({{"at", place(failure.where)},
                               {"turn", failure.turn},
                               {"expected", failure.expected},
                               {"actual", failure.actual}});
  }
  return out;
}

Json json_of(const Coverage::Share& share) {
  return {{"covered", share.covered}, {"total", share.total}};
}

Json json_of(const Coverage& coverage) {
  Json flows = Json::array();
  for (const auto& flow : coverage.flows()) {
    Json missing = Json::array();
    for (const auto& point : coverage.missing(flow)) {
      missing.push_back({{"at", place(point.where)}, {"what", point.what}});
    }
    flows.push_back({{"flow", flow},
                     {"steps", json_of(coverage.steps(flow))},
                     {"branches", json_of(coverage.branches(flow))},
                     {"missing", std::move(missing)}});
  }
  return {{"steps", json_of(coverage.steps())},
          {"branches", json_of(coverage.branches())},
          {"flows", std::move(flows)}};
}

void print_json(const TestRun& run) {
  Json tests = Json::array();
  for (const auto& result : run.results) tests.push_back(json_of(result));
  const Json out{{"passed", run.results.size() - run.failed()},
                 {"failed", run.failed()},
                 {"tests", std::move(tests)},
                 {"coverage", json_of(run.coverage)}};
  std::printf("%s\n", wire::text_of(out).c_str());
}

int test(const TestArguments& arguments) {
  const auto config = config_from(arguments.config);
  const auto directory = content_directory(arguments.directory);
  const auto tests = tests_in(directory.files, arguments.directory);
  const auto catalog = catalog_from(directory, arguments.directory, config);
  const auto run = run_tests(tests, *catalog);
  if (arguments.json) {
    print_json(run);
  } else {
    print(run);
  }
  return run.failed() == 0 ? exit_fine : exit_found;
}

}  // namespace

void add_test(CLI::App& root, Chosen& chosen) {
  auto* command = root.add_subcommand("test", "Run the conversation tests beside the flows.");
  auto arguments = std::make_shared<TestArguments>();
  command->add_option("DIR", arguments->directory, "Content directory (default: .)");
  command->add_option("--config", arguments->config, "Configuration file")->type_name("FILE");
  command->add_flag("--json", arguments->json, "The report as JSON");
  command->callback([arguments, &chosen] {
    chosen = [arguments] {
      return with_faults_as_json(arguments->json, [&] { return test(*arguments); });
    };
  });
}

}  // namespace yingda::app
