// unreachable: conditions that can never hold, where a flow begins, at a step, and in a list of
// branches, where those before have not held. By the values that the slots may have there.

#include <algorithm>
#include <map>
#include <set>

#include "content/check.hpp"
#include "content/slot_states.hpp"
#include "content/solver.hpp"

namespace yingda::content {
namespace {

class PossibleCheck {
 public:
  PossibleCheck(const ParsedFlows& flows, const SlotStates& states, std::vector<Finding>& findings)
      : findings_(findings), states_(states) {
    for (const auto& condition : flows.conditions)
      conditions_[condition.flow].push_back(&condition);
  }

  void look_at(const dialogue::Flow& flow) {
    if (flow.guard && !holds(*flow.guard)) {
      report(flow.where, flow.where,
             "no visitor ever starts flow `" + flow.id + "`: its `if` (`" + flow.guard->source() +
                 "`) is always false");
    }
    for (std::size_t i = 0; i < flow.steps.size(); ++i) {
      const Place place{&flow, static_cast<int>(i)};
      const auto* before = states_.at(place);
      if (before != nullptr) look_at(place, *before);
    }
  }

 private:
  using State = SlotStates::State;

  void look_at(const Place& place, const State& before) {
    const auto& flow = *place.flow;
    const auto& step = place.get();
    if (step.condition && !holds(*step.condition, before)) {
      return report(place_of(flow, step, *step.condition), step.where,
                    step_name(place) + " is never run: its `if` (`" + step.condition->source() +
                        "`) is always false");
    }
    if (!step.next.empty()) look_at(flow, step, step.next, states_.behind(place));
    if (const auto* choose = std::get_if<dialogue::Choose>(&step.body)) {
      for (const auto& option : choose->options) {
        if (option.next.empty()) continue;
        look_at(flow, step, option.next, states_.behind_option(place, option.option.id));
      }
    } else if (const auto* action = std::get_if<dialogue::Action>(&step.body)) {
      look_at(flow, step, action->on_error, states_.behind(place));
    }
  }

  Case new_case(const State& state) const {
    return Case([this, state](const std::string& name) { return states_.domain(state, name); });
  }

  bool holds(const dialogue::Expression& condition, const State& state = {}) const {
    auto any = new_case(state);
    any.assume(condition, true);
    return any.possible();
  }

  void look_at(const dialogue::Flow& flow, const dialogue::Step& step,
               const std::vector<dialogue::Branch>& branches, const State& state) {
    auto rest = new_case(state);
    bool misused = false;
    for (const auto& branch : branches) {
      if (misused) return;  // what follows from it is no second fault
      if (!rest.possible()) {
        const auto at = branch.condition ? place_of(flow, step, *branch.condition) : step.where;
        return report(at, step.where,
                      branch.condition
                          ? "a branch of `next` is never taken: one before it always is"
                          : "the `else` of `next` is never taken: one before it always is");
      }
      if (!branch.condition) return;
      auto taken = rest;
      taken.assume(*branch.condition, true);
      const auto at = place_of(flow, step, *branch.condition);
      if (!taken.possible()) {
        const auto& source = branch.condition->source();
        const std::string why = holds(*branch.condition, state)
                                    ? "where `" + source + "` holds, one before it is taken"
                                    : "`" + source + "` is always false";
        report(at, step.where, "a branch of `next` is never taken: " + why);
      }
      misused = is_misused(at);
      rest.assume(*branch.condition, false);
    }
  }

  // Of the same words in the same flow the first one that stands behind the step's beginning and
  // was not found before.
  dialogue::Location place_of(const dialogue::Flow& flow, const dialogue::Step& step,
                              const dialogue::Expression& condition) {
    const Condition* best = nullptr;
    const auto at = [](const dialogue::Location& where) {
      return std::pair(where.line, where.column);
    };
    for (const auto* each : conditions_[flow.id]) {
      if (each->expression.source() != condition.source() || used_.contains(each)) continue;
      if (each->where.file != step.where.file || at(each->where) < at(step.where)) continue;
      if (best == nullptr || at(each->where) < at(best->where)) best = each;
    }
    if (best == nullptr) return step.where;
    used_.insert(best);
    return best->where;
  }

  bool is_misused(const dialogue::Location& where) const {
    return std::any_of(findings_.begin(), findings_.end(), [&](const Finding& finding) {
      return finding.rule == rule::type_mismatch && finding.file == where.file &&
             finding.line == where.line && finding.column == where.column;
    });
  }

  // Not where the condition compares what can never be equal: that was said already.
  void report(const dialogue::Location& where, const dialogue::Location& step, std::string text) {
    if (is_misused(where)) return;
    findings_.push_back(
        flow_finding(where.line == 0 ? step : where, rule::unreachable, std::move(text)));
  }

  std::vector<Finding>& findings_;
  const SlotStates& states_;
  std::map<std::string, std::vector<const Condition*>> conditions_;
  std::set<const Condition*> used_;
};

}  // namespace

void check_possible(const ParsedFlows& flows, const SlotStates& states,
                    std::vector<Finding>& findings) {
  PossibleCheck check(flows, states, findings);
  for (const auto& [id, flow] : flows.flows.flows) check.look_at(flow);
}

}  // namespace yingda::content
