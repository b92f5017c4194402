// One function per kind of step: YAML to the step's body.

#include <algorithm>
#include <array>

#include "content/flow_builder.hpp"
#include "content/keys.hpp"
#include "content/units.hpp"
#include "dialogue/pattern.hpp"

namespace yingda::content {
namespace {

using dialogue::StepBody;

// What a collect may be asked again; beyond it a person is quicker.
constexpr long long retries_max = 10;
// The connector's own timeouts are shorter; this bounds a typing error.
constexpr long long timeout_max_s = 30;
// Together with the timeout it is what a visitor sits through.
constexpr long long attempts_max = 3;
// Longer than a case stays open.
constexpr TimeSpan wait_max = std::chrono::hours(72);

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

// `confirm: true` asks in our own words.
dialogue::Text read_confirm(FlowBuilder& builder, const Fields& fields,
                            const dialogue::Collect& collect) {
  const auto* node = fields.find("confirm");
  if (!node) return {};
  if (collect.type == dialogue::SlotType::boolean || collect.type == dialogue::SlotType::choice ||
      collect.type == dialogue::SlotType::choices || collect.type == dialogue::SlotType::file) {
    builder.report().error(node->at, "`confirm` reads a typed value back; a choice needs none",
                           rule::type_mismatch);
    return {};
  }
  const auto flag = as_boolean(*node);
  if (!flag) return builder.text(node, "confirm");
  if (!*flag) return {};
  dialogue::Text out;
  const std::string value = "{" + collect.slot + "}";
  out.by_locale["zh-CN"] = {"我记下的是 " + value + "，对吗？"};
  out.by_locale["en"] = {"I have noted " + value + ". Is that right?"};
  return out;
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
  out.confirm = read_confirm(builder, fields, out);
  out.skip = read_skip(builder, fields, out.type == dialogue::SlotType::file,
                       "`skip` of a `collect` belongs to `type: file`");
  if (const auto* options = fields.find("options")) out.options = read_options(builder, *options);
  must_be_listable(builder, fields, out.type, out.options);
  hang_on_nothing(fields, out.options);
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

dialogue::FromMessage read_from_message(FlowBuilder& builder, const Fields& fields) {
  const auto* node = fields.find("from_message");
  if (node == nullptr || node->scalar == "false") return dialogue::FromMessage::no;
  if (node->scalar == "true") return dialogue::FromMessage::named;
  if (node->scalar == "wished") return dialogue::FromMessage::wished;
  builder.report().error(node->at, "`from_message` is true, false or wished");
  return dialogue::FromMessage::no;
}

StepBody read_choose(FlowBuilder& builder, const Fields& fields) {
  dialogue::Choose out;
  out.text = builder.required_text(fields, "choose");
  if (const auto* slot = fields.find("slot")) out.slot = builder.slot_name(*slot, "slot");
  out.from_message = read_from_message(builder, fields);
  if (out.from_message != dialogue::FromMessage::no && out.slot.empty()) {
    builder.report().error(fields.find("from_message")->at, "`from_message` needs a `slot`");
  }
  const auto* options = fields.find("options");
  if (!options) return out;
  std::vector<std::vector<dialogue::Branch>> leads;
  auto read = read_options(builder, *options, &leads);
  for (std::size_t i = 0; i < read.size(); ++i) {
    out.options.push_back({std::move(read[i]), std::move(leads[i])});
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
      if (!item.is_map() || item.entries.empty()) {
        builder.report().error(item.at, "`set_slots` holds `name: value`, not " +
                                            (item.is_map() ? "an empty mapping" : describe(item)));
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
  out.on_error = builder.branches(fields.find("on_error"));
  out.retries = static_cast<int>(fields.integer("retries", 0, attempts_max).value_or(0));
  // 0: as the connector's config says, filled in by load().
  out.timeout_s = static_cast<int>(fields.integer("timeout_s", 1, timeout_max_s).value_or(0));
  return out;
}

StepBody read_wait(FlowBuilder& builder, const Fields& fields) {
  const auto source = fields.required_text("wait");
  const auto span = parse_duration(source);
  if (source.empty()) return dialogue::Wait{};
  if (!span || *span <= TimeSpan::zero() || *span > wait_max) {
    builder.report().error(fields.at("wait"), "`wait` is a time of up to 3d such as 90s or 10m");
    return dialogue::Wait{};
  }
  return dialogue::Wait{*span};
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

struct StepReader {
  std::string_view kind;
  StepBody (*read)(FlowBuilder&, const Fields&);
};
constexpr std::array readers{
    StepReader{"say", read_say},         StepReader{"collect", read_collect},
    StepReader{"choose", read_choose},   StepReader{"form", read_form},
    StepReader{"answer", read_answer},   StepReader{"set_slots", read_set_slots},
    StepReader{"action", read_action},   StepReader{"call", read_call},
    StepReader{"link", read_link},       StepReader{"open_work_order", read_work_order},
    StepReader{"handoff", read_handoff}, StepReader{"noop", read_noop},
    StepReader{"wait", read_wait},
};

}  // namespace

StepBody read_step_body(FlowBuilder& builder, const Fields& fields, std::string_view kind) {
  const auto* reader = std::find_if(readers.begin(), readers.end(),
                                    [&](const StepReader& entry) { return entry.kind == kind; });
  return reader->read(builder, fields);
}

}  // namespace yingda::content
