// Which flows began and ended in a step.

#include <algorithm>

#include "conversation/parts.hpp"
#include "conversation/repair.hpp"

namespace yingda::conversation {
namespace {

bool holds(const std::vector<std::string>& flows, const std::string& flow) {
  return std::find(flows.begin(), flows.end(), flow) != flows.end();
}

}  // namespace

std::vector<std::string> flows_of(const dialogue::Session& session) {
  std::vector<std::string> out;
  bool called = false;
  for (const auto& cursor : session.stack) {
    const bool helper = std::exchange(called, cursor.calling);
    if (!helper && !is_pattern(cursor.flow)) out.push_back(cursor.flow);
  }
  return out;
}

void tell_flows(Turn& turn, const std::vector<std::string>& before) {
  const auto after = flows_of(turn.state.session);
  std::vector<std::string> running = before;
  const auto end = [&](const std::string& flow) {
    std::erase(running, flow);
    turn.effect(FlowMoved{flow, false});
  };
  const auto is_over = [&](const std::string& flow) {
    return !holds(after, flow) && !holds(turn.begun, flow);
  };
  for (const auto& flow : before) {
    if (holds(running, flow) && is_over(flow)) end(flow);
  }
  for (const auto& flow : turn.begun) {
    if (is_pattern(flow)) continue;
    if (holds(running, flow)) end(flow);
    running.push_back(flow);
    turn.effect(FlowMoved{flow, true});
  }
  const auto left = running;
  for (const auto& flow : left) {
    if (holds(running, flow) && !holds(after, flow)) end(flow);
  }
}

}  // namespace yingda::conversation
