// unknown-reference.

#include <algorithm>
#include <set>

#include "content/check.hpp"
#include "content/default_patterns.hpp"
#include "conversation/repair.hpp"

namespace yingda::content {
namespace {

using Names = std::vector<std::string_view>;

constexpr std::string_view built_in_action = "yingda.work_order";

// Always there, see docs/flow-language.md.
const Names& facts() {
  static const Names names{"conversation.locale",
                           "conversation.failed_turns",
                           "conversation.asking",
                           "conversation.times",
                           "conversation.last_said",
                           "conversation.open_order",
                           "conversation.cancelled",
                           "conversation.named_work_order",
                           "correction.label",
                           "correction.before",
                           "correction.value",
                           "visitor.name",
                           "visitor.external_id",
                           "page.url",
                           "page.title",
                           "now"};
  return names;
}

struct Known {
  Names flows, articles, actions, teams, order_types, slots;
  std::set<std::string> results;     // prefixes of action results
  std::set<std::string> open_flows;  // with an action whose result has no prefix
};

// Slots of Yingda's own patterns count for themselves alone: an editor's flow must not lean on one
// that nobody asks for in the middle of it.
bool is_our_own(const dialogue::Location& where) { return where.file == default_patterns_file; }

void add_slots(const dialogue::FlowSet& flows, bool with_our_own, Known& known) {
  for (const auto& [id, flow] : flows.flows) {
    if (!with_our_own && is_our_own(flow.where)) continue;
    for (const auto& step : flow.steps) {
      if (const auto* collect = std::get_if<dialogue::Collect>(&step.body)) {
        known.slots.push_back(collect->slot);
      } else if (const auto* choose = std::get_if<dialogue::Choose>(&step.body)) {
        if (!choose->slot.empty()) known.slots.push_back(choose->slot);
      } else if (const auto* form = std::get_if<dialogue::Form>(&step.body)) {
        for (const auto& field : form->fields) known.slots.push_back(field.name);
      } else if (const auto* set = std::get_if<dialogue::SetSlots>(&step.body)) {
        for (const auto& assignment : set->assignments) known.slots.push_back(assignment.slot);
      } else if (const auto* action = std::get_if<dialogue::Action>(&step.body)) {
        if (action->result.empty()) {
          known.slots.push_back("error");
          known.open_flows.insert(id);
        } else {
          known.results.insert(action->result);
        }
      }
    }
  }
  known.slots.insert(known.slots.end(), facts().begin(), facts().end());
  std::sort(known.slots.begin(), known.slots.end());
  known.slots.erase(std::unique(known.slots.begin(), known.slots.end()), known.slots.end());
}

bool slot_is_known(const Reference& reference, const Known& known) {
  const auto& name = reference.name;
  if (std::binary_search(known.slots.begin(), known.slots.end(), name)) return true;
  if (name.starts_with("work_order.") || name.starts_with("page.attributes.")) return true;
  const auto dot = name.find('.');
  if (dot != std::string::npos && known.results.contains(name.substr(0, dot))) return true;
  return dot == std::string::npos && known.open_flows.contains(reference.flow);
}

struct Kind {
  const Names* names;
  std::string what;
};

Kind kind_of(ReferenceKind kind, const Known& known) {
  switch (kind) {
    case ReferenceKind::flow:
      return {&known.flows, "flow"};
    case ReferenceKind::article:
      return {&known.articles, "article"};
    case ReferenceKind::action:
      return {&known.actions, "action (they stand under `connectors` in the config)"};
    case ReferenceKind::team:
      return {&known.teams, "team"};
    case ReferenceKind::order_type:
      return {&known.order_types, "work-order type"};
    case ReferenceKind::slot:
      break;
  }
  return {&known.slots, "slot"};
}

bool is_named_in_config(ReferenceKind kind) {
  return kind == ReferenceKind::action || kind == ReferenceKind::team ||
         kind == ReferenceKind::order_type;
}

// So that nobody hunts for a flow that is there.
std::string maybe_unread(ReferenceKind kind, const ParsedFlows& flows) {
  if (kind != ReferenceKind::flow || flows.unreadable.empty()) return {};
  return "; it may be in " + flows.unreadable.front() + ", which could not be read";
}

Finding slot_finding(const Reference& reference, const Known& known) {
  std::string text;
  if (known.results.contains(reference.name)) {
    text = "`" + reference.name + "` is an action's result; name one of its fields, like `" +
           reference.name + ".status`";
  } else {
    text = "nothing sets the slot `" + reference.name + "`" +
           did_you_mean(reference.name, known.slots);
  }
  return flow_finding(reference.where, rule::unknown_reference, std::move(text));
}

Known collect(const ParsedFlows& flows, const std::vector<ParsedArticle>& articles,
              const Config& config) {
  Known known;
  for (const auto& [id, flow] : flows.flows.flows) known.flows.push_back(id);
  for (const auto& article : articles) known.articles.push_back(article.article.id);
  for (const auto& [id, connector] : config.connectors) {
    for (const auto& [action, settings] : connector.actions) known.actions.push_back(action);
  }
  known.actions.push_back(built_in_action);
  for (const auto& team : config.policy.teams) known.teams.push_back(team.id);
  for (const auto& type : config.work_order_types) known.order_types.push_back(type);
  add_slots(flows.flows, false, known);
  return known;
}

bool is_flow(const std::string& id, const Known& known) {
  return std::find(known.flows.begin(), known.flows.end(), id) != known.flows.end();
}

// Flows that the config file itself names: there they must be.
void check_named_flows(const Config& config, const Known& known, std::vector<Finding>& findings) {
  for (const auto& named : config.named_flows) {
    if (is_flow(named.flow, known)) continue;
    Finding finding{named.file,
                    named.at.line,
                    named.at.column,
                    Severity::error,
                    "there is no flow `" + named.flow + "` for `" + named.key + "`" +
                        did_you_mean(named.flow, known.flows),
                    std::string(rule::unknown_reference)};
    finding.beside_content = true;
    findings.push_back(std::move(finding));
  }
}

// A flow that the config names by default. A shop without any flows is only a knowledge base.
void check_default_flow(const std::string& key, const std::string& flow, const Config& config,
                        const Known& known, std::vector<Finding>& findings) {
  const bool named = std::any_of(config.named_flows.begin(), config.named_flows.end(),
                                 [&](const NamedFlow& each) { return each.key == key; });
  const bool any = !std::all_of(known.flows.begin(), known.flows.end(), conversation::is_pattern);
  if (named || flow.empty() || !any || is_flow(flow, known)) return;
  findings.push_back({"flows", 0, 0, Severity::warning,
                      "there is no flow `" + flow + "`, which `" + key + "` in the config names" +
                          did_you_mean(flow, known.flows),
                      std::string(rule::unknown_reference)});
}

}  // namespace

SlotNames slot_names(const dialogue::FlowSet& flows) {
  Known known;
  add_slots(flows, true, known);
  return {known.slots, std::move(known.results), !known.open_flows.empty()};
}

bool SlotNames::knows(const std::string& name) const {
  if (std::binary_search(names.begin(), names.end(), name)) return true;
  const auto dot = name.find('.');
  if (dot == std::string::npos) return any;
  return name.starts_with("work_order.") || results.contains(name.substr(0, dot));
}

void check_references(const ParsedFlows& flows, const std::vector<ParsedArticle>& articles,
                      const Config& config, bool config_is_sound, std::vector<Finding>& findings) {
  const auto known = collect(flows, articles, config);
  for (const auto& reference : flows.references) {
    if (reference.kind == ReferenceKind::slot) {
      if (is_our_own(reference.where)) continue;
      if (!slot_is_known(reference, known)) findings.push_back(slot_finding(reference, known));
      continue;
    }
    if (!config_is_sound && is_named_in_config(reference.kind)) continue;
    const auto [names, what] = kind_of(reference.kind, known);
    if (std::find(names->begin(), names->end(), reference.name) != names->end()) continue;
    findings.push_back(flow_finding(reference.where, rule::unknown_reference,
                                    "there is no " + what + " `" + reference.name + "`" +
                                        did_you_mean(reference.name, *names) +
                                        maybe_unread(reference.kind, flows)));
  }
  check_named_flows(config, known, findings);
  check_default_flow("urgent_flow", config.policy.urgent_flow, config, known, findings);
  check_default_flow("order_flow", config.policy.order_flow, config, known, findings);
  if (!config_is_sound) return;
  for (const auto& article : articles) {
    const auto& team = article.article.department;
    if (team.empty() ||
        std::find(known.teams.begin(), known.teams.end(), team) != known.teams.end()) {
      continue;
    }
    findings.push_back({article.file, article.department_at.line, article.department_at.column,
                        Severity::error,
                        "there is no team `" + team + "`" + did_you_mean(team, known.teams),
                        std::string(rule::unknown_reference)});
  }
}

}  // namespace yingda::content
