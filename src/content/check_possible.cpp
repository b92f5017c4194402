// unreachable: conditions that can never hold, where a flow begins, at a step, and in a list of
// branches, where those before have not held. By the values that the slots may have there.

#include <algorithm>
#include <map>
#include <set>

#include "content/check.hpp"
#include "content/solver.hpp"

namespace yingda::content {
namespace {

// Slots that the step has just set, and what they hold by then.
using JustSet = std::map<std::string, Domain>;

Domain of_options(const std::set<std::string>& ids) {
  Domain out;
  out.unset = out.anything = false;
  out.these_texts = ids;
  return out;
}

JustSet set_by(const SlotTable& slots, const dialogue::Step& step) {
  JustSet out;
  if (const auto* collect = std::get_if<dialogue::Collect>(&step.body)) {
    auto& domain = out[collect->slot] = domain_of(slots, collect->slot);
    domain.unset = collect->skip.has_value();
  } else if (const auto* form = std::get_if<dialogue::Form>(&step.body)) {
    for (const auto& field : form->fields) {
      auto& domain = out[field.name] = domain_of(slots, field.name);
      domain.unset = !field.required;
    }
  } else if (const auto* choose = std::get_if<dialogue::Choose>(&step.body)) {
    std::set<std::string> ids;
    for (const auto& option : choose->options) {
      if (option.next.empty()) ids.insert(option.option.id);
    }
    if (!choose->slot.empty()) out[choose->slot] = of_options(ids);
  }
  return out;
}

class PossibleCheck {
 public:
  PossibleCheck(const ParsedFlows& flows, std::vector<Finding>& findings)
      : findings_(findings), slots_(slots_of(flows.flows)) {
    for (const auto& condition : flows.conditions)
      conditions_[condition.flow].push_back(&condition);
    // A connector's answer without a name may set any slot.
    for (const auto& [id, flow] : flows.flows.flows) {
      for (const auto& step : flow.steps) {
        const auto* action = std::get_if<dialogue::Action>(&step.body);
        if (action != nullptr && action->result.empty()) slots_.clear();
      }
    }
  }

  void look_at(const dialogue::Flow& flow) {
    if (flow.guard && !holds(*flow.guard)) {
      report(flow.where, flow.where,
             "no visitor ever starts flow `" + flow.id + "`: its `if` (`" + flow.guard->source() +
                 "`) is always false");
    }
    for (std::size_t i = 0; i < flow.steps.size(); ++i) {
      const auto& step = flow.steps[i];
      if (step.condition && !holds(*step.condition)) {
        report(place_of(flow, step, *step.condition), step.where,
               step_name({&flow, static_cast<int>(i)}) + " is never run: its `if` (`" +
                   step.condition->source() + "`) is always false");
      }
      look_at(flow, step, step.next, set_by(slots_, step));
      if (const auto* choose = std::get_if<dialogue::Choose>(&step.body)) {
        for (const auto& option : choose->options) {
          JustSet chosen;
          if (!choose->slot.empty()) chosen[choose->slot] = of_options({option.option.id});
          look_at(flow, step, option.next, chosen);
        }
      } else if (const auto* action = std::get_if<dialogue::Action>(&step.body)) {
        look_at(flow, step, action->on_error, {});
      }
    }
  }

 private:
  Case new_case(const JustSet& just_set) const {
    return Case([this, just_set](const std::string& name) {
      const auto found = just_set.find(name);
      return found == just_set.end() ? domain_of(slots_, name) : found->second;
    });
  }

  bool holds(const dialogue::Expression& condition, const JustSet& just_set = {}) const {
    auto any = new_case(just_set);
    any.assume(condition, true);
    return any.possible();
  }

  void look_at(const dialogue::Flow& flow, const dialogue::Step& step,
               const std::vector<dialogue::Branch>& branches, const JustSet& just_set) {
    auto rest = new_case(just_set);
    for (const auto& branch : branches) {
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
        const std::string why = holds(*branch.condition, just_set)
                                    ? "where `" + source + "` holds, one before it is taken"
                                    : "`" + source + "` is always false";
        report(at, step.where, "a branch of `next` is never taken: " + why);
      }
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

  // Not where the condition compares what can never be equal: that was said already.
  void report(const dialogue::Location& where, const dialogue::Location& step, std::string text) {
    const bool told = std::any_of(findings_.begin(), findings_.end(), [&](const Finding& finding) {
      return finding.rule == rule::type_mismatch && finding.file == where.file &&
             finding.line == where.line && finding.column == where.column;
    });
    if (told) return;
    findings_.push_back(
        flow_finding(where.line == 0 ? step : where, rule::unreachable, std::move(text)));
  }

  std::vector<Finding>& findings_;
  SlotTable slots_;
  std::map<std::string, std::vector<const Condition*>> conditions_;
  std::set<const Condition*> used_;
};

}  // namespace

void check_possible(const ParsedFlows& flows, std::vector<Finding>& findings) {
  PossibleCheck check(flows, findings);
  for (const auto& [id, flow] : flows.flows.flows) check.look_at(flow);
}

}  // namespace yingda::content
