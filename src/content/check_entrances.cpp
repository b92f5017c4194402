// dead-end and robot-wall where flows begin: one that never says a word, and an entrance for urgent
// complaints that leads into something harmless.

#include <algorithm>
#include <set>

#include "content/check.hpp"

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

// Whoever starts such a flow meets silence.
void find_mute_flows(const StateGraph& graph, std::vector<Finding>& findings) {
  for (const auto& [id, flow] : graph.flows().flows) {
    if (!flow.has_triggers() || flow.steps.empty()) continue;
    if (!std::all_of(flow.steps.begin(), flow.steps.end(), is_mute)) continue;
    findings.push_back(flow_finding(flow.where, rule::dead_end,
                                    "flow `" + id +
                                        "` ends without a word to the visitor: no step says, asks "
                                        "or hands over anything"));
  }
}

// The entrance for urgent complaints must not lead into something harmless.
void check_urgent_flow(const StateGraph& graph, const Config& config,
                       std::vector<Finding>& findings) {
  const auto& id = config.policy.urgent_flow;
  const auto* flow = graph.flows().find(id);
  if (flow == nullptr) return;
  std::set<std::string> led_to;
  add_led_to(graph, id, led_to);
  const bool urgent = std::any_of(led_to.begin(), led_to.end(), [&](const std::string& each) {
    const auto& steps = graph.flows().find(each)->steps;
    return std::any_of(steps.begin(), steps.end(), is_urgent);
  });
  if (urgent) return;
  findings.push_back(
      flow_finding(flow->where, rule::robot_wall,
                   "`urgent_flow` in the config names `" + id +
                       "`, which neither opens a work order nor hands over with `urgent: true`"));
}

}  // namespace

void check_entrances(const StateGraph& graph, const Config& config,
                     std::vector<Finding>& findings) {
  find_mute_flows(graph, findings);
  check_urgent_flow(graph, config, findings);
}

}  // namespace yingda::content
