// One function per kind of step: YAML to the step's body.

#include <algorithm>
#include <array>

#include "content/flow_builder.hpp"
#include "content/keys.hpp"
#include "dialogue/pattern.hpp"
#include "workorder/work_order.hpp"

namespace yingda::content {
namespace {

using dialogue::StepBody;

// What a collect may be asked again; beyond it a person is quicker.
constexpr long long retries_max = 10;
// The connector's own timeouts are shorter; this bounds a typing error.
constexpr long long timeout_max_s = 30;

std::string read_tier(const Fields& fields, std::string fallback) {
  const auto tier = fields.text("tier");
  if (!tier) return fallback;
  if (workorder::parse_tier(*tier)) return *tier;
  const bool urgent = *tier == "urgent_complaint" || *tier == "urgent";
  fields.report().error(fields.at("tier"),
                        "unknown tier `" + *tier + "`; " +
                            (urgent ? "write `tier: complaint` and `urgent: true`"
                                    : "it is inquiry, complaint or dispute"),
                        rule::unknown_reference);
  return fallback;
}

std::string read_order_type(FlowBuilder& builder, const Fields& fields, std::string fallback) {
  const auto type = fields.text("type");
  if (!type) return fallback;
  builder.refer(ReferenceKind::order_type, *type, fields.at("type"));
  return *type;
}

std::string read_team(FlowBuilder& builder, const Fields& fields, std::string_view key) {
  const auto team = fields.text(key);
  if (!team) return {};
  builder.refer(ReferenceKind::team, *team, fields.at(key));
  return *team;
}

dialogue::Rejection read_rejection(FlowBuilder& builder, const YamlNode& node) {
  const Fields fields(node, builder.report(), "a rejection");
  fields.only(keys::rejection);
  dialogue::Rejection out;
  if (const auto* condition = fields.find("if")) {
    if (auto parsed = builder.expression(*condition, condition->scalar)) {
      out.condition = std::move(*parsed);
    }
  } else {
    builder.report().error(node.at, "a rejection needs `if`");
  }
  out.say = builder.required_text(fields, fields.has("utter") ? "utter" : "say");
  return out;
}

StepBody read_say(FlowBuilder& builder, const Fields& fields) {
  return dialogue::Say{builder.required_text(fields, "say")};
}

StepBody read_collect(FlowBuilder& builder, const Fields& fields) {
  dialogue::Collect out;
  if (const auto* slot = fields.find("collect")) {
    out.slot = builder.slot_name(*slot, "collect");
  } else {
    builder.report().error(fields.at(), "`collect` needs the name of a slot");
  }
  out.type = read_slot_type(fields, fields.has("options"), nullptr);
  out.ask = builder.required_text(fields, "ask");
  out.label = builder.text(fields.find("label"), "label");
  out.invalid = builder.text(fields.find("invalid"), "invalid");
  if (const auto* options = fields.find("options")) out.options = read_options(builder, *options);
  if (const auto* rejections = fields.list("rejections")) {
    for (const auto& item : rejections->items) {
      out.rejections.push_back(read_rejection(builder, item));
    }
  }
  out.pattern = read_pattern(fields, out.type);
  if (const auto retries = fields.integer("retries", 0, retries_max)) {
    out.retries = static_cast<int>(*retries);
  }
  if (const auto* failure = fields.find("on_failure")) {
    out.on_failure = builder.target(*failure, "on_failure");
  }
  out.force = fields.boolean("force").value_or(false) ||
              fields.boolean("ask_before_filling").value_or(false);
  return out;
}

StepBody read_choose(FlowBuilder& builder, const Fields& fields) {
  dialogue::Choose out;
  out.text = builder.required_text(fields, "choose");
  if (const auto* slot = fields.find("slot")) out.slot = builder.slot_name(*slot, "slot");
  const auto* options = fields.find("options");
  if (!options) return out;
  std::vector<std::vector<dialogue::Branch>> leads;
  auto read = read_options(builder, *options, &leads);
  for (std::size_t i = 0; i < read.size(); ++i) {
    out.options.push_back({std::move(read[i]), std::move(leads[i])});
  }
  return out;
}

dialogue::FormField read_field(FlowBuilder& builder, const YamlNode& node) {
  const Fields fields(node, builder.report(), "a form's field");
  fields.only(keys::field);
  dialogue::FormField out;
  if (const auto* name = fields.find("name")) {
    out.name = builder.slot_name(*name, "name");
  } else if (node.is_map()) {
    builder.report().error(node.at, "a form's field needs `name`");
  }
  out.type = read_slot_type(fields, fields.has("options"), &out.multiline);
  out.label = builder.text(fields.find("label"), "label");
  out.placeholder = builder.text(fields.find("placeholder"), "placeholder");
  out.help = builder.text(fields.find("help"), "help");
  out.required = fields.boolean("required").value_or(false);
  if (const auto* options = fields.find("options")) out.options = read_options(builder, *options);
  out.pattern = read_pattern(fields, out.type);
  return out;
}

StepBody read_form(FlowBuilder& builder, const Fields& fields) {
  dialogue::Form out;
  out.text = builder.required_text(fields, "form");
  out.submit_label = builder.text(fields.find("submit_label"), "submit_label");
  if (const auto* list = fields.list("fields")) {
    for (const auto& item : list->items) {
      auto field = read_field(builder, item);
      const bool twice = std::any_of(out.fields.begin(), out.fields.end(),
                                     [&](const auto& other) { return other.name == field.name; });
      if (twice) builder.report().error(item.at, "two fields have the name `" + field.name + "`");
      out.fields.push_back(std::move(field));
    }
  }
  return out;
}

std::string read_reference(FlowBuilder& builder, const Fields& fields, std::string_view key,
                           ReferenceKind kind) {
  auto name = fields.required_text(key);
  if (!name.empty()) builder.refer(kind, name, fields.at(key));
  return name;
}

std::variant<dialogue::Value, dialogue::Expression> read_value(FlowBuilder& builder,
                                                               const YamlNode& node) {
  if (node.is_null()) return dialogue::Value{};
  if (const auto flag = as_boolean(node)) return dialogue::Value{*flag};
  if (const auto number = as_number(node)) return dialogue::Value{*number};
  if (node.is_list()) {
    std::vector<std::string> list;
    for (const auto& item : node.items) {
      if (!item.is_scalar()) builder.report().error(item.at, "a slot's list holds only texts");
      list.push_back(item.scalar);
    }
    return dialogue::Value{std::move(list)};
  }
  if (node.is_map()) {
    builder.report().error(node.at,
                           "a slot holds text, a number, true or false, or a list of texts");
    return dialogue::Value{};
  }
  const std::string_view source = node.scalar;
  if (source.starts_with("${") && source.ends_with("}")) {
    auto parsed = builder.expression(node, source.substr(2, source.size() - 3), 2);
    if (parsed) return std::move(*parsed);
    return dialogue::Value{};
  }
  if (source.find("${") != std::string_view::npos) {
    builder.report().warning(node.at,
                             "only a value that is `${…}` as a whole is an expression; "
                             "this stays text (write `{name}` to insert a slot)");
  }
  builder.refer_to_names_in(node);
  return dialogue::Value{std::string(source)};
}

StepBody read_set_slots(FlowBuilder& builder, const Fields& fields) {
  dialogue::SetSlots out;
  const auto add = [&](const YamlNode& map) {
    for (const auto& entry : map.entries) {
      YamlNode name;
      name.kind = YamlNode::Kind::scalar;
      name.scalar = entry.key;
      name.at = entry.at;
      auto slot = builder.slot_name(name, "set_slots");
      out.assignments.push_back({std::move(slot), read_value(builder, entry.value)});
    }
  };
  const auto* node = fields.find("set_slots");
  if (node && node->is_map()) {
    add(*node);
  } else if (node && node->is_list()) {
    for (const auto& item : node->items) {
      if (!item.is_map()) {
        builder.report().error(item.at, "`set_slots` holds `name: value`, not " + describe(item));
      }
      add(item);
    }
  }
  if (out.assignments.empty()) {
    builder.report().error(fields.at("set_slots"), "`set_slots` needs at least one `name: value`");
  }
  return out;
}

StepBody read_action(FlowBuilder& builder, const Fields& fields) {
  dialogue::Action out;
  out.name = read_reference(builder, fields, "action", ReferenceKind::action);
  if (const auto* arguments = fields.map("arguments")) {
    for (const auto& entry : arguments->entries) {
      out.arguments.emplace_back(entry.key, builder.text(&entry.value, entry.key));
    }
  }
  if (const auto* result = fields.find("result")) out.result = builder.slot_name(*result, "result");
  if (const auto* error = fields.find("on_error"))
    out.on_error = builder.target(*error, "on_error");
  // 0: as the connector's config says, filled in by load().
  out.timeout_s = static_cast<int>(fields.integer("timeout_s", 1, timeout_max_s).value_or(0));
  return out;
}

dialogue::DemandSpec read_demand(FlowBuilder& builder, const YamlNode& node) {
  if (node.is_scalar()) return {builder.text(&node, "demands"), {}};
  const Fields fields(node, builder.report(), "a demand");
  fields.only(keys::demand);
  return {builder.required_text(fields, "kind"), builder.text(fields.find("amount"), "amount")};
}

StepBody read_work_order(FlowBuilder& builder, const Fields& step) {
  dialogue::OpenWorkOrder out;
  const auto* node = step.find("open_work_order");
  if (!node) return out;
  if (node->is_scalar()) {
    builder.refer(ReferenceKind::order_type, node->scalar, node->at);
    out.type = node->scalar;
    return out;
  }
  const Fields fields(*node, builder.report(), "`open_work_order`");
  fields.only(keys::work_order);
  out.type = read_order_type(builder, fields, "other");
  out.tier = read_tier(fields, "inquiry");
  out.urgent = fields.boolean("urgent").value_or(false);
  out.department = read_team(builder, fields, "department");
  out.title = builder.text(fields.find("title"), "title");
  if (const auto* demands = fields.list("demands")) {
    for (const auto& item : demands->items) out.demands.push_back(read_demand(builder, item));
  }
  return out;
}

StepBody read_handoff(FlowBuilder& builder, const Fields& step) {
  dialogue::Handoff out;
  const auto* node = step.find("handoff");
  if (!node) {
    builder.report().error(step.at(),
                           "`handoff` needs a `reason`, so that the person who takes "
                           "over knows why");
    return out;
  }
  if (node->is_scalar()) {
    out.reason = builder.text(node, "reason");
    return out;
  }
  const Fields fields(*node, builder.report(), "`handoff`");
  fields.only(keys::handoff);
  out.team = read_team(builder, fields, "team");
  out.reason = builder.required_text(fields, "reason");
  out.type = read_order_type(builder, fields, "");
  out.tier = read_tier(fields, "");
  out.urgent = fields.boolean("urgent").value_or(false);
  return out;
}

StepBody read_answer(FlowBuilder& builder, const Fields& fields) {
  return dialogue::Answer{read_reference(builder, fields, "answer", ReferenceKind::article)};
}
StepBody read_call(FlowBuilder& builder, const Fields& fields) {
  return dialogue::Call{read_reference(builder, fields, "call", ReferenceKind::flow)};
}
StepBody read_link(FlowBuilder& builder, const Fields& fields) {
  return dialogue::Link{read_reference(builder, fields, "link", ReferenceKind::flow)};
}
StepBody read_noop(FlowBuilder&, const Fields&) { return dialogue::SetSlots{}; }

struct Reader {
  std::string_view kind;
  StepBody (*read)(FlowBuilder&, const Fields&);
};
constexpr std::array readers{
    Reader{"say", read_say},         Reader{"collect", read_collect},
    Reader{"choose", read_choose},   Reader{"form", read_form},
    Reader{"answer", read_answer},   Reader{"set_slots", read_set_slots},
    Reader{"action", read_action},   Reader{"call", read_call},
    Reader{"link", read_link},       Reader{"open_work_order", read_work_order},
    Reader{"handoff", read_handoff}, Reader{"noop", read_noop},
};

}  // namespace

StepBody read_step_body(FlowBuilder& builder, const Fields& fields, std::string_view kind) {
  const auto* reader = std::find_if(readers.begin(), readers.end(),
                                    [&](const Reader& entry) { return entry.kind == kind; });
  return reader->read(builder, fields);
}

}  // namespace yingda::content
