#pragma once
// All conversation tests of a content directory, several at a time.

#include <string>
#include <vector>

#include "app/coverage.hpp"
#include "app/flow_test.hpp"
#include "content/load.hpp"
#include "content/test_parser.hpp"

namespace yingda::app {

// The tests in flows/tests/. Throws Failure (1) when one cannot be read. `prefix`: of the file
// names in that message.
std::vector<content::ConversationTest> tests_in(const content::Files& files,
                                                const std::string& prefix = {});

struct TestResult {
  std::string name;
  dialogue::Location where;
  std::vector<TestFailure> failures;
};

struct TestRun {
  std::vector<TestResult> results;  // in the order of the tests
  Coverage coverage;
  std::size_t failed() const;
};

TestRun run_tests(const std::vector<content::ConversationTest>& tests,
                  const conversation::Catalog& catalog);

// "DIR/flows/tests/a.yaml:7:9: error: NAME: turn 2 (user: …): expected …, got … [test]"
std::string failure_line(const TestResult& result, const TestFailure& failure,
                         const std::string& directory);

}  // namespace yingda::app
