#include "content/action_settings.hpp"

#include <algorithm>

namespace yingda::content {
namespace {

using dialogue::Action;

void set_timeout(Action& action, const ConnectorAction* known, const Config& config) {
  if (action.timeout_s > 0) return;
  const auto span = known ? known->timeout : config.policy.connector_timeout;
  action.timeout_s = static_cast<int>(std::chrono::ceil<std::chrono::seconds>(span).count());
}

std::vector<std::string> names_in(std::string_view path) {
  std::vector<std::string> out;
  for (auto open = path.find('{'); open != path.npos; open = path.find('{', open + 1)) {
    const auto close = path.find('}', open);
    if (close == path.npos) break;
    out.emplace_back(path.substr(open + 1, close - open - 1));
  }
  return out;
}

bool gives(const Action& action, const std::string& name) {
  return std::ranges::any_of(action.arguments,
                             [&](const auto& argument) { return argument.first == name; });
}

}  // namespace

void complete_actions(ParsedFlows& flows, const Config& config) {
  for (auto& [id, flow] : flows.flows.flows) {
    for (auto& step : flow.steps) {
      auto* action = std::get_if<Action>(&step.body);
      if (action == nullptr) continue;
      const auto* known = find_action(config, action->name);
      set_timeout(*action, known, config);
      if (known == nullptr) continue;
      for (const auto& name : names_in(known->path)) {
        if (gives(*action, name)) continue;
        action->arguments.emplace_back(name, dialogue::Text{{{"", {"{" + name + "}"}}}});
        flows.references.push_back({ReferenceKind::slot, name, step.where, id, true});
      }
    }
  }
}

}  // namespace yingda::content
