#include "content/slot_table.hpp"

#include "dialogue/expression_node.hpp"

namespace yingda::content {
namespace {

using dialogue::SlotType;

Use choice_of(const std::vector<dialogue::Option>& options, const dialogue::Location& where) {
  Use use{SlotType::choice, {}, where};
  for (const auto& option : options) use.options.insert(option.id);
  return use;
}

// Whatever the slots hold, such an expression is true or false.
bool is_yes_or_no(dialogue::NodeKind kind) {
  using dialogue::NodeKind;
  return kind == NodeKind::any || kind == NodeKind::all || kind == NodeKind::negation ||
         kind == NodeKind::compare || kind == NodeKind::member || kind == NodeKind::contains ||
         kind == NodeKind::presence;
}

void add_assignment(const dialogue::Assignment& assignment, const dialogue::Location& where,
                    SlotTable& out) {
  auto& slot = out[assignment.slot];
  const auto* value = std::get_if<dialogue::Value>(&assignment.value);
  if (!value) {
    const auto* root = std::get<dialogue::Expression>(assignment.value).root();
    if (root != nullptr && is_yes_or_no(root->kind)) {
      slot.uses.push_back({SlotType::boolean, {}, where});
    } else {
      slot.open = true;
    }
  } else if (std::holds_alternative<bool>(*value)) {
    slot.uses.push_back({SlotType::boolean, {}, where});
  } else if (std::holds_alternative<double>(*value)) {
    slot.uses.push_back({SlotType::number, {}, where});
  } else if (const auto* text = std::get_if<std::string>(value)) {
    slot.uses.push_back({SlotType::choice, {*text}, where, true});
    slot.open |= text->find('{') != std::string::npos;
  } else if (dialogue::is_set(*value)) {
    slot.open = true;
  }
}

Slot fact(SlotType type, const std::string& says = "") {
  return {{{type, {}, {}, false, says}}, false};
}

// What Yingda itself sets, see docs/flow-language.md. A text that is no number is told by its name.
const std::map<std::string, Slot, std::less<>>& fact_table() {
  static const std::map<std::string, Slot, std::less<>> table{
      {"now", fact(SlotType::datetime, "a point in time")},
      {"page.url", fact(SlotType::datetime, "an address")},
      {"page.title", fact(SlotType::text)},
      {"visitor.name", fact(SlotType::text)},
      {"conversation.locale", fact(SlotType::datetime, "a language such as zh-CN")},
      {"conversation.failed_turns", fact(SlotType::number)},
      {"conversation.times", fact(SlotType::number)},
      {"conversation.asking", fact(SlotType::boolean)},
      {"conversation.open_order", fact(SlotType::datetime, "a work order's number")},
      {"conversation.named_work_order", fact(SlotType::datetime, "a work order's number")},
      {"work_order.number", fact(SlotType::datetime, "a work order's number")},
  };
  return table;
}

}  // namespace

SlotTable slots_of(const dialogue::FlowSet& flows) {
  SlotTable out;
  for (const auto& [id, flow] : flows.flows) {
    for (const auto& step : flow.steps) {
      if (const auto* collect = std::get_if<dialogue::Collect>(&step.body)) {
        auto use = choice_of(collect->options, step.where);
        use.type = collect->type;
        out[collect->slot].uses.push_back(std::move(use));
      } else if (const auto* choose = std::get_if<dialogue::Choose>(&step.body)) {
        if (choose->slot.empty()) continue;
        Use use{SlotType::choice, {}, step.where};
        for (const auto& option : choose->options) use.options.insert(option.option.id);
        out[choose->slot].uses.push_back(std::move(use));
      } else if (const auto* form = std::get_if<dialogue::Form>(&step.body)) {
        for (const auto& field : form->fields) {
          auto use = choice_of(field.options, step.where);
          use.type = field.type;
          out[field.name].uses.push_back(std::move(use));
        }
      } else if (const auto* set = std::get_if<dialogue::SetSlots>(&step.body)) {
        for (const auto& assignment : set->assignments) add_assignment(assignment, step.where, out);
      }
    }
  }
  return out;
}

std::string held_by(const Use& use) {
  if (!use.says.empty()) return use.says;
  if (use.given) return "the text `" + *use.options.begin() + "`";
  return "`" + std::string(dialogue::to_string(use.type)) + "`";
}

const Slot* known_slot(const SlotTable& slots, std::string_view name) {
  if (name.starts_with("slots.")) name.remove_prefix(6);
  const auto fact = fact_table().find(name);
  if (fact != fact_table().end()) return &fact->second;
  const auto slot = slots.find(std::string(name));
  if (slot == slots.end() || slot->second.open || slot->second.uses.empty()) return nullptr;
  return &slot->second;
}

bool is_numeric(SlotType type) { return type == SlotType::number || type == SlotType::money; }

}  // namespace yingda::content
