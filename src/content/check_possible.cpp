// unreachable: conditions that can never hold, where a flow begins, at a step, and in a list of
// branches, where those before have not held; and steps that stand behind branches, or an `if`,
// which lead elsewhere whatever there is. By the values that the slots may have there.

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
  PossibleCheck(const StateGraph& graph, const ParsedFlows& flows, const SlotStates& states,
                std::vector<Finding>& findings)
      : graph_(graph), findings_(findings), states_(states) {
    for (const auto& condition : flows.conditions)
      conditions_[condition.flow].push_back(&condition);
    find_refused(flows.flows);
  }

  void look_at(const dialogue::Flow& flow) {
    if (flow.guard && !holds(*flow.guard)) {
      report(flow.where, flow.where,
             "no visitor ever starts flow `" + flow.id + "`: its `if` (`" + flow.guard->source() +
                 "`) is always false");
    }
    closed_.clear();
    for (std::size_t i = 0; i < flow.steps.size(); ++i) {
      const Place place{&flow, static_cast<int>(i)};
      const auto* before = states_.at(place);
      if (before != nullptr) look_at(place, *before);
    }
    if (!closed_.empty()) report_passed_by(flow);
  }

 private:
  using State = SlotStates::State;
  // A way that nobody ever goes: over a step that is always run, or past branches of which one is
  // always taken.
  using Closed = std::set<std::pair<Place, Way>>;

  // Places of the flow that a conversation comes to.
  std::set<Place> reached(const dialogue::Flow& flow, const Closed& closed) const {
    std::set<Place> seen;
    std::vector<Place> open{{&flow, 0}};
    while (!open.empty()) {
      const auto place = open.back();
      open.pop_back();
      if (!seen.insert(place).second || place.at_end()) continue;
      const auto& step = place.get();
      const bool never_by_itself = closed.contains({place, Way::proceed});
      for (const auto& edge : graph_.edges(place)) {
        if (edge.way == Way::entered) continue;
        if (edge.way == Way::skipped && closed.contains({place, Way::skipped})) continue;
        const bool by_itself = edge.way != Way::skipped && edge.to.step == step.following &&
                               never_by_itself && !is_named(step, step.following, edge.way);
        if (!by_itself) open.push_back(edge.to);
      }
    }
    return seen;
  }

  // Does the step itself name that place, too?
  static bool is_named(const dialogue::Step& step, int target, Way way) {
    const auto names = [&](const std::vector<dialogue::Branch>& branches) {
      return std::any_of(branches.begin(), branches.end(),
                         [&](const auto& branch) { return branch.target == target; });
    };
    if (way == Way::failed || way == Way::error || names(step.next)) return true;
    const auto* choose = std::get_if<dialogue::Choose>(&step.body);
    return choose != nullptr && std::any_of(choose->options.begin(), choose->options.end(),
                                            [&](const auto& option) { return names(option.next); });
  }

  // The first steps of what stands behind closed ways and nowhere else.
  void report_passed_by(const dialogue::Flow& flow) {
    const auto all = reached(flow, {});
    const auto seen = reached(flow, closed_);
    for (const auto& [place, way] : closed_) {
      const Place next{&flow, place.get().following};
      if (!seen.contains(place) || seen.contains(next) || next.at_end() || !all.contains(next)) {
        continue;
      }
      const auto text = way == Way::skipped
                            ? ": the `if` of " + step_name(place) + " always holds"
                            : ": the branches of " + step_name(place) + " always lead elsewhere";
      report(next.get().where, next.get().where,
             step_name(next) + " is never reached" + text + "; remove it, or name it in a `next`");
    }
  }

  void look_at(const Place& place, const State& before) {
    const auto& flow = *place.flow;
    const auto& step = place.get();
    if (step.condition && !holds(*step.condition, before)) {
      return report(place_of(flow, step, *step.condition), step.where,
                    step_name(place) + " is never run: its `if` (`" + step.condition->source() +
                        "`) is always false");
    }
    if (step.condition && asks_what_is_known(place, before)) {
      report(place_of(flow, step, *step.condition), step.where,
             step_name(place) + " never asks: where its `if` (`" + step.condition->source() +
                 "`) holds, the answer is known already; ask where it `is not set`, or with "
                 "`force: true`");
      return;
    }
    if (step.condition && !holds(*step.condition, before, false) &&
        !is_misused(place_of(flow, step, *step.condition))) {
      closed_.emplace(place, Way::skipped);
    }
    if (!step.next.empty() && is_exhausted(step, place)) closed_.emplace(place, Way::proceed);
    if (const auto* choose = std::get_if<dialogue::Choose>(&step.body)) {
      for (const auto& option : choose->options) {
        if (option.next.empty()) continue;
        look_at(flow, step, option.next, states_.behind_option(place, option.option.id));
      }
    } else if (const auto* action = std::get_if<dialogue::Action>(&step.body)) {
      look_at(flow, step, action->on_error, states_.behind(place));
    }
  }

  // A question is passed over where its slot is set, and this one is asked nowhere else.
  bool asks_what_is_known(const Place& place, const State& before) const {
    const auto& step = place.get();
    const auto* collect = std::get_if<dialogue::Collect>(&step.body);
    if (collect == nullptr || collect->force) return false;
    const auto& names = step.condition->names();
    const auto names_slot = [&](const std::string& name) {
      return name == collect->slot || name == "slots." + collect->slot;
    };
    if (std::ranges::none_of(names, names_slot)) return false;
    auto unasked = before;
    Domain unset;
    unset.anything = false;
    unasked[collect->slot] = unset;
    return !holds(*step.condition, unasked);
  }

  // What the one question that fills a slot refuses, the slot never holds.
  void find_refused(const dialogue::FlowSet& flows) {
    std::map<std::string, int> setters;
    std::map<std::string, const dialogue::Collect*> asked;
    for (const auto& [id, flow] : flows.flows) {
      for (const auto& step : flow.steps) {
        if (const auto* collect = std::get_if<dialogue::Collect>(&step.body)) {
          ++setters[collect->slot];
          asked[collect->slot] = collect;
        } else if (const auto* choose = std::get_if<dialogue::Choose>(&step.body)) {
          ++setters[choose->slot];
        } else if (const auto* form = std::get_if<dialogue::Form>(&step.body)) {
          for (const auto& field : form->fields) ++setters[field.name];
        } else if (const auto* set = std::get_if<dialogue::SetSlots>(&step.body)) {
          for (const auto& assignment : set->assignments) ++setters[assignment.slot];
        } else if (const auto* action = std::get_if<dialogue::Action>(&step.body)) {
          if (action->result.empty()) return;
        }
      }
    }
    for (const auto& [slot, collect] : asked) {
      if (setters.at(slot) != 1) continue;
      for (const auto& rejection : collect->rejections) {
        // Other slots may be others by now.
        if (rejection.condition.names() != std::vector<std::string>{slot}) continue;
        auto passed = dialogue::Expression::parse(slot + " is not set or not (" +
                                                  rejection.condition.source() + ")");
        if (passed) passed_[slot].push_back(std::move(*passed));
      }
    }
  }

  Case new_case(const State& state, const std::vector<std::string>& names) const {
    Case out([this, state](const std::string& name) { return states_.domain(state, name); });
    for (const auto& name : names) {
      const auto found = passed_.find(name);
      if (found == passed_.end()) continue;
      for (const auto& passed : found->second) out.assume(passed, true);
    }
    return out;
  }

  bool holds(const dialogue::Expression& condition, const State& state = {}, bool as = true) const {
    auto any = new_case(state, condition.names());
    any.assume(condition, as);
    return any.possible();
  }

  // Is one of the branches always taken, without an `else` that says so?
  bool is_exhausted(const dialogue::Step& step, const Place& place) {
    const bool any = look_at(*place.flow, step, step.next, states_.behind(place));
    if (any || !step.next.back().condition) return false;
    const auto* choose = std::get_if<dialogue::Choose>(&step.body);
    // What an option does not decide is decided here, too.
    return choose == nullptr ||
           std::none_of(choose->options.begin(), choose->options.end(), [](const auto& option) {
             return !option.next.empty() && option.next.back().condition;
           });
  }

  // False: nothing is left behind the branches.
  bool look_at(const dialogue::Flow& flow, const dialogue::Step& step,
               const std::vector<dialogue::Branch>& branches, const State& state) {
    std::set<std::string> names;
    for (const auto& branch : branches) {
      if (!branch.condition) continue;
      names.insert(branch.condition->names().begin(), branch.condition->names().end());
    }
    auto rest = new_case(state, {names.begin(), names.end()});
    bool misused = false;
    for (const auto& branch : branches) {
      if (misused) return true;  // what follows from it is no second fault
      if (!rest.possible()) {
        const auto at = branch.condition ? place_of(flow, step, *branch.condition) : step.where;
        report(at, step.where,
               branch.condition ? "a branch of `next` is never taken: one before it always is"
                                : "the `else` of `next` is never taken: one before it always is");
        return true;  // that was said
      }
      if (!branch.condition) return false;
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
    return misused || rest.possible();
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

  const StateGraph& graph_;
  std::vector<Finding>& findings_;
  const SlotStates& states_;
  std::map<std::string, std::vector<dialogue::Expression>> passed_;
  Closed closed_;  // in the flow that is looked at
  std::map<std::string, std::vector<const Condition*>> conditions_;
  std::set<const Condition*> used_;
};

}  // namespace

void check_possible(const StateGraph& graph, const ParsedFlows& flows, const SlotStates& states,
                    std::vector<Finding>& findings) {
  PossibleCheck check(graph, flows, states, findings);
  for (const auto& [id, flow] : flows.flows.flows) check.look_at(flow);
}

}  // namespace yingda::content
