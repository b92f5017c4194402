#include "content/counters.hpp"

#include <algorithm>

#include "content/known_slots.hpp"

namespace yingda::content {
namespace {

using dialogue::ExpressionNode;
using dialogue::NodeKind;
using dialogue::Operator;

// Real flows count to three or four.
constexpr std::size_t numbers_max = 16;

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
      read_setters(step);
    }
  }
  if (!anything_is_set_) find_left();
  if (!left_.empty()) find_uses(flows);
}

void Counters::read_setters(const dialogue::Step& step) {
  if (const auto* collect = std::get_if<dialogue::Collect>(&step.body)) {
    counters_[collect->slot].given = true;
  } else if (const auto* choose = std::get_if<dialogue::Choose>(&step.body)) {
    counters_[choose->slot].given = true;
  } else if (const auto* form = std::get_if<dialogue::Form>(&step.body)) {
    for (const auto& field : form->fields) counters_[field.name].given = true;
  } else if (const auto* action = std::get_if<dialogue::Action>(&step.body)) {
    anything_is_set_ |= action->result.empty();
  } else if (const auto* set = std::get_if<dialogue::SetSlots>(&step.body)) {
    for (const auto& assignment : set->assignments) {
      if (const auto* value = std::get_if<dialogue::Value>(&assignment.value)) {
        auto& counter = counters_[assignment.slot];
        const auto* number = std::get_if<double>(value);
        if (number != nullptr) counter.begins.insert(*number);
        counter.given |= number == nullptr && dialogue::is_set(*value);
      } else if (const auto* root = std::get<dialogue::Expression>(assignment.value).root()) {
        read_assignment(assignment.slot, *root);
      }
    }
  }
}

void Counters::find_left() {
  for (const auto& slot : asked_for_) {
    const auto& counter = counters_[slot];
    if (counter.given || counter.begins.empty()) continue;
    auto numbers = counter.begins;
    std::vector<double> open(numbers.begin(), numbers.end());
    while (!open.empty() && numbers.size() <= numbers_max) {
      const double number = open.back();
      open.pop_back();
      for (const double step : counter.steps) {
        const double next = alike(slot, number + step);
        if (numbers.insert(next).second) open.push_back(next);
      }
    }
    if (numbers.size() > numbers_max) continue;
    left_[slot] = {slot, {numbers.begin(), numbers.end()}};
  }
}

void Counters::find_uses(const dialogue::FlowSet& flows) {
  for (const auto& [id, flow] : flows.flows) {
    for (const auto& step : flow.steps) {
      std::set<std::string> names;
      const auto add = [&](const dialogue::Expression& used) {
        names.insert(used.names().begin(), used.names().end());
      };
      each_condition(step, add);
      for (const auto& name : names) {
        const auto found = left_.find(name);
        if (found != left_.end()) left_at_[&step].push_back(&found->second);
      }
    }
  }
}

const std::vector<const Counters::Left*>& Counters::left_at(const dialogue::Step& step) const {
  static const std::vector<const Left*> none;
  const auto found = left_at_.find(&step);
  return found == left_at_.end() ? none : found->second;
}

void Counters::read_condition(const ExpressionNode& node) {
  switch (node.kind) {
    case NodeKind::any:
    case NodeKind::all:
    case NodeKind::negation:
      for (const auto& child : node.children) read_condition(child);
      return;
    case NodeKind::presence:
      if (node.children[0].kind == NodeKind::name) asked_for_.insert(node.children[0].name);
      return read_condition(node.children[0]);
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
  auto& counter = counters_[slot];
  if (step == nullptr || (op != Operator::add && op != Operator::subtract)) {
    counter.given = true;
    return use_otherwise(node);
  }
  counter.steps.insert(op == Operator::add ? *step : -*step);
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
