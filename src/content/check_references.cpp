// unknown-reference.

#include <algorithm>
#include <map>
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
  std::set<std::string> with_order;  // flows that run after, or around, one that opens an order
};

constexpr std::string_view order_prefix = "work_order.";

// The fields of the order that a step opened.
const Names& order_fields() {
  static const Names names{"work_order.number", "work_order.first_response_due",
                           "work_order.resolve_due"};
  return names;
}

// In a flow that comes to a step which opens an order, in all that it leads to, and in repair
// patterns, which run anywhere, also behind a hand-over, there may be one.
void add_with_order(const dialogue::FlowSet& flows, Known& known) {
  std::map<std::string, std::set<std::string>> leads_to;
  std::set<std::string> openers;
  for (const auto& [id, flow] : flows.flows) {
    if (flow.opens_order()) openers.insert(id);
    for (const auto& step : flow.steps) {
      if (const auto* call = std::get_if<dialogue::Call>(&step.body)) {
        leads_to[id].insert(call->flow);
      } else if (const auto* link = std::get_if<dialogue::Link>(&step.body)) {
        leads_to[id].insert(link->flow);
      }
    }
  }
  std::set<std::string> come_to = openers;
  const auto is_in = [](const std::set<std::string>& set) {
    return [&set](const std::string& id) { return set.contains(id); };
  };
  for (bool changed = !openers.empty(); changed;) {
    changed = false;
    for (const auto& [id, targets] : leads_to) {
      if (std::ranges::any_of(targets, is_in(come_to))) changed |= come_to.insert(id).second;
    }
  }
  known.with_order = come_to;
  std::vector<std::string> open(come_to.begin(), come_to.end());
  while (!open.empty()) {
    const auto id = open.back();
    open.pop_back();
    for (const auto& target : leads_to[id]) {
      if (known.with_order.insert(target).second) open.push_back(target);
    }
  }
  for (const auto& [id, flow] : flows.flows) {
    if (conversation::is_pattern(id)) known.with_order.insert(id);
  }
}

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
  if (name.starts_with("page.attributes.")) return true;
  if (std::ranges::find(order_fields(), name) != order_fields().end()) {
    // A condition may ask for one; a text would show nothing in its place.
    return !reference.in_text || known.with_order.contains(reference.flow);
  }
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
  } else if (std::ranges::find(order_fields(), reference.name) != order_fields().end()) {
    text = "no step opens a work order before `" + reference.name +
           "` is told; put `open_work_order` before it, or name `conversation.open_order`";
  } else if (reference.name.starts_with(order_prefix)) {
    text = "a work order has no `" + reference.name + "`" +
           did_you_mean(reference.name, order_fields());
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
  add_with_order(flows.flows, known);
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
                        const ParsedFlows& flows, const Known& known,
                        std::vector<Finding>& findings) {
  const bool named = std::any_of(config.named_flows.begin(), config.named_flows.end(),
                                 [&](const NamedFlow& each) { return each.key == key; });
  const bool any = !std::all_of(known.flows.begin(), known.flows.end(), conversation::is_pattern);
  if (named || flow.empty() || !any || is_flow(flow, known)) return;
  findings.push_back({first_flow_file(flows.flows), 0, 0, Severity::warning,
                      "there is no flow `" + flow + "`, which the config's `" + key +
                          "` names by default" + did_you_mean(flow, known.flows) +
                          "; write it, or name another one there",
                      std::string(rule::unknown_reference)});
}

// `order_number: order_number` sends the word itself, hardly ever what is meant.
void check_bare_arguments(const dialogue::FlowSet& flows, const Known& known,
                          std::vector<Finding>& findings) {
  const auto is_slot = [&known](const std::string& text) {
    return std::binary_search(known.slots.begin(), known.slots.end(), std::string_view(text));
  };
  for (const auto& [id, flow] : flows.flows) {
    for (const auto& step : flow.steps) {
      const auto* action = std::get_if<dialogue::Action>(&step.body);
      if (action == nullptr) continue;
      for (const auto& [name, text] : action->arguments) {
        for (const auto& [locale, variants] : text.by_locale) {
          if (variants.empty() || !is_slot(variants.front())) continue;
          auto finding =
              flow_finding(step.where, rule::type_mismatch,
                           "the argument `" + name + "` is the word \"" + variants.front() +
                               "\", not the slot; write \"{" + variants.front() + "}\"");
          finding.severity = Severity::warning;
          findings.push_back(std::move(finding));
          break;
        }
      }
    }
  }
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
  check_bare_arguments(flows.flows, known, findings);
  check_named_flows(config, known, findings);
  check_default_flow("urgent_flow", config.policy.urgent_flow, config, flows, known, findings);
  check_default_flow("order_flow", config.policy.order_flow, config, flows, known, findings);
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
