// A step that asks for several values at once: the form and its fields.

#include <algorithm>

#include "content/flow_builder.hpp"
#include "content/keys.hpp"

namespace yingda::content {
namespace {

// A list that another field's option decides: every one of those has something to offer, and
// every option is offered somewhere.
void must_hang_together(const Fields& fields, const dialogue::FormField& field,
                        const std::vector<dialogue::FormField>& before) {
  if (field.depends_on.empty()) return hang_on_nothing(fields, field.options);
  const auto error = [&](std::string_view key, std::string text) {
    fields.report().error(fields.at(key), std::move(text), rule::type_mismatch);
  };
  const auto above = std::ranges::find(before, field.depends_on, &dialogue::FormField::name);
  if (above == before.end() || above->type != dialogue::SlotType::choice) {
    return error("depends_on",
                 "`depends_on` must name a field of `type: choice` that stands "
                 "before this one, not `" +
                     field.depends_on + "`");
  }
  if (field.type != dialogue::SlotType::choice) {
    return error("depends_on", "`depends_on` belongs to a field of `type: choice`");
  }
  if (field.required && !above->required) {
    return error("depends_on", "what depends on `" + above->name + "` can be `required` only if `" +
                                   above->name + "` is");
  }
  for (const auto& option : field.options) {
    if (std::ranges::find(above->options, option.under, &dialogue::Option::id) !=
        above->options.end()) {
      continue;
    }
    return error("options", "the option `" + option.id + "` must say `under` which option of `" +
                                above->name + "` it is offered");
  }
  for (const auto& each : above->options) {
    if (std::ranges::find(field.options, each.id, &dialogue::Option::under) !=
        field.options.end()) {
      continue;
    }
    return error("options", "nothing is offered under `" + each.id + "` of `" + above->name + "`");
  }
}

dialogue::FormField read_field(FlowBuilder& builder, const YamlNode& node,
                               const std::vector<dialogue::FormField>& before) {
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
  must_be_listable(builder, fields, out.type, out.options);
  out.depends_on = fields.text("depends_on").value_or("");
  must_hang_together(fields, out, before);
  out.pattern = read_pattern(fields, out.type);
  return out;
}

}  // namespace

dialogue::StepBody read_form(FlowBuilder& builder, const Fields& fields) {
  dialogue::Form out;
  out.text = builder.required_text(fields, "form");
  out.submit_label = builder.text(fields.find("submit_label"), "submit_label");
  if (const auto* list = fields.list("fields")) {
    for (const auto& item : list->items) {
      auto field = read_field(builder, item, out.fields);
      const bool twice = std::any_of(out.fields.begin(), out.fields.end(),
                                     [&](const auto& other) { return other.name == field.name; });
      if (twice) builder.report().error(item.at, "two fields have the name `" + field.name + "`");
      out.fields.push_back(std::move(field));
    }
  }
  const bool all_optional = std::none_of(out.fields.begin(), out.fields.end(),
                                         [](const auto& field) { return field.required; });
  out.skip = read_skip(builder, fields, all_optional,
                       "`skip` belongs to a form without a field that is `required`");
  return out;
}

}  // namespace yingda::content
