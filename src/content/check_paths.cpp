// unreachable, dead-end, endless-loop.

#include <algorithm>
#include <set>

#include "content/check.hpp"
#include "content/walker.hpp"
#include "conversation/repair.hpp"

namespace yingda::content {
namespace {

std::set<Place> reachable(const StateGraph& graph, const Place& from) {
  std::set<Place> seen;
  std::vector<Place> open{from};
  while (!open.empty()) {
    const auto place = open.back();
    open.pop_back();
    if (!seen.insert(place).second) continue;
    for (const auto& edge : graph.edges(place)) {
      if (edge.way != Way::entered) open.push_back(edge.to);
    }
  }
  return seen;
}

// Steps that only an unreached step leads to are not reported themselves.
void find_unreached(const StateGraph& graph, const dialogue::Flow& flow,
                    std::vector<Finding>& findings) {
  if (flow.steps.empty()) return;
  auto seen = reachable(graph, {&flow, 0});
  std::vector<Place> missing;
  for (std::size_t i = 0; i < flow.steps.size(); ++i) {
    const Place place{&flow, static_cast<int>(i)};
    if (!seen.contains(place)) missing.push_back(place);
  }
  std::set<Place> led_to;
  for (const auto& from : missing) {
    for (const auto& edge : graph.edges(from)) {
      if (edge.way != Way::entered && edge.to != from) led_to.insert(edge.to);
    }
  }
  const auto report = [&](const Place& place) {
    if (seen.contains(place)) return;
    findings.push_back(flow_finding(place.get().where, rule::unreachable,
                                    step_name(place) +
                                        " is never reached: no step leads to it; name it in "
                                        "a `next` or remove it"));
    seen.merge(reachable(graph, place));
  };
  for (const auto& place : missing) {
    if (!led_to.contains(place)) report(place);
  }
  for (const auto& place : missing) report(place);
}

void find_dead_ends(const dialogue::Flow& flow, std::vector<Finding>& findings) {
  for (std::size_t i = 0; i < flow.steps.size(); ++i) {
    const auto& step = flow.steps[i];
    const auto name = step_name({&flow, static_cast<int>(i)});
    const auto report = [&](const std::string& text) {
      findings.push_back(flow_finding(step.where, rule::dead_end, name + text));
    };
    if (const auto* choose = std::get_if<dialogue::Choose>(&step.body)) {
      if (choose->options.empty()) report(" offers nothing to choose: `options` is empty");
    } else if (const auto* form = std::get_if<dialogue::Form>(&step.body)) {
      if (form->fields.empty()) report(" asks for nothing: `fields` is empty");
      for (const auto& field : form->fields) {
        if (field.type == dialogue::SlotType::choice && field.options.empty()) {
          report(": the field `" + field.name + "` offers nothing to choose");
        }
      }
    } else if (const auto* collect = std::get_if<dialogue::Collect>(&step.body)) {
      if (collect->type == dialogue::SlotType::choice && collect->options.empty()) {
        report(" can never be answered: type choice without `options`");
      }
    }
  }
}

void find_unused_flows(const StateGraph& graph, const Config& config,
                       std::vector<Finding>& findings) {
  std::set<std::string> used;
  const auto& policy = config.policy;
  for (const auto& id :
       {policy.urgent_flow, policy.complaint_flow, policy.order_flow, policy.progress_flow}) {
    add_led_to(graph, id, used);
  }
  for (const auto& [id, flow] : graph.flows().flows) {
    if (flow.has_triggers() || conversation::is_pattern(id)) add_led_to(graph, id, used);
  }
  for (const auto& [id, flow] : graph.flows().flows) {
    if (used.contains(id)) continue;
    findings.push_back(
        flow_finding(flow.where, rule::unreachable,
                     "nothing starts flow `" + id +
                         "`: it has no triggers and nothing that starts calls or links it",
                     Severity::warning));
  }
}

// Every turn begins where a flow begins or where the visitor has just answered.
std::vector<Moment> turn_starts(const StateGraph& graph, const Walker& walker) {
  std::vector<Moment> out;
  for (const auto& [id, flow] : graph.flows().flows) {
    if (flow.steps.empty()) continue;
    out.push_back({{&flow, 0}, {}, {}, false});
    for (const auto& place : reachable(graph, {&flow, 0})) {
      if (place.at_end() || place.flow != &flow) continue;
      const auto& step = place.get();
      if (is_question(step)) {
        for (auto& moment : walker.answers({place, {}, {}, false}))
          out.push_back(std::move(moment));
        const auto* collect = std::get_if<dialogue::Collect>(&step.body);
        if (collect && collect->on_failure) {
          out.push_back({{&flow, *collect->on_failure}, {}, {}, false});
        }
      } else if (std::holds_alternative<dialogue::Call>(step.body)) {
        // After a helper that asked something of its own.
        for (const int target : branch_targets(step.next, {step.following})) {
          out.push_back({{&flow, target}, {}, {}, false});
        }
      }
    }
  }
  return out;
}

std::string loop_text(const std::vector<Place>& cycle) {
  if (cycle.size() < 2) return "goes through more steps than a turn may have without waiting";
  std::string text = "runs for ever without waiting for the visitor: " + path_text(cycle);
  const bool skips = std::any_of(cycle.begin(), cycle.end(), [](const Place& place) {
    return std::holds_alternative<dialogue::Collect>(place.get().body);
  });
  if (skips) text += " (a `collect` whose slot is known is skipped; `force: true` asks again)";
  return text + "; ask the visitor something on the way, or let it end";
}

// `reported`: places whose loops are told already.
void find_loops(const StateGraph& graph, std::set<Place> reported, std::vector<Finding>& findings) {
  const auto repeatable = graph.repeatable();
  if (repeatable.empty()) return;
  Budget budget;
  Walker walker(graph, budget, Walker::Memory::of_all);
  const auto visit = [&](Stop stop, const Moment& at, const std::vector<Place>& way) {
    if (stop != Stop::loop || at.place.at_end()) return true;
    std::vector<Place> cycle(std::find(way.begin(), way.end() - 1, at.place), way.end());
    std::erase_if(cycle, [](const Place& place) { return place.at_end(); });
    const bool known = std::any_of(cycle.begin(), cycle.end(),
                                   [&](const Place& place) { return reported.contains(place); });
    reported.insert(cycle.begin(), cycle.end());
    if (!known) {
      findings.push_back(flow_finding(at.place.get().where, rule::endless_loop, loop_text(cycle)));
    }
    return true;
  };
  bool complete = true;
  for (auto& start : turn_starts(graph, walker)) {
    complete = complete && walker.walk(std::move(start), visit);
  }
  if (complete || !reported.empty()) return;
  const auto first =
      std::min_element(repeatable.begin(), repeatable.end(), [](const Place& a, const Place& b) {
        return std::pair(a.flow->id, a.step) < std::pair(b.flow->id, b.step);
      });
  findings.push_back(flow_finding(first->get().where, rule::endless_loop,
                                  "there are too many ways on from here to prove that every one "
                                  "ends; make the branches simpler or split the flow"));
}

}  // namespace

void add_led_to(const StateGraph& graph, const std::string& id, std::set<std::string>& out) {
  const auto* flow = graph.flows().find(id);
  if (flow == nullptr || !out.insert(id).second) return;
  for (const auto& step : flow->steps) {
    if (const auto* call = std::get_if<dialogue::Call>(&step.body)) {
      add_led_to(graph, call->flow, out);
    }
    if (const auto* link = std::get_if<dialogue::Link>(&step.body)) {
      add_led_to(graph, link->flow, out);
    }
  }
}

void check_paths(const StateGraph& graph, const Config& config, std::vector<Finding>& findings) {
  for (const auto& [id, flow] : graph.flows().flows) {
    find_unreached(graph, flow, findings);
    find_dead_ends(flow, findings);
  }
  find_unused_flows(graph, config, findings);
  const auto calls = call_cycles(graph);
  report_call_cycles(calls, findings);
  std::set<Place> reported;
  for (const auto& way : calls) reported.insert(way.begin(), way.end());
  find_loops(graph, std::move(reported), findings);
}

Finding flow_finding(const dialogue::Location& where, std::string_view rule, std::string text,
                     Severity severity) {
  return {where.file, where.line, where.column, severity, std::move(text), std::string(rule)};
}

std::string step_name(const Place& place) {
  if (place.at_end()) return "the end of `" + place.flow->id + "`";
  const auto& id = place.get().id;
  if (id.starts_with("#")) return "step " + id + " of `" + place.flow->id + "`";
  return "step `" + id + "`";
}

std::string path_text(const std::vector<Place>& way) {
  constexpr std::size_t shown_max = 8;
  std::string out;
  for (std::size_t i = 0; i < way.size(); ++i) {
    if (way.size() > shown_max && i == shown_max / 2) {
      out += " → …";
      i = way.size() - shown_max / 2;
    }
    const bool same_flow = i > 0 && way[i - 1].flow == way[i].flow;
    const auto id = way[i].at_end() ? std::string("END") : way[i].get().id;
    out += (out.empty() ? "" : " → ") + (same_flow ? id : way[i].flow->id + "/" + id);
  }
  return out;
}

}  // namespace yingda::content
