#include "content/test_parser.hpp"

#include <catch2/catch.hpp>

#include "support.hpp"

using namespace yingda;
using namespace yingda::content;
using namespace yingda::content::test;

namespace {

std::string problems(const std::string& yaml) {
  std::vector<Finding> findings;
  parse_tests("flows/tests/a.yaml", yaml, findings);
  return lines(findings);
}

}  // namespace

TEST_CASE("a conversation test is read with all its steps") {
  std::vector<Finding> findings;
  const auto tests = parse_tests(
      "flows/tests/a.yaml",
      "test_cases:\n  - test_case: a late order\n    locale: zh-CN\n    slots: {vip: true}\n"
      "    actions:\n      find_order: {status: late, order: {n: 5}}\n"
      "      find_account: [{state: ok}, error]\n"
      "    steps:\n      - user: \"20261120001\"\n      - matches: 订单|order\n      - human: "
      "true\n"
      "      - submit: {a: 1}\n      - flow: null\n      - handoff: true\n"
      "      - slot_was_set: [{order_number: \"20261120001\"}]\n"
      "      - work_order: {type: other, urgent: true}\n"
      "      - wait: 6m\n      - order_becomes: {status: resolved, owner: 李敏}\n",
      findings);
  CHECK(lines(findings).empty());
  REQUIRE(tests.size() == 1);
  const auto& test = tests[0];
  CHECK(test.name == "a late order");
  CHECK(test.actions.at("find_order").at(0).fields.at("order.n") == dialogue::Value{5.0});
  CHECK(test.actions.at("find_account").at(0).ok);
  CHECK_FALSE(test.actions.at("find_account").at(1).ok);
  REQUIRE(test.steps.size() == 10);
  CHECK(test.steps[8].span == std::chrono::minutes(6));
  CHECK(test.steps[9].fields.at("status") == dialogue::Value{std::string("resolved")});
  CHECK(test.steps[0].kind == TestStepKind::user);
  CHECK(test.steps[0].text == "20261120001");
  CHECK(test.steps[1].pattern);
  CHECK(test.steps[4].text.empty());
  CHECK(test.steps[6].fields.at("order_number") == dialogue::Value{std::string("20261120001")});
  CHECK(test.steps[7].fields.at("urgent") == dialogue::Value{true});
  CHECK(test.steps[7].where.line == 16);
}

TEST_CASE("what is wrong in a test is said where it stands") {
  const std::string head = "test_cases:\n  - test_case: a\n    steps:\n";
  CHECK(contains(problems(head + "      - usre: x\n"), "4:9: error: unknown key `usre`"));
  CHECK(contains(problems(head + "      - {user: x, bot: y}\n"), "one key"));
  CHECK(contains(problems(head + "      - matches: \"(\"\n"), "does not read"));
  CHECK(contains(problems(head + "      - work_order: {teir: x}\n"), "did you mean `tier`?"));
  CHECK(contains(problems("test_cases:\n  - test_case: a\n"), "needs `steps`"));
  CHECK(contains(problems("test_case: []\n"), "did you mean `test_cases`?"));
}

TEST_CASE("a time that does not read and a status that is none are said") {
  const auto said = problems(
      "test_cases:\n  - test_case: t\n    steps:\n      - wait: soon\n"
      "      - order_becomes: {status: done}\n      - order_becomes: {owner: 李敏}\n");
  CHECK(contains(said, "flows/tests/a.yaml:4:15: error: `soon` is no duration"));
  CHECK(contains(said, "flows/tests/a.yaml:5:33: error: unknown status `done`; it is one of open"));
  CHECK(contains(said, "needs `status`"));
}
