#include "content/flow_builder.hpp"

#include <algorithm>
#include <cctype>

#include "base/overloaded.hpp"
#include "content/keys.hpp"
#include "content/links.hpp"
#include "content/text_reader.hpp"

namespace yingda::content {
namespace {

// More than a person can keep in mind a hundred times over.
constexpr std::size_t steps_max = 2000;

// Wanted targets are kept below end_of_flow until they are resolved.
int wanted_code(std::size_t index) { return dialogue::end_of_flow - 1 - static_cast<int>(index); }

const KeyTable* kind_of(const YamlNode& step) {
  for (const auto& kind : keys::step_kinds) {
    if (step.entry(kind.name)) return &kind;
  }
  return nullptr;
}

std::vector<std::string_view> kind_names() {
  std::vector<std::string_view> names;
  for (const auto& kind : keys::step_kinds) names.push_back(kind.name);
  return names;
}

void report_missing_kind(const YamlNode& step, Report& report) {
  for (const auto& entry : step.entries) {
    const auto guess = nearest(entry.key, kind_names());
    if (guess.empty()) continue;
    report.error(entry.at, "unknown key `" + entry.key + "` (did you mean `" + guess + "`?)");
    return;
  }
  report.error(step.at,
               "a step needs one of say, collect, choose, form, answer, set_slots, action, wait, "
               "call, link, open_work_order, handoff");
}

std::string strip_column(std::string detail, int* column) {
  static constexpr std::string_view prefix = "column ";
  if (!detail.starts_with(prefix)) return detail;
  const auto colon = detail.find(": ");
  if (colon == std::string::npos) return detail;
  *column = std::atoi(detail.c_str() + prefix.size());
  return detail.substr(colon + 2);
}

bool is_name_in_text(std::string_view name) {
  return !name.empty() && name.size() <= 100 &&
         std::all_of(name.begin(), name.end(),
                     [](unsigned char c) { return std::isalnum(c) != 0 || c == '_' || c == '.'; });
}

}  // namespace

bool is_identifier(std::string_view name) {
  if (name.empty() || name.size() > 100 || name.front() < 'a' || name.front() > 'z') return false;
  return std::all_of(name.begin(), name.end(), [](unsigned char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
  });
}

int FlowBuilder::add_steps(const YamlNode& list) {
  std::vector<int> indexes;
  for (const auto& item : list.items) {
    if (!item.is_map()) {
      report_.error(item.at, "a step must be a mapping like `- say: …`, not " + describe(item));
      continue;
    }
    if (flow_.steps.size() >= steps_max) {
      report_.error(item.at, "a flow has at most " + std::to_string(steps_max) + " steps");
      break;
    }
    indexes.push_back(static_cast<int>(flow_.steps.size()));
    flow_.steps.emplace_back();
    add_step(item, indexes.back());
  }
  for (std::size_t i = 0; i + 1 < indexes.size(); ++i) {
    flow_.steps[static_cast<std::size_t>(indexes[i])].following = indexes[i + 1];
  }
  return indexes.empty() ? dialogue::end_of_flow : indexes.front();
}

void FlowBuilder::add_step(const YamlNode& node, int index) {
  const Fields fields(node, report_, "a step");
  dialogue::Step step;
  step.where = location(node.at);
  step.id = "#" + std::to_string(index + 1);
  if (const auto id = fields.text("id")) {
    if (!is_identifier(*id) || *id == "end") {
      report_.error(fields.at("id"), "`" + *id + "` is no step id; use a-z, 0-9 and _ (not `end`)");
    } else if (!ids_.emplace(*id, index).second) {
      report_.error(fields.at("id"), "two steps of `" + flow_.id + "` have the id `" + *id + "`");
    } else {
      step.id = *id;
    }
  }
  const auto* kind = kind_of(node);
  static const KeyTable pure_branch{"noop", {"noop"}};
  if (!kind && node.entry("next")) kind = &pure_branch;
  flow_.steps[static_cast<std::size_t>(index)] = step;
  if (!kind) return report_missing_kind(node, report_);
  for (const auto& other : keys::step_kinds) {
    const auto* entry = node.entry(other.name);
    if (!entry || other.name == kind->name) continue;
    report_.error(entry->at, "a step does one thing: `" + std::string(kind->name) + "` or `" +
                                 entry->key + "`, not both; make two steps");
    return;
  }
  fields.only({&keys::step_common, kind});
  fields.text("description");  // for readers of the file, but no list or mapping
  if (const auto* condition = fields.find("if")) {
    step.condition = expression(*condition, condition->scalar);
  }
  step.body = read_step_body(*this, fields, kind->name);
  step.next = branches(fields.find("next"));
  step.following = dialogue::end_of_flow;
  flow_.steps[static_cast<std::size_t>(index)] = std::move(step);
}

std::vector<dialogue::Branch> FlowBuilder::branches(const YamlNode* node) {
  std::vector<dialogue::Branch> out;
  if (!node) return out;
  if (!node->is_list()) {
    out.push_back(node->is_map() ? branch(*node)
                                 : dialogue::Branch{std::nullopt, target(*node, "next")});
    return out;
  }
  // A list is either branches or, as after `then`, steps written in place.
  const bool steps = !node->items.empty() && kind_of(node->items.front()) != nullptr;
  if (steps) return {{std::nullopt, add_steps(*node)}};
  for (const auto& item : node->items) {
    if (!out.empty() && !out.back().condition) {
      report_.error(item.at, "nothing after `else` is ever reached", rule::unreachable);
      break;
    }
    out.push_back(branch(item));
  }
  return out;
}

dialogue::Branch FlowBuilder::branch(const YamlNode& node) {
  const Fields fields(node, report_, "a branch of `next`");
  fields.only(keys::branch);
  dialogue::Branch out;
  const auto* condition = fields.find("if");
  const auto* then = node.find(condition ? "then" : "else");
  if (!condition && fields.has("then")) {
    report_.error(node.at, "`then` needs an `if` beside it");
    then = node.find("then");
  } else if (condition && fields.has("else")) {
    report_.error(fields.at("else"), "`else` is a branch of its own: `- else: …`");
  }
  if (condition) out.condition = expression(*condition, condition->scalar);
  if (then && !then->is_null()) {
    out.target = target(*then, condition ? "then" : "else");
  } else if (node.is_map()) {
    report_.error(node.at, "a branch is `{if: …, then: …}` or `{else: …}`");
  }
  return out;
}

int FlowBuilder::target(const YamlNode& node, std::string_view what) {
  if (node.is_list() && node.items.empty()) {
    report_.error(node.at, "`" + std::string(what) + "` is an empty list; write steps, or END");
  }
  if (node.is_list()) return add_steps(node);
  if (node.is_scalar()) {
    if (node.scalar == "END") return dialogue::end_of_flow;
    wanted_.push_back({node.scalar, node.at});
    return wanted_code(wanted_.size() - 1);
  }
  report_.error(node.at, "`" + std::string(what) +
                             "` must be a step's id, END or a list of steps, not " +
                             describe(node));
  return dialogue::end_of_flow;
}

void FlowBuilder::resolve(int& target) {
  if (target >= dialogue::end_of_flow) return;
  const auto& wanted = wanted_[static_cast<std::size_t>(dialogue::end_of_flow - 1 - target)];
  const auto found = ids_.find(wanted.id);
  if (found != ids_.end()) {
    target = found->second;
    return;
  }
  std::vector<std::string_view> known{"END"};
  for (const auto& [id, index] : ids_) known.push_back(id);
  const auto guess = wanted.id == "end" || wanted.id == "End" ? "END" : nearest(wanted.id, known);
  report_.error(wanted.at,
                "no step `" + wanted.id + "` in flow `" + flow_.id + "`" +
                    (guess.empty() ? "" : " (did you mean `" + guess + "`?)"),
                rule::unknown_reference);
  // As if the typing error were mended: what follows from it is not reported as well.
  const auto meant = ids_.find(guess);
  target = meant == ids_.end() ? dialogue::end_of_flow : meant->second;
}

void FlowBuilder::resolve() {
  for (auto& step : flow_.steps) {
    for (auto& branch : step.next) resolve(branch.target);
    if (auto* collect = std::get_if<dialogue::Collect>(&step.body)) {
      if (collect->on_failure) resolve(*collect->on_failure);
    } else if (auto* action = std::get_if<dialogue::Action>(&step.body)) {
      for (auto& branch : action->on_error) resolve(branch.target);
    } else if (auto* choose = std::get_if<dialogue::Choose>(&step.body)) {
      for (auto& option : choose->options) {
        for (auto& branch : option.next) resolve(branch.target);
      }
    }
  }
}

dialogue::Text FlowBuilder::text(const YamlNode* node, std::string_view what, bool template_text) {
  if (!node) return {};
  auto out = read_text(*node, report_, "`" + std::string(what) + "`");
  const auto& fallback = out_.flows.default_locale;
  if (!out.empty() && !out.by_locale.contains("") && !out.by_locale.contains(fallback)) {
    report_.warning(node->at, "`" + std::string(what) + "` has no text in " + fallback +
                                  ", the first language of this content");
  }
  if (!out.empty() && !out.by_locale.contains("")) {
    SpokenText spoken{{}, std::string(what), location(node->at), flow_.id};
    for (const auto& [locale, variants] : out.by_locale) spoken.locales.insert(locale);
    out_.texts.push_back(std::move(spoken));
  }
  if (template_text) {
    refer_to_names_in(*node);
    find_links_in(*node);
  }
  return out;
}

dialogue::Text FlowBuilder::required_text(const Fields& fields, std::string_view key) {
  const auto* node = fields.find(key);
  if (!node) report_.error(fields.at(), fields.what() + " needs `" + std::string(key) + "`");
  return text(node, key);
}

void FlowBuilder::refer_to_names_in(const YamlNode& node) {
  for (const auto& item : node.items) refer_to_names_in(item);
  for (const auto& entry : node.entries) refer_to_names_in(entry.value);
  const std::string_view source = node.scalar;
  for (auto open = source.find('{'); open != std::string_view::npos;
       open = source.find('{', open + 1)) {
    const auto close = source.find('}', open);
    if (close == std::string_view::npos) {
      const auto rest = source.substr(open + 1);
      const auto word = rest.substr(0, rest.find_first_of(" ,.!?"));
      if (!is_name_in_text(word)) return;
      report_.warning(node.at,
                      "`{" + std::string(word) +
                          "` is not closed, so that visitors read it as it stands; write `{" +
                          std::string(word) + "}`");
      return;
    }
    auto name = source.substr(open + 1, close - open - 1);
    if (name.starts_with("slots.")) name.remove_prefix(6);
    if (is_name_in_text(name)) refer(ReferenceKind::slot, std::string(name), node.at, true);
  }
}

void FlowBuilder::find_links_in(const YamlNode& node) {
  for (const auto& item : node.items) find_links_in(item);
  for (const auto& entry : node.entries) find_links_in(entry.value);
  for (const auto& link : dead_links_in(node.scalar)) {
    // A file is named from an article; what a flow says lies nowhere.
    if (names_content(link.href) && !link.href.ends_with(".md")) {
      out_.links.push_back({std::string(link.href), location(node.at)});
    } else {
      report_.warning(node.at, leads_nowhere(link.href));
    }
  }
}

std::optional<dialogue::Expression> FlowBuilder::expression(const YamlNode& node,
                                                            std::string_view source, int offset) {
  if (!node.is_scalar()) {
    report_.error(node.at,
                  "a condition must be an expression such as `order.status == "
                  "\"delivered\"`, not " +
                      describe(node));
    return std::nullopt;
  }
  auto parsed = dialogue::Expression::parse(source);
  if (!parsed) {
    int column = 0;
    auto text = strip_column(parsed.error().detail, &column);
    auto at = node.at;
    if (column > 0 && !node.quoted) at.column += column - 1 + offset;
    if (column > 0 && node.quoted) text = "character " + std::to_string(column) + ": " + text;
    report_.error(at, "this expression does not read: " + text);
    return std::nullopt;
  }
  for (const auto& name : parsed->names()) refer(ReferenceKind::slot, name, node.at);
  // A value stands behind "${".
  out_.conditions.push_back({*parsed, location(node.at), flow_.id, offset == 0});
  return std::move(*parsed);
}

void FlowBuilder::refer(ReferenceKind kind, std::string name, Position at, bool in_text) {
  out_.references.push_back({kind, std::move(name), location(at), flow_.id, in_text});
}

std::string FlowBuilder::slot_name(const YamlNode& node, std::string_view what) {
  if (!node.is_scalar()) {
    report_.error(node.at, "`" + std::string(what) + "` must name a slot, not " + describe(node));
    return {};
  }
  std::string name = node.scalar;
  if (name.starts_with("slots.")) name = name.substr(6);
  static constexpr std::string_view reserved[] = {"conversation", "correction", "visitor", "page",
                                                  "now",          "work_order", "slots",   "true",
                                                  "false",        "null"};
  const auto head = name.substr(0, name.find('.'));
  if (std::find(std::begin(reserved), std::end(reserved), head) != std::end(reserved)) {
    report_.error(node.at, "`" + name + "` is set by Yingda itself; choose another name");
  } else if (!is_identifier(head) || name.size() > 100) {
    report_.error(node.at, "`" + name + "` is no slot name; use a-z, 0-9 and _");
  }
  return name;
}

}  // namespace yingda::content
