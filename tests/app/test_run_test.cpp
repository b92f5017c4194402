#include "app/test_run.hpp"

#include <catch2/catch.hpp>

#include "support/sample_content.hpp"

using namespace yingda;
using namespace yingda::app;
using yingda::testing::sample_catalog;

namespace {

TestRun run(const std::string& yaml) {
  return run_tests(tests_in({{"flows/tests/t.yaml", yaml}}), *sample_catalog());
}

const std::string late =
    "test_cases:\n"
    "  - test_case: late\n"
    "    actions: {find_order: {status: processing}}\n"
    "    steps:\n"
    "      - user: 充值没到账\n"
    "      - user: \"20261120001\"\n";

std::vector<std::string> missing(const Coverage& coverage, const std::string& flow) {
  std::vector<std::string> out;
  for (const auto& point : coverage.missing(flow)) out.push_back(point.what);
  return out;
}

bool holds(const std::vector<std::string>& all, const std::string& one) {
  return std::find(all.begin(), all.end(), one) != all.end();
}

}  // namespace

TEST_CASE("a failing test names the turn, with what was expected and what came") {
  const auto result = run(late + "      - bot: 不是这句\n").results.at(0);
  REQUIRE(result.failures.size() == 1);
  CHECK(result.failures[0].turn == "turn 2 (user: 20261120001)");
  CHECK(result.failures[0].expected == "不是这句");
  CHECK(result.failures[0].actual.find("您希望怎么解决？") != std::string::npos);
  CHECK(result.failures[0].where.line == 7);
  CHECK(failure_line(result, result.failures[0], "shop")
            .starts_with("shop/flows/tests/t.yaml:7:9: error: late: turn 2 (user: 20261120001): "
                         "expected 不是这句, got "));
}

TEST_CASE("coverage knows the steps and branches that were taken, and those that were not") {
  const auto done = run(late);
  CHECK(done.failed() == 0);
  const auto left = missing(done.coverage, "topup_late");
  CHECK(left == std::vector<std::string>{"step `look_up`: `on_error`",
                                         "step `look_up`: `next` if order.status == \"delivered\"",
                                         "step `done`", "step `demand`: option `resend`",
                                         "step `demand`: option `refund`", "step `person`",
                                         "step `broken`"});
  CHECK(done.coverage.steps("topup_late").covered == 4);
  CHECK(done.coverage.steps("topup_late").total == 7);
  CHECK(done.coverage.steps().total > 7);
}

TEST_CASE("what one test leaves out another may cover, on whatever thread it runs") {
  std::string yaml = "test_cases:\n";
  const auto add = [&](const std::string& actions, const std::string& end) {
    yaml += "  - test_case: t\n    actions: {find_order: " + actions +
            "}\n    steps:\n      - user: 充值没到账\n      - user: \"20261120001\"\n" + end;
  };
  add("{status: processing}", "      - choose: refund\n");
  add("{status: processing}", "      - choose: resend\n");
  add("{status: delivered}", "");
  add("error", "");
  const auto done = run(yaml);
  CHECK(done.failed() == 0);
  CHECK(missing(done.coverage, "topup_late").empty());
  CHECK(done.coverage.branches("topup_late").covered == done.coverage.branches("topup_late").total);
  CHECK(holds(missing(done.coverage, "contact_form"), "step `#1`"));
}

TEST_CASE("the results stand in the order of the tests, however many run at once") {
  std::string yaml = "test_cases:\n";
  for (int i = 0; i < 200; ++i) {
    yaml += "  - test_case: t" + std::to_string(i) +
            "\n    steps: [{user: 怎么开发票}, {article: " + (i % 7 == 0 ? "nothing" : "invoice") +
            "}]\n";
  }
  const auto done = run(yaml);
  REQUIRE(done.results.size() == 200);
  for (int i = 0; i < 200; ++i) {
    const auto& result = done.results[static_cast<std::size_t>(i)];
    CHECK(result.name == "t" + std::to_string(i));
    CHECK(result.failures.empty() == (i % 7 != 0));
  }
}

TEST_CASE("an order that is another than expected is told with what was asked about it") {
  const auto wrong =
      run(late + "      - work_order: {type: other, tier: dispute, demands: [{amount: 3}]}\n")
          .results.at(0);
  REQUIRE(wrong.failures.size() == 1);
  CHECK(wrong.failures[0].expected ==
        "a work order with tier dispute, type other, a demand (amount 3)");
  CHECK(wrong.failures[0].actual.find(" with tier complaint, type not_arrived, no demands") !=
        std::string::npos);
}

TEST_CASE("that there is no hand-over and no order is an expectation, too") {
  const std::string start = "test_cases:\n  - test_case: t\n    steps:\n";
  CHECK(run(start + "      - user: 怎么开发票\n      - handoff: false\n      - work_order: false\n")
            .failed() == 0);
  const auto handed = run(start + "      - human: true\n      - handoff: false\n").results.at(0);
  REQUIRE(handed.failures.size() == 1);
  CHECK(handed.failures[0].expected == "no hand-over");
  CHECK(handed.failures[0].actual.starts_with("a hand-over to "));
  const auto opened = run(start + "      - human: true\n      - work_order: false\n").results.at(0);
  REQUIRE(opened.failures.size() == 1);
  CHECK(opened.failures[0].expected == "no work order");
}
