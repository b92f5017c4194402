// unreachable and dead-end.

#include <algorithm>
#include <set>

#include "content/check.hpp"
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

bool offers(dialogue::SlotType type) {
  return type == dialogue::SlotType::choice || type == dialogue::SlotType::choices;
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
        if (offers(field.type) && field.options.empty()) {
          report(": the field `" + field.name + "` offers nothing to choose");
        }
      }
    } else if (const auto* collect = std::get_if<dialogue::Collect>(&step.body)) {
      if (offers(collect->type) && collect->options.empty()) {
        report(" can never be answered: type " + std::string(to_string(collect->type)) +
               " without `options`");
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
