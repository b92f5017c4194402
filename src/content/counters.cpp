#include "content/counters.hpp"

#include <algorithm>

#include "content/known_slots.hpp"

namespace yingda::content {
namespace {

using dialogue::ExpressionNode;
using dialogue::NodeKind;
using dialogue::Operator;

const double* number_in(const ExpressionNode& node) {
  return node.kind == NodeKind::literal ? std::get_if<double>(&node.literal) : nullptr;
}

}  // namespace

Counters::Counters(const dialogue::FlowSet& flows) {
  for (const auto& [id, flow] : flows.flows) {
    for (const auto& step : flow.steps) {
      each_condition(step, [this](const dialogue::Expression& condition) {
        if (condition.root() != nullptr) read_condition(*condition.root());
      });
      const auto* set = std::get_if<dialogue::SetSlots>(&step.body);
      if (set == nullptr) continue;
      for (const auto& assignment : set->assignments) {
        const auto* source = std::get_if<dialogue::Expression>(&assignment.value);
        if (source != nullptr && source->root() != nullptr) {
          read_assignment(assignment.slot, *source->root());
        }
      }
    }
  }
}

void Counters::read_condition(const ExpressionNode& node) {
  switch (node.kind) {
    case NodeKind::any:
    case NodeKind::all:
    case NodeKind::negation:
    case NodeKind::presence:
      for (const auto& child : node.children) read_condition(child);
      return;
    case NodeKind::name:  // true unless it is 0, which is always among the borders
      counters_[node.name];
      return;
    case NodeKind::compare:
      read_side(node.children[0], node.children[1]);
      read_side(node.children[1], node.children[0]);
      return;
    case NodeKind::literal:
    case NodeKind::list:
    case NodeKind::member:
    case NodeKind::contains:
    case NodeKind::arithmetic:
      use_otherwise(node);
      return;
  }
}

void Counters::read_side(const ExpressionNode& name, const ExpressionNode& other) {
  const auto* number = number_in(other);
  if (name.kind != NodeKind::name || number == nullptr) return use_otherwise(name);
  auto& counter = counters_[name.name];
  counter.least = std::min(counter.least, *number);
  counter.most = std::max(counter.most, *number);
}

// `slot = slot + 1`
void Counters::read_assignment(const std::string& slot, const ExpressionNode& node) {
  const bool counts = node.kind == NodeKind::arithmetic && node.children.size() == 2 &&
                      node.children[0].kind == NodeKind::name && node.children[0].name == slot;
  const auto* step = counts ? number_in(node.children[1]) : nullptr;
  const auto op = counts ? node.operators.front() : Operator::equal;
  if (step == nullptr || (op != Operator::add && op != Operator::subtract)) {
    return use_otherwise(node);
  }
  auto& counter = counters_[slot];
  ((op == Operator::add) == (*step >= 0) ? counter.up : counter.down) = true;
}

void Counters::use_otherwise(const ExpressionNode& node) {
  if (node.kind == NodeKind::name) counters_[node.name].otherwise = true;
  for (const auto& child : node.children) use_otherwise(child);
}

double Counters::alike(const std::string& slot, double value) const {
  const auto found = counters_.find(slot);
  if (found == counters_.end()) return value;
  const auto& counter = found->second;
  if (counter.otherwise || counter.up == counter.down) return value;
  if (counter.up && value > counter.most) return counter.most + 1;
  if (counter.down && value < counter.least) return counter.least - 1;
  return value;
}

}  // namespace yingda::content
