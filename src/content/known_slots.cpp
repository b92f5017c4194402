#include "content/known_slots.hpp"

#include <algorithm>

namespace yingda::content {
namespace {

using dialogue::ExpressionNode;
using dialogue::NodeKind;
using dialogue::Operator;
using dialogue::Value;

bool is_joined(const ExpressionNode& node) {
  return node.kind == NodeKind::any || node.kind == NodeKind::all ||
         node.kind == NodeKind::negation;
}

// One that is inverted is told as its opposite.
bool is_inverted(const ExpressionNode& node) {
  return node.inverted ||
         (node.kind == NodeKind::compare && node.operators.front() == Operator::unequal);
}

void write(const ExpressionNode& node, std::string& out) {
  out += static_cast<char>('a' + static_cast<int>(node.kind));
  for (const auto op : node.operators) {
    const auto plain = op == Operator::unequal ? Operator::equal : op;
    out += static_cast<char>('A' + static_cast<int>(plain));
  }
  out += static_cast<char>('0' + static_cast<int>(node.literal.index()));
  out += node.name + '\x02' + dialogue::to_text(node.literal) + '\x02';
  for (const auto& child : node.children) write(child, out);
  out += '\x03';
}

void names_of(const ExpressionNode& node, std::vector<std::string>& out) {
  if (node.kind == NodeKind::name && std::find(out.begin(), out.end(), node.name) == out.end()) {
    out.push_back(node.name);
  }
  for (const auto& child : node.children) names_of(child, out);
}

bool is_outside(const std::string& name) {
  return name == "now" || name.starts_with("conversation.") || name.starts_with("page.") ||
         name.starts_with("visitor.") || name.starts_with("work_order.");
}

bool is_ordering(Operator op) {
  return op == Operator::less || op == Operator::less_equal || op == Operator::greater ||
         op == Operator::greater_equal;
}

const Knowledge* knowledge_of(const ExpressionNode& node, const Assumed& known) {
  if (node.kind != NodeKind::name) return nullptr;
  const auto found = known.slots.find(node.name);
  return found == known.slots.end() ? nullptr : &found->second;
}

bool is_surely_set(const ExpressionNode& node, const Assumed& known) {
  const auto* slot = knowledge_of(node, known);
  return slot != nullptr && slot->kind != Knowledge::Kind::unset;
}

// One side alone may decide: nothing is less than null, and what is set is not equal to it.
std::optional<Value> compared(const ExpressionNode& node, const Assumed& known) {
  const auto op = node.operators.front();
  for (std::size_t i = 0; i < 2; ++i) {
    const auto side = value_of(node.children[i], known);
    if (!side || dialogue::is_set(*side)) continue;
    if (is_ordering(op)) return Value(false);
    if (is_surely_set(node.children[1 - i], known)) return Value(op == Operator::unequal);
  }
  return std::nullopt;
}

bool is_decided(const ExpressionNode& node, const Assumed& known) {
  if (node.kind == NodeKind::name) {
    const auto* slot = knowledge_of(node, known);
    return slot != nullptr && slot->kind != Knowledge::Kind::some_value;
  }
  return std::all_of(node.children.begin(), node.children.end(),
                     [&](const ExpressionNode& child) { return is_decided(child, known); });
}

std::optional<Value> evaluated(const ExpressionNode& node, const Assumed& known) {
  if (!is_decided(node, known)) return std::nullopt;
  return dialogue::evaluate_node(node, [&known](const std::string& name) {
    const auto found = known.slots.find(name);
    return found == known.slots.end() ? Value{} : found->second.value;
  });
}

std::optional<bool> joined_truth(const ExpressionNode& node, const Assumed& known) {
  if (node.kind == NodeKind::negation) {
    const auto inner = truth_of(node.children[0], known);
    return inner ? std::optional(!*inner) : inner;
  }
  // One that is false decides `and`, one that is true decides `or`.
  const bool deciding = node.kind == NodeKind::any;
  bool all_known = true;
  for (const auto& child : node.children) {
    const auto truth = truth_of(child, known);
    if (truth == deciding) return deciding;
    all_known = all_known && truth.has_value();
  }
  return all_known ? std::optional(!deciding) : std::nullopt;
}

}  // namespace

std::optional<Value> value_of(const ExpressionNode& node, const Assumed& known) {
  if (is_joined(node)) {
    const auto truth = joined_truth(node, known);
    return truth ? std::optional<Value>(*truth) : std::nullopt;
  }
  if (auto value = evaluated(node, known)) return value;
  if (node.kind == NodeKind::compare) return compared(node, known);
  if (node.kind == NodeKind::presence && is_surely_set(node.children[0], known)) {
    return Value(!node.inverted);
  }
  return std::nullopt;
}

std::optional<bool> truth_of(const ExpressionNode& node, const Assumed& known) {
  if (is_joined(node)) return joined_truth(node, known);
  if (const auto value = value_of(node, known)) return dialogue::truthy(*value);
  if (known.facts == nullptr || known.atoms == nullptr) return std::nullopt;
  const auto use = known.atoms->find(&node);
  const auto fact = use ? known.facts->find(use->atom) : known.facts->end();
  if (fact == known.facts->end()) return std::nullopt;
  return fact->second != use->inverted;
}

void assume(const ExpressionNode& node, bool holds, const KnownSlots& slots, const Atoms& atoms,
            Facts& facts) {
  if (node.kind == NodeKind::negation) {
    return assume(node.children[0], !holds, slots, atoms, facts);
  }
  if (!is_joined(node)) {
    if (const auto use = atoms.find(&node)) facts[use->atom] = holds != use->inverted;
    return;
  }
  std::vector<const ExpressionNode*> open;
  for (const auto& child : node.children) {
    if (!truth_of(child, {slots, &facts, &atoms})) open.push_back(&child);
  }
  // "One of these is false" says nothing of any of them, unless it is the only one.
  const bool each = (node.kind == NodeKind::all) == holds;
  if (!each && open.size() != 1) return;
  for (const auto* child : open) assume(*child, holds, slots, atoms, facts);
}

Atoms::Atoms(const dialogue::FlowSet& flows) {
  for (const auto& [id, flow] : flows.flows) {
    for (const auto& step : flow.steps) {
      each_condition(step, [this](const dialogue::Expression& condition) {
        if (condition.root() != nullptr) add(*condition.root());
      });
    }
  }
}

void Atoms::add(const ExpressionNode& node) {
  if (is_joined(node)) {
    for (const auto& child : node.children) add(child);
    return;
  }
  Atom atom;
  names_of(node, atom.names);
  if (atom.names.empty()) return;
  atom.drifts = std::any_of(atom.names.begin(), atom.names.end(), is_outside);
  std::string text;
  write(node, text);
  const auto [entry, added] = by_text_.emplace(std::move(text), size());
  if (added) atoms_.push_back(std::move(atom));
  uses_[&node] = {entry->second, is_inverted(node)};
}

std::optional<Atoms::Use> Atoms::find(const ExpressionNode* node) const {
  const auto found = uses_.find(node);
  return found == uses_.end() ? std::nullopt : std::optional(found->second);
}

}  // namespace yingda::content
