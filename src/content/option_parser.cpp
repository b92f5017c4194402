// What collect, choose and form fields share: types, patterns and options.

#include <algorithm>
#include <map>

#include "content/flow_builder.hpp"
#include "content/keys.hpp"
#include "dialogue/pattern.hpp"
#include "text/characters.hpp"
#include "text/normalize.hpp"

namespace yingda::content {
namespace {

struct ParsedOption {
  dialogue::Option option;
  std::vector<dialogue::Branch> next;
};

ParsedOption read_option(FlowBuilder& builder, const YamlNode& node, bool with_next) {
  ParsedOption out;
  if (node.is_scalar()) {
    if (text::trim(node.scalar).empty()) builder.report().error(node.at, "an option is empty");
    out.option.id = node.scalar;
    out.option.label.by_locale[""] = {node.scalar};
    return out;
  }
  const Fields fields(node, builder.report(), "an option");
  fields.only(with_next ? keys::choose_option : keys::option);
  out.option.id = fields.text("id").value_or("");
  out.option.label = builder.text(fields.find("label"), "label");
  out.option.synonyms = fields.texts("synonyms").value_or(std::vector<std::string>{});
  out.option.gives_way = fields.boolean("gives_way").value_or(false);
  if (fields.has("under")) out.option.under = fields.required_text("under");
  if (text::trim(out.option.id).empty() && node.is_map()) {
    builder.report().error(node.at, "an option needs `id`, a short name that never changes");
  }
  if (out.option.label.empty()) out.option.label.by_locale[""] = {out.option.id};
  if (with_next) out.next = builder.branches(fields.find("next"));
  return out;
}

// Under which words the visitor may name the option, each with the locales it is said in.
std::vector<std::pair<std::string, std::string>> wordings(const dialogue::Option& option) {
  std::vector<std::pair<std::string, std::string>> out;
  for (const auto& [locale, labels] : option.label.by_locale) {
    for (const auto& label : labels) out.emplace_back(label, locale);
  }
  for (const auto& synonym : option.synonyms) out.emplace_back(synonym, "");
  return out;
}

// A word that two options share names neither when it is typed.
void find_shared_words(const std::vector<dialogue::Option>& options,
                       const std::vector<Position>& places, Report& report) {
  std::map<std::string, std::vector<std::pair<std::string, std::size_t>>> owners;  // by key
  for (std::size_t i = 0; i < options.size(); ++i) {
    bool told = false;
    for (const auto& [word, locale] : wordings(options[i])) {
      auto& known = owners[text::match_key(word)];
      const auto other =
          std::find_if(known.begin(), known.end(), [&, &locale = locale](const auto& claim) {
            // Under different options they are never offered together.
            return claim.second != i && options[claim.second].under == options[i].under &&
                   (claim.first == locale || claim.first.empty() || locale.empty());
          });
      if (other != known.end() && !told) {
        told = true;
        report.warning(places[i], "`" + word + "` is also said for the option `" +
                                      options[other->second].id +
                                      "`; whoever types it cannot mean one of the two");
      }
      known.emplace_back(locale, i);
    }
  }
}

std::vector<std::string_view> type_names() {
  return {"text",  "number", "money",   "order_number", "datetime",
          "phone", "choice", "choices", "boolean",      "file"};
}

// The words besides the button's own, in both languages: they are said in all wordings.
const std::vector<std::string> skipping_words{"没有",
                                              "没有了",
                                              "暂时没有",
                                              "跳过",
                                              "先跳过",
                                              "不传",
                                              "先不传",
                                              "稍后",
                                              "以后再传",
                                              "不用了",
                                              "没截图",
                                              "没拍",
                                              "skip",
                                              "later",
                                              "none",
                                              "no",
                                              "not now",
                                              "i have none",
                                              "i dont have one",
                                              "no picture",
                                              "no screenshot"};

}  // namespace

std::vector<dialogue::Option> read_options(FlowBuilder& builder, const YamlNode& node,
                                           std::vector<std::vector<dialogue::Branch>>* leads) {
  std::vector<dialogue::Option> out;
  std::vector<Position> places;
  const auto add = [&](ParsedOption parsed, Position at) {
    const bool twice = std::any_of(out.begin(), out.end(), [&](const auto& other) {
      return other.id == parsed.option.id && !other.id.empty();
    });
    if (twice) builder.report().error(at, "two options have the id `" + parsed.option.id + "`");
    parsed.option.heard = dialogue::heard_as(parsed.option);
    out.push_back(std::move(parsed.option));
    places.push_back(at);
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
  find_shared_words(out, places, builder.report());
  return out;
}

std::shared_ptr<const re2::RE2> read_pattern(const Fields& fields, dialogue::SlotType type) {
  if (!fields.has("pattern")) return nullptr;
  const auto source = fields.required_text("pattern");
  if (source.empty()) return nullptr;
  if (type == dialogue::SlotType::choice || type == dialogue::SlotType::choices ||
      type == dialogue::SlotType::boolean || type == dialogue::SlotType::file) {
    fields.report().error(
        fields.at("pattern"),
        "a pattern does not fit type `" + std::string(dialogue::to_string(type)) + "`",
        rule::type_mismatch);
    return nullptr;
  }
  auto compiled = dialogue::compile_pattern(source);
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
          "; it is one of text, number, money, order_number, datetime, phone, choice, "
          "choices, boolean, file";
    fields.report().error(fields.at("type"), "unknown type `" + *name + "`" + hint);
    return dialogue::SlotType::text;
  }
  if (has_options && *type != dialogue::SlotType::choice && *type != dialogue::SlotType::choices) {
    fields.report().error(fields.at("options"),
                          "`options` need `type: choice` or `choices`, here it is `" + *name + "`",
                          rule::type_mismatch);
  }
  return *type;
}

std::optional<dialogue::Option> read_skip(FlowBuilder& builder, const Fields& fields,
                                          bool may_be_left_out, const std::string& otherwise) {
  const auto* node = fields.find("skip");
  if (!node) return std::nullopt;
  if (!may_be_left_out) {
    builder.report().error(node->at, otherwise, rule::type_mismatch);
    return std::nullopt;
  }
  dialogue::Option out{"skip", {}, skipping_words, false, {}, {}};
  const auto flag = as_boolean(*node);
  if (flag == false) return std::nullopt;
  if (flag) {
    out.label.by_locale["zh-CN"] = {"暂时没有，跳过"};
    out.label.by_locale["en"] = {"Skip this"};
  } else {
    out.label = builder.text(node, "skip");
  }
  return out;
}

// Several ids are sent in one text.
void must_be_listable(const FlowBuilder& builder, const Fields& fields, dialogue::SlotType type,
                      const std::vector<dialogue::Option>& options) {
  if (type != dialogue::SlotType::choices) return;
  for (const auto& option : options) {
    if (option.id.find(dialogue::between_ids) == std::string::npos) continue;
    builder.report().error(fields.at("options"),
                           "the id `" + option.id + "` holds a comma, which `type: choices` puts " +
                               "between ids; give it an id without one");
  }
}

void hang_on_nothing(const Fields& fields, const std::vector<dialogue::Option>& options) {
  for (const auto& option : options) {
    if (option.under.empty()) continue;
    fields.report().error(fields.at("options"), "the option `" + option.id +
                                                    "` has `under`, which belongs to a form's "
                                                    "field with `depends_on`");
    return;
  }
}

}  // namespace yingda::content
