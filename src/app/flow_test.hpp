#pragma once
// Runs one of the editors' conversation tests against a catalog.

#include <memory>
#include <string>
#include <vector>

#include "content/test_parser.hpp"
#include "conversation/catalog.hpp"

namespace yingda::app {

// The step that failed, with what was expected and what was there.
struct TestFailure {
  dialogue::Location where;
  std::string turn;  // what the visitor did just before: "turn 2 (user: 20261120001)"
  std::string expected;
  std::string actual;
};

// Empty: the test passed.
std::vector<TestFailure> run_test(const std::shared_ptr<const conversation::Catalog>& catalog,
                                  const content::ConversationTest& test);

}  // namespace yingda::app
