// What collect, choose and form fields share: types, patterns and options.

#include <algorithm>

#include "content/flow_builder.hpp"
#include "content/keys.hpp"
#include "dialogue/pattern.hpp"

namespace yingda::content {
namespace {

struct ParsedOption {
  dialogue::Option option;
  std::vector<dialogue::Branch> next;
};

ParsedOption read_option(FlowBuilder& builder, const YamlNode& node, bool with_next) {
  ParsedOption out;
  if (node.is_scalar()) {
    out.option.id = node.scalar;
    out.option.label.by_locale[""] = {node.scalar};
    return out;
  }
  const Fields fields(node, builder.report(), "an option");
  fields.only(with_next ? keys::choose_option : keys::option);
  out.option.id = fields.text("id").value_or("");
  out.option.label = builder.text(fields.find("label"), "label");
  out.option.synonyms = fields.texts("synonyms").value_or(std::vector<std::string>{});
  if (out.option.id.empty() && node.is_map()) {
    builder.report().error(node.at, "an option needs `id`, a short name that never changes");
  }
  if (out.option.label.empty()) out.option.label.by_locale[""] = {out.option.id};
  if (with_next) out.next = builder.branches(fields.find("next"));
  return out;
}

std::vector<std::string_view> type_names() {
  return {"text",  "number", "money",   "order_number", "datetime",
          "phone", "choice", "boolean", "file"};
}

}  // namespace

std::vector<dialogue::Option> read_options(FlowBuilder& builder, const YamlNode& node,
                                           std::vector<std::vector<dialogue::Branch>>* leads) {
  std::vector<dialogue::Option> out;
  const auto add = [&](ParsedOption parsed, Position at) {
    const bool twice = std::any_of(out.begin(), out.end(), [&](const auto& other) {
      return other.id == parsed.option.id && !other.id.empty();
    });
    if (twice) builder.report().error(at, "two options have the id `" + parsed.option.id + "`");
    parsed.option.heard = dialogue::heard_as(parsed.option);
    out.push_back(std::move(parsed.option));
    if (leads) leads->push_back(std::move(parsed.next));
  };
  if (node.is_list()) {
    for (const auto& item : node.items) add(read_option(builder, item, leads != nullptr), item.at);
  } else if (node.is_map()) {
    // {yes: 是, no: 否}
    for (const auto& entry : node.entries) {
      ParsedOption parsed;
      parsed.option.id = entry.key;
      parsed.option.label = builder.text(&entry.value, entry.key);
      add(std::move(parsed), entry.at);
    }
  } else {
    builder.report().error(node.at, "`options` must be a list, not " + describe(node));
  }
  return out;
}

std::shared_ptr<const re2::RE2> read_pattern(const Fields& fields, dialogue::SlotType type) {
  const auto source = fields.text("pattern");
  if (!source) return nullptr;
  if (type == dialogue::SlotType::choice || type == dialogue::SlotType::boolean ||
      type == dialogue::SlotType::file) {
    fields.report().error(
        fields.at("pattern"),
        "a pattern does not fit type `" + std::string(dialogue::to_string(type)) + "`",
        rule::type_mismatch);
    return nullptr;
  }
  auto compiled = dialogue::compile_pattern(*source);
  if (compiled) return *compiled;
  fields.report().error(fields.at("pattern"),
                        "this pattern does not read: " + compiled.error().detail);
  return nullptr;
}

dialogue::SlotType read_slot_type(const Fields& fields, bool has_options, bool* multiline) {
  const auto name = fields.text("type");
  if (!name) return has_options ? dialogue::SlotType::choice : dialogue::SlotType::text;
  if (multiline && *name == "textarea") {
    *multiline = true;
    return dialogue::SlotType::text;
  }
  const auto type = dialogue::slot_type(*name);
  if (!type) {
    auto hint = did_you_mean(*name, type_names());
    if (hint.empty())
      hint =
          "; it is one of text, number, money, order_number, datetime, phone, choice, boolean, "
          "file";
    fields.report().error(fields.at("type"), "unknown type `" + *name + "`" + hint);
    return dialogue::SlotType::text;
  }
  if (multiline && *type == dialogue::SlotType::file) {
    fields.report().error(fields.at("type"),
                          "a form cannot hold a file; ask for it with `collect` and `type: file`",
                          rule::type_mismatch);
  }
  if (has_options && *type != dialogue::SlotType::choice) {
    fields.report().error(fields.at("options"),
                          "`options` need `type: choice`, here it is `" + *name + "`",
                          rule::type_mismatch);
  }
  return *type;
}

}  // namespace yingda::content
