// dead-end and robot-wall where flows begin: a way through one without a word, and an entrance for
// urgent complaints that does not lead to an urgent case at once.

#include <algorithm>
#include <set>

#include "content/check.hpp"
#include "content/solver.hpp"
#include "content/walker.hpp"
#include "conversation/repair.hpp"

namespace yingda::content {
namespace {

bool is_urgent(const dialogue::Step& step) {
  const auto* order = std::get_if<dialogue::OpenWorkOrder>(&step.body);
  const auto* handoff = std::get_if<dialogue::Handoff>(&step.body);
  return (order != nullptr && order->urgent) || (handoff != nullptr && handoff->urgent);
}

bool is_mute(const dialogue::Step& step) {
  return std::holds_alternative<dialogue::SetSlots>(step.body) ||
         std::holds_alternative<dialogue::Wait>(step.body);
}

// Does the visitor see anything of the step, or leave the flow by it?
bool is_heard(const dialogue::Step& step) {
  return !is_mute(step) && !std::holds_alternative<dialogue::Action>(step.body) &&
         !std::holds_alternative<dialogue::Call>(step.body) &&
         !std::holds_alternative<dialogue::Link>(step.body);
}

// A page that only tells something may be left without a word; whoever says something may not.
bool is_started_by_words(const dialogue::Flow& flow) {
  return !(flow.triggers.empty() && flow.phrases.empty() && flow.keywords.empty());
}

// What must be true for a turn to go that way, as far as it is sure: where the conditions on it
// contradict each other, no visitor meets its silence.
class WayCase {
 public:
  WayCase(const dialogue::Flow& flow, const SlotTable& slots)
      : flow_(flow), case_([&slots](const std::string& name) { return domain_of(slots, name); }) {
    if (flow.guard) case_.assume(*flow.guard, true);
  }

  bool possible(const std::vector<Place>& way) {
    for (std::size_t i = 0; i < way.size() && !way[i].at_end(); ++i) {
      const bool elsewhere = way[i].flow != &flow_ || !is_plain(way[i].get());
      if (elsewhere) return true;  // what is true there is not followed up
      const int next = i + 1 < way.size() ? way[i + 1].step : dialogue::end_of_flow;
      pass(way[i].get(), next);
    }
    return case_.possible();
  }

 private:
  static bool is_plain(const dialogue::Step& step) { return is_mute(step) || is_heard(step); }

  void pass(const dialogue::Step& step, int next) {
    // On a silent way a step that would be heard was skipped; of the others one cannot tell where
    // both ways lead to the next step.
    if (is_heard(step)) {
      if (step.condition) assume(*step.condition, false);
      return;
    }
    if (step.condition && next == step.following) return;
    if (step.condition) assume(*step.condition, true);
    if (const auto* set = std::get_if<dialogue::SetSlots>(&step.body)) {
      for (const auto& assignment : set->assignments) set_.insert(assignment.slot);
    }
    branch(step.next, step.following, next);
  }

  void branch(const std::vector<dialogue::Branch>& branches, int otherwise, int next) {
    const auto leads = [next](const dialogue::Branch& each) { return each.target == next; };
    const auto ways = std::ranges::count_if(branches, leads) + (otherwise == next ? 1 : 0);
    if (ways != 1) return;  // which one was taken is not sure
    for (const auto& each : branches) {
      if (each.condition) assume(*each.condition, leads(each));
      if (leads(each)) return;
    }
  }

  // What was set on the way may be another value than before.
  void assume(const dialogue::Expression& condition, bool holds) {
    const auto& names = condition.names();
    const auto is_set = [this](const std::string& name) { return set_.contains(name); };
    if (std::ranges::none_of(names, is_set)) case_.assume(condition, holds);
  }

  const dialogue::Flow& flow_;
  Case case_;
  std::set<std::string> set_;
};

// One way through a flow on which nothing is said before its end.
void find_silent_way(const dialogue::Flow& flow, const SlotTable& slots, Walker& walker,
                     std::vector<Finding>& findings) {
  bool found = false;
  const auto visit = [&](Stop stop, const Moment&, const std::vector<Place>& way) {
    if (stop != Stop::ended || found || !WayCase(flow, slots).possible(way)) return false;
    found = true;
    const auto last =
        std::find_if(way.rbegin(), way.rend(), [](const Place& place) { return !place.at_end(); });
    findings.push_back(flow_finding(
        last->get().where, rule::dead_end,
        "flow `" + flow.id + "` may end without a word to the visitor: " + path_text(way) +
            "; say something on that way, too"));
    return false;
  };
  walker.walk({{&flow, 0}, {}, {}, false}, visit,
              [&](const Moment& at, const auto&) { return !found && !is_heard(at.place.get()); });
}

// Whoever starts such a flow meets silence.
void find_silence(const StateGraph& graph, std::vector<Finding>& findings) {
  Budget budget;
  Walker walker(graph, budget);
  const auto slots = slots_of(graph.flows());
  for (const auto& [id, flow] : graph.flows().flows) {
    if (!flow.has_triggers() || flow.steps.empty()) continue;
    budget = {};
    if (std::all_of(flow.steps.begin(), flow.steps.end(), is_mute)) {
      findings.push_back(flow_finding(flow.where, rule::dead_end,
                                      "flow `" + id +
                                          "` ends without a word to the visitor: no step says, "
                                          "asks or hands over anything"));
    } else if (is_started_by_words(flow) && !conversation::is_pattern(id)) {
      find_silent_way(flow, slots, walker, findings);
    }
  }
}

// The entrance for urgent complaints: every way leads to an urgent order or hand-over, and nothing
// that may keep it from being opened comes before it. Not even a question whose every answer leads
// there: who does not answer it would have no case.
void check_urgent_flow(const StateGraph& graph, const Config& config,
                       std::vector<Finding>& findings) {
  const auto* flow = graph.flows().find(config.policy.urgent_flow);
  if (flow == nullptr || flow->steps.empty()) return;
  bool found = false;
  const auto report = [&](const std::string& what, const std::vector<Place>& way) {
    if (!found) {
      findings.push_back(flow_finding(
          flow->where, rule::robot_wall,
          "`urgent_flow` in the config names `" + flow->id + "`, which " + what + ": " +
              path_text(way) +
              "; open a work order or hand over with `urgent: true` at once, on every way"));
    }
    found = true;
    return false;
  };
  if (flow->guard) report("has an `if`", {{flow, 0}});
  const auto visit = [&](Stop stop, const Moment& at, const std::vector<Place>& way) {
    switch (stop) {
      case Stop::question:
        return report("asks something before an urgent case is open", way);
      case Stop::person:
        if (!is_urgent(at.place.get())) report("hands over without `urgent: true`", way);
        return false;
      case Stop::order:
        return !is_urgent(at.place.get());  // an ordinary order may still become an urgent case
      case Stop::ended:
        return report("ends without an urgent case", way);
      case Stop::loop:
      case Stop::too_deep:
        return false;  // endless-loop
    }
    return false;
  };
  const auto through = [&](const Moment& at, const std::vector<Place>& way) {
    const auto& step = at.place.get();
    if (!takes_time(step)) return true;
    const bool waits = std::holds_alternative<dialogue::Wait>(step.body);
    return report(waits ? "waits before an urgent case is open"
                        : "calls a connector before an urgent case is open",
                  way);
  };
  Budget budget;
  Walker(graph, budget).walk({{flow, 0}, {}, {}, false}, visit, through);
}

}  // namespace

void check_entrances(const StateGraph& graph, const Config& config,
                     std::vector<Finding>& findings) {
  find_silence(graph, findings);
  check_urgent_flow(graph, config, findings);
}

}  // namespace yingda::content
