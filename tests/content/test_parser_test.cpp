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

TEST_CASE("a test can say that there is no hand-over, and what an order's demands are") {
  std::vector<Finding> findings;
  const auto tests = parse_tests("flows/tests/a.yaml",
                                 "test_cases:\n  - test_case: a\n    steps:\n"
                                 "      - handoff: false\n      - work_order: false\n"
                                 "      - work_order: {tier: complaint, demands: [{kind: resend, "
                                 "by: 24h}, {amount: 15}]}\n",
                                 findings);
  CHECK(lines(findings) == "");
  REQUIRE(tests.at(0).steps.size() == 3);
  CHECK(tests[0].steps[0].absent);
  CHECK(tests[0].steps[1].absent);
  const auto& order = tests[0].steps[2];
  CHECK(order.fields.size() == 1);
  REQUIRE(order.demands.size() == 2);
  CHECK(order.demands[0].kind == "resend");
  CHECK(order.demands[0].by == "24h");
  CHECK(order.demands[1].amount == "15");
}

TEST_CASE("what a step cannot mean is said in the words of the file") {
  const std::string head = "test_cases:\n  - test_case: a\n    steps:\n";
  CHECK(
      contains(problems(head + "      - human: false\n"), "4:16: error: `human` uses the control"));
  CHECK(problems(head + "      - human:\n") == "");
  for (const std::string nothing : {"false", "true", "{}", "[]", ""}) {
    CHECK(contains(problems(head + "      - slot_was_set: " + nothing + "\n"),
                   "expected `name: value`"));
  }
  CHECK(contains(problems(head + "      - submit: true\n"), "`submit` holds what is filled in"));
  CHECK(problems(head + "      - submit: {}\n") == "");
  CHECK(contains(problems(head + "      - work_order: [{type: other}]\n"), "true or false"));
  CHECK(contains(problems(head + "      - work_order: {title: [a]}\n"), "`title` must be text"));
  const auto order = problems(head + "      - work_order: {teir: x}\n");
  CHECK(contains(order, "in `work_order`"));
  CHECK_FALSE(contains(order, "test_order"));
  CHECK(contains(problems(head + "      - work_order: {demands: [{amuont: 3}]}\n"),
                 "did you mean `amount`?"));
}

TEST_CASE("all that a test names must be there") {
  const std::string flow =
      "flows:\n  main:\n    triggers: {phrases: [go], events: [start]}\n    steps:\n"
      "      - {collect: n, type: number, ask: q}\n"
      "      - action: find_order\n        result: order\n"
      "        arguments: {order_number: \"{n}\"}\n"
      "      - say: x\n";
  const auto of = [&](const std::string& test) {
    return lines(load(Files{{"flows/a.yaml", flow},
                            {"flows/tests/t.yaml", "test_cases:\n  - test_case: a\n" + test}},
                      small_config(), {{}, "unpublished", false})
                     .findings);
  };
  CHECK(of("    slots: {level: gold}\n    actions: {find_order: error}\n    steps:\n"
           "      - event: start main\n      - slot_was_set: {n: 3, order.status: x, level: gold, "
           "work_order.number: x}\n"
           "      - handoff: {team: general}\n      - work_order: {tier: dispute, type: other, "
           "department: topup, urgent: true}\n") == "");
  const std::string user = "    steps:\n      - user: go\n";
  CHECK(of("    actions:\n      find_ordr: error\n" + user) ==
        "flows/tests/t.yaml:4:7: error: no flow calls the action `find_ordr` (did you mean "
        "`find_order`?) [unknown-reference]\n");
  CHECK(contains(of(user + "      - slot_was_set: {m: 3}\n"),
                 "5:9: error: nothing sets the slot `m`"));
  CHECK(contains(of(user + "      - event: nonono\n"), "among its `events` `nonono`"));
  CHECK(contains(of(user + "      - event: start nothing\n"), "there is no flow `nothing`"));
  CHECK(contains(of(user + "      - handoff: {team: nobody}\n"), "there is no team `nobody`"));
  CHECK(contains(of(user + "      - work_order: {tier: platinum}\n"), "unknown tier `platinum`"));
  CHECK(contains(of(user + "      - work_order: {type: nope}\n"), "no work-order type `nope`"));
  CHECK(contains(of(user + "      - work_order: {department: nope}\n"), "there is no team `nope`"));
  CHECK(contains(of(user + "      - work_order: {urgent: maybe}\n"),
                 "`urgent` must be true or false"));
}
