#include "content/flow_parser.hpp"

#include <algorithm>

#include "content/flow_builder.hpp"
#include "content/keys.hpp"
#include "content/text_reader.hpp"

namespace yingda::content {
namespace {

std::vector<std::string> in_all_locales(const YamlNode& node, Report& report,
                                        std::string_view what) {
  std::vector<std::string> out;
  for (const auto& [locale, list] : read_text(node, report, what).by_locale) {
    out.insert(out.end(), list.begin(), list.end());
  }
  return out;
}

bool is_event(const std::string& name) { return is_identifier(name) && name.size() <= 64; }

// The same in every language.
void read_events(const YamlEntry& entry, Report& report, dialogue::Flow& flow) {
  const auto& node = entry.value;
  const bool by_locale = node.is_map() || std::ranges::any_of(node.items, [](const auto& item) {
                           return item.is_map();
                         });
  if (by_locale) {
    report.error(node.at, "`events` is a list of names, the same in every language");
    return;
  }
  flow.events = in_all_locales(node, report, "`events`");
  for (const auto& event : flow.events) {
    if (is_event(event)) continue;
    report.error(entry.at, "`" + event + "` is no event; use a-z, 0-9 and _");
  }
}

// Example sentences by locale, and beside them phrases, keywords and events.
void read_triggers(const YamlNode& node, Report& report, ParsedFlows& out, dialogue::Flow& flow) {
  if (node.is_scalar()) {
    report.error(node.at,
                 "`triggers` must be a list of sentences, or a mapping from locales to "
                 "lists, not " +
                     describe(node));
    return;
  }
  YamlNode examples = node;
  std::erase_if(examples.entries, [](const YamlEntry& entry) {
    const auto& special = keys::triggers.keys;
    return std::find(special.begin(), special.end(), entry.key) != special.end();
  });
  const bool only_special = examples.entries.empty() && !node.entries.empty();
  if (!only_special) {
    flow.triggers = read_phrases(examples, report, "`triggers`", out.flows.default_locale);
  }
  if (!examples.entries.empty()) {
    SpokenText spoken{{}, "triggers", {report.file(), node.at.line, node.at.column}, flow.id};
    for (const auto& [locale, sentences] : flow.triggers) spoken.locales.insert(locale);
    out.texts.push_back(std::move(spoken));
  }
  for (const auto& entry : node.entries) {
    if (entry.value.is_null()) continue;
    if (entry.key == "phrases") flow.phrases = in_all_locales(entry.value, report, "`phrases`");
    if (entry.key == "keywords") flow.keywords = in_all_locales(entry.value, report, "`keywords`");
    if (entry.key == "events") read_events(entry, report, flow);
  }
}

void read_flow(const YamlEntry& entry, ParsedFlows& out, Report& report) {
  if (!is_identifier(entry.key)) {
    report.error(entry.at, "`" + entry.key + "` is no flow id; use a-z, 0-9 and _");
  }
  if (const auto* earlier = out.flows.find(entry.key)) {
    report.error(entry.at, "there is a flow `" + entry.key + "` already, in " +
                               earlier->where.file + ":" + std::to_string(earlier->where.line));
  }
  dialogue::Flow flow;
  flow.id = entry.key;
  flow.where = {report.file(), entry.at.line, entry.at.column};
  const Fields fields(entry.value, report, "flow `" + entry.key + "`");
  fields.only(keys::flow);
  FlowBuilder builder(flow, out, report);
  flow.name = builder.text(fields.find("name"), "name", false);
  if (flow.name.empty()) flow.name.by_locale[""] = {flow.id};
  flow.description = fields.text("description").value_or("");
  if (const auto* guard = fields.find("if")) flow.guard = builder.expression(*guard, guard->scalar);
  flow.small_talk = fields.boolean("small_talk").value_or(false);
  flow.undisturbed = fields.boolean("undisturbed").value_or(false);
  if (const auto* triggers = fields.find("triggers")) {
    read_triggers(*triggers, report, out, flow);
  }
  if (const auto* steps = fields.list("steps"); steps && !steps->items.empty()) {
    builder.add_steps(*steps);
  } else if (entry.value.is_map() && (!fields.has("steps") || steps)) {
    report.error(entry.at, "flow `" + entry.key + "` has no steps", rule::dead_end);
  }
  builder.resolve();
  out.flows.flows.emplace(entry.key, std::move(flow));
}

}  // namespace

void parse_flows(const std::string& file, std::string_view bytes, ParsedFlows& out,
                 std::vector<Finding>& findings) {
  Report report(file, findings);
  const auto root = parse_yaml(bytes, report);
  if (bytes.find_first_not_of(" \t\r\n") == std::string_view::npos) return;  // see load.cpp
  if (root && root->is_null()) {                                             // comments alone
    report.warning(root->at, "there are no flows in this file", rule::schema);
    return;
  }
  if (!root || !root->is_map()) out.unreadable.push_back(file);
  if (!root) return;
  const Fields fields(*root, report, "a flow file");
  fields.only(keys::flow_file);
  if (!root->is_map()) return;
  if (!fields.has("flows")) {
    report.error(root->at, "a flow file holds `flows:` with one entry per flow");
    return;
  }
  const auto* flows = fields.map("flows");
  if (!flows) return;
  for (const auto& entry : flows->entries) read_flow(entry, out, report);
}

}  // namespace yingda::content
