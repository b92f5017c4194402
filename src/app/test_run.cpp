#include "app/test_run.hpp"

#include <algorithm>
#include <thread>

#include "app/failure.hpp"
#include "app/setup.hpp"
#include "app/share_out.hpp"
#include "content/config.hpp"

namespace yingda::app {
namespace {

// Tests hold whatever the operator promises: the times are those of the defaults, or of the test.
void set_times(const content::ConversationTest& test, conversation::Policy& policy) {
  static const auto plain = content::default_config().policy;
  policy.sla = plain.sla;
  policy.calendar = plain.calendar;
  policy.zone = plain.zone;
  policy.claim_timeout = plain.claim_timeout;
  policy.agent_silence = plain.agent_silence;
  policy.waiting_remind = plain.waiting_remind;
  policy.waiting_close = plain.waiting_close;
  policy.silence_remind = test.silence_remind.value_or(plain.silence_remind);
  policy.silence_close = test.silence_close.value_or(plain.silence_close);
}

// A thread's own catalog, which notes where its tests go. What takes room is shared.
struct TestLane {
  explicit TestLane(const conversation::Catalog& shared)
      : catalog(std::make_shared<conversation::Catalog>(shared)) {
    catalog->trail = &trail;
  }
  TestLane(const TestLane&) = delete;
  TestLane& operator=(const TestLane&) = delete;

  dialogue::Trail trail;
  std::shared_ptr<conversation::Catalog> catalog;
};

std::size_t lanes_for(std::size_t tests) {
  return std::clamp<std::size_t>(std::thread::hardware_concurrency(), 1,
                                 std::max<std::size_t>(tests, 1));
}

}  // namespace

std::vector<content::ConversationTest> tests_in(const content::Files& files,
                                                const std::string& prefix) {
  std::vector<content::ConversationTest> tests;
  std::vector<content::Finding> findings;
  for (const auto& [path, bytes] : files) {
    if (!path.starts_with("flows/tests/")) continue;
    auto parsed = content::parse_tests(path, bytes, findings);
    std::move(parsed.begin(), parsed.end(), std::back_inserter(tests));
  }
  if (!content::has_errors(findings)) return tests;
  content::prefix_files(findings, prefix);
  throw ContentFault(exit_bad, std::move(findings));
}

std::size_t TestRun::failed() const {
  return static_cast<std::size_t>(std::count_if(
      results.begin(), results.end(), [](const auto& result) { return !result.failures.empty(); }));
}

TestRun run_tests(const std::vector<content::ConversationTest>& tests,
                  const conversation::Catalog& catalog) {
  TestRun out{std::vector<TestResult>(tests.size()), Coverage(catalog.flows)};
  std::vector<std::unique_ptr<TestLane>> lanes(lanes_for(tests.size()));
  for (auto& lane : lanes) lane = std::make_unique<TestLane>(catalog);
  share_out(lanes, tests.size(), [&](const TestLane& lane, std::size_t i) {
    set_times(tests[i], lane.catalog->policy);
    out.results[i] = {tests[i].name, tests[i].where, run_test(lane.catalog, tests[i])};
  });
  for (const auto& lane : lanes) out.coverage.add(lane->catalog->flows, lane->trail);
  return out;
}

std::string failure_line(const TestResult& result, const TestFailure& failure,
                         const std::string& directory) {
  return content::to_line({(directory.empty() ? "" : directory + "/") + failure.where.file,
                           failure.where.line, failure.where.column, content::Severity::error,
                           result.name + ": " + failure.turn + ": expected " + failure.expected +
                               ", got " + failure.actual,
                           "test"});
}

}  // namespace yingda::app
