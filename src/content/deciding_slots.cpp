#include "content/deciding_slots.hpp"

#include <optional>

namespace yingda::content {
namespace {

void add_names(const std::optional<dialogue::Expression>& condition, std::set<std::string>& out) {
  if (condition) out.insert(condition->names().begin(), condition->names().end());
}

}  // namespace

std::set<std::string> deciding_slots(const dialogue::FlowSet& flows) {
  std::set<std::string> out;
  for (const auto& [id, flow] : flows.flows) {
    for (const auto& step : flow.steps) {
      add_names(step.condition, out);
      for (const auto& branch : step.next) add_names(branch.condition, out);
      if (const auto* collect = std::get_if<dialogue::Collect>(&step.body)) {
        out.insert(collect->slot);
      } else if (const auto* choose = std::get_if<dialogue::Choose>(&step.body)) {
        for (const auto& option : choose->options) {
          for (const auto& branch : option.next) add_names(branch.condition, out);
        }
      } else if (const auto* action = std::get_if<dialogue::Action>(&step.body)) {
        for (const auto& branch : action->on_error) add_names(branch.condition, out);
      } else if (const auto* set = std::get_if<dialogue::SetSlots>(&step.body)) {
        for (const auto& assignment : set->assignments) {
          const auto* source = std::get_if<dialogue::Expression>(&assignment.value);
          if (source) add_names(*source, out);
        }
      }
    }
  }
  return out;
}

}  // namespace yingda::content
