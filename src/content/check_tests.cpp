#include <algorithm>
#include <map>
#include <set>

#include "content/check.hpp"

namespace yingda::content {
namespace {

// Within a file: there a failure is told by the name alone.
void find_same_names(const std::vector<ConversationTest>& tests, std::vector<Finding>& findings) {
  std::map<std::pair<std::string, std::string>, const ConversationTest*> known;
  for (const auto& test : tests) {
    if (test.name.empty()) continue;
    const auto [entry, added] = known.emplace(std::pair{test.where.file, test.name}, &test);
    if (added) continue;
    findings.push_back(flow_finding(test.where, rule::schema,
                                    "there is a test `" + test.name + "` already, in line " +
                                        std::to_string(entry->second->where.line)));
  }
}

// An expectation that nothing can ever meet.
void find_unknown(const TestStep& step, const ParsedFlows& flows,
                  const std::set<std::string>& articles, std::vector<Finding>& findings) {
  const bool flow = step.kind == TestStepKind::flow && !step.text.empty() &&
                    flows.flows.find(step.text) == nullptr;
  const bool article = step.kind == TestStepKind::article && !articles.contains(step.text);
  if (!flow && !article) return;
  findings.push_back(flow_finding(
      step.where, rule::unknown_reference,
      std::string("there is no ") + (flow ? "flow" : "article") + " `" + step.text + "`"));
}

}  // namespace

void check_tests(const std::vector<ConversationTest>& tests, const ParsedFlows& flows,
                 const std::vector<ParsedArticle>& articles, std::vector<Finding>& findings) {
  find_same_names(tests, findings);
  std::set<std::string> ids;
  for (const auto& article : articles) ids.insert(article.article.id);
  for (const auto& test : tests) {
    for (const auto& step : test.steps) find_unknown(step, flows, ids, findings);
  }
}

}  // namespace yingda::content
