#include "content/solver.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <map>

#include "content/solver_values.hpp"

namespace yingda::content {
namespace {

using dialogue::ExpressionNode;
using dialogue::NodeKind;
using dialogue::SlotType;
using dialogue::Value;

// More cases than this are not looked through.
constexpr std::size_t ways_max = 400;

void names_in(const ExpressionNode& node, std::set<std::string>& out) {
  if (node.kind == NodeKind::name) out.insert(plain_name(node.name));
  for (const auto& child : node.children) names_in(child, out);
}

bool is_true(const ExpressionNode& node, const Value& value) {
  return dialogue::truthy(
      dialogue::evaluate_node(node, [&](const std::string&) -> Value { return value; }));
}

bool is_number(const std::string& text) {
  char* end = nullptr;
  const double value = std::strtod(text.c_str(), &end);
  return !text.empty() && end == text.c_str() + text.size() && std::isfinite(value);
}

}  // namespace

bool Domain::allows(const Value& value) const {
  if (!dialogue::is_set(value)) return unset;
  if (anything) return true;
  if (std::holds_alternative<bool>(value)) return flags;
  if (const auto* number = std::get_if<double>(&value)) {
    return numbers || these_numbers.contains(*number);
  }
  if (const auto* text = std::get_if<std::string>(&value)) {
    return texts || these_texts.contains(*text) || (amounts && is_number(*text));
  }
  return lists;
}

void Domain::add(SlotType type, const std::set<std::string>& options) {
  switch (type) {
    case SlotType::boolean:
      flags = true;
      return;
    case SlotType::number:
      numbers = true;
      return;
    case SlotType::money:
      amounts = true;
      return;
    case SlotType::choice:
      these_texts.insert(options.begin(), options.end());
      return;
    case SlotType::file:
      lists = true;
      return;
    case SlotType::text:
    case SlotType::order_number:
    case SlotType::phone:
    case SlotType::datetime:
      texts = true;
      return;
  }
}

Domain domain_of(const SlotTable& slots, const std::string& name) {
  Domain out;
  if (name == "conversation.failed_turns") {
    // A person takes over long before.
    out.anything = false;
    for (int i = 0; i <= 10; ++i) out.these_numbers.insert(i);
    return out;
  }
  const auto* slot = known_slot(slots, name);
  if (slot == nullptr) return out;
  out.anything = false;
  for (const auto& use : slot->uses) out.add(use.type, use.options);
  return out;
}

void Case::assume(const dialogue::Expression& condition, bool holds) {
  if (too_many_ || ways_.empty()) return;
  auto parsed = dialogue::parse_expression(condition.source());
  if (!parsed) return;
  read_.push_back(std::make_shared<const dialogue::ParsedExpression>(std::move(*parsed)));
  const auto more = ways_of(read_.back()->root, holds);
  auto all = more ? both(ways_, *more) : std::nullopt;
  if (all) {
    ways_ = std::move(*all);
  } else {
    too_many_ = true;
  }
}

// The condition as alternatives, each of atoms that must all be as they say.
std::optional<Case::Ways> Case::ways_of(const ExpressionNode& node, bool holds) const {
  if (node.kind == NodeKind::negation) return ways_of(node.children[0], !holds);
  if (node.kind != NodeKind::any && node.kind != NodeKind::all) return Ways{{{&node, holds}}};
  const bool together = (node.kind == NodeKind::all) == holds;
  Ways out;
  if (together) out.emplace_back();
  for (const auto& child : node.children) {
    auto ways = ways_of(child, holds);
    if (!ways) return ways;
    if (together) {
      auto joined = both(out, *ways);
      if (!joined) return joined;
      out = std::move(*joined);
    } else {
      std::move(ways->begin(), ways->end(), std::back_inserter(out));
    }
    if (out.size() > ways_max) return std::nullopt;
  }
  return out;
}

std::optional<Case::Ways> Case::both(const Ways& left, const Ways& right) const {
  if (left.size() * right.size() > ways_max) return std::nullopt;
  Ways out;
  for (const auto& one : left) {
    for (const auto& other : right) {
      auto joined = one;
      joined.insert(joined.end(), other.begin(), other.end());
      if (fits(joined)) out.push_back(std::move(joined));
    }
  }
  return out;
}

bool Case::fits(const Conjunction& atoms) const {
  std::map<std::string, std::vector<Atom>> by_slot;
  for (const auto& atom : atoms) {
    std::set<std::string> names;
    names_in(*atom.node, names);
    if (names.empty() && is_true(*atom.node, {}) != atom.holds) return false;
    if (names.size() == 1) by_slot[*names.begin()].push_back(atom);
  }
  return std::all_of(by_slot.begin(), by_slot.end(), [&](const auto& slot) {
    std::vector<const ExpressionNode*> nodes;
    for (const auto& atom : slot.second) nodes.push_back(atom.node);
    const auto values = values_to_try(nodes);
    if (!values) return true;
    const auto domain = domain_(slot.first);
    const auto all_hold = [&](const Value& value) {
      return domain.allows(value) &&
             std::all_of(slot.second.begin(), slot.second.end(), [&](const Atom& atom) {
               return is_true(*atom.node, value) == atom.holds;
             });
    };
    const auto& texts = domain.these_texts;
    const auto& numbers = domain.these_numbers;
    return std::any_of(values->begin(), values->end(), all_hold) ||
           std::any_of(texts.begin(), texts.end(), all_hold) ||
           std::any_of(numbers.begin(), numbers.end(), all_hold);
  });
}

}  // namespace yingda::content
