// What conversation tests name must be there, and no two of a file have one name.

#include <algorithm>
#include <map>
#include <set>

#include "content/check.hpp"
#include "workorder/work_order.hpp"

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

using NameSet = std::set<std::string>;

// All that tests may name.
struct Nameable {
  NameSet flows, articles, actions, events, teams, order_types;
  SlotNames slots;
  bool config_is_sound = true;
};

Nameable nameable(const ParsedFlows& flows, const std::vector<ParsedArticle>& articles,
                  const Config& config, bool config_is_sound) {
  Nameable out;
  for (const auto& article : articles) out.articles.insert(article.article.id);
  for (const auto& team : config.policy.teams) out.teams.insert(team.id);
  out.order_types.insert(config.work_order_types.begin(), config.work_order_types.end());
  for (const auto& [id, flow] : flows.flows.flows) {
    out.flows.insert(id);
    out.events.insert(flow.events.begin(), flow.events.end());
    for (const auto& step : flow.steps) {
      const auto* action = std::get_if<dialogue::Action>(&step.body);
      if (action != nullptr) out.actions.insert(action->name);
    }
  }
  out.slots = slot_names(flows.flows);
  out.config_is_sound = config_is_sound;
  return out;
}

class TestCheck {
 public:
  TestCheck(const Nameable& known, std::vector<Finding>& findings)
      : known_(known), findings_(findings) {}

  void look_at(const ConversationTest& test) {
    for (const auto& [action, at] : test.actions_at) {
      need(action, known_.actions, "no flow calls the action", at);
    }
    for (const auto& step : test.steps) look_at(test, step);
  }

 private:
  void look_at(const ConversationTest& test, const TestStep& step) {
    switch (step.kind) {
      case TestStepKind::flow:
        if (!step.text.empty()) need(step.text, known_.flows, "there is no flow", step.where);
        return;
      case TestStepKind::article:
        return need(step.text, known_.articles, "there is no article", step.where);
      case TestStepKind::event:
        return look_at_event(step);
      case TestStepKind::slot_was_set:
        for (const auto& [name, value] : step.fields) {
          if (known_.slots.knows(name) || test.slots.contains(name)) continue;
          report(step.where,
                 "nothing sets the slot `" + name + "`" + did_you_mean(name, known_.slots.names));
        }
        return;
      case TestStepKind::work_order:
        return look_at_order(step);
      case TestStepKind::handoff:
        return look_at_field(step, "team", known_.teams, "there is no team");
      case TestStepKind::user:
      case TestStepKind::user_file:
      case TestStepKind::choose:
      case TestStepKind::submit:
      case TestStepKind::human:
      case TestStepKind::wait:
      case TestStepKind::order_becomes:
      case TestStepKind::off_duty:
      case TestStepKind::bot:
      case TestStepKind::matches:
        return;
    }
  }

  // "start refund": the event and the flow that it is about.
  void look_at_event(const TestStep& step) {
    const auto blank = step.text.find(' ');
    need(step.text.substr(0, blank), known_.events, "no flow has among its `events`", step.where);
    if (blank == std::string::npos) return;
    need(step.text.substr(blank + 1), known_.flows, "there is no flow", step.where);
  }

  void look_at_order(const TestStep& step) {
    look_at_field(step, "type", known_.order_types, "there is no work-order type");
    look_at_field(step, "department", known_.teams, "there is no team");
    const auto tier = step.fields.find("tier");
    if (tier != step.fields.end()) {
      const auto name = dialogue::to_text(tier->second);
      if (!workorder::parse_tier(name)) {
        report(step.where, "unknown tier `" + name + "`; it is inquiry, complaint or dispute");
      }
    }
  }

  // What stands in the config only.
  void look_at_field(const TestStep& step, const std::string& field, const NameSet& names,
                     const std::string& what) {
    const auto found = step.fields.find(field);
    if (found == step.fields.end() || !known_.config_is_sound) return;
    need(dialogue::to_text(found->second), names, what, step.where);
  }

  void need(const std::string& name, const NameSet& names, const std::string& missing,
            const dialogue::Location& where) {
    if (names.contains(name)) return;
    const std::vector<std::string_view> all(names.begin(), names.end());
    report(where, missing + " `" + name + "`" + did_you_mean(name, all));
  }

  void report(const dialogue::Location& where, std::string text) {
    findings_.push_back(flow_finding(where, rule::unknown_reference, std::move(text)));
  }

  const Nameable& known_;
  std::vector<Finding>& findings_;
};

}  // namespace

void check_tests(const std::vector<ConversationTest>& tests, const ParsedFlows& flows,
                 const std::vector<ParsedArticle>& articles, const Config& config,
                 bool config_is_sound, std::vector<Finding>& findings) {
  if (tests.empty()) return;
  find_same_names(tests, findings);
  const auto known = nameable(flows, articles, config, config_is_sound);
  TestCheck check(known, findings);
  for (const auto& test : tests) check.look_at(test);
}

}  // namespace yingda::content
