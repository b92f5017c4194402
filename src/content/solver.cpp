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

bool is_digits(std::string_view text) {
  return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

// Is that how the slot keeps an answer of the type?
bool is_written_as(SlotType type, std::string_view text) {
  switch (type) {
    case SlotType::money: {
      const auto dot = text.find('.');
      return dot != std::string_view::npos && is_digits(text.substr(0, dot)) &&
             is_digits(text.substr(dot + 1)) && text.size() - dot == 3;
    }
    case SlotType::order_number: {
      const auto letters = std::min(text.find_first_of("0123456789"), text.size());
      const auto digits = text.substr(letters);
      const auto is_capital = [](char letter) { return letter >= 'A' && letter <= 'Z'; };
      return letters <= 4 &&
             std::all_of(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(letters),
                         is_capital) &&
             is_digits(digits) && digits.size() >= 8 && digits.size() <= 24;
    }
    case SlotType::phone:
      return text.size() == 11 && is_digits(text) && text[0] == '1' && text[1] >= '3';
    case SlotType::datetime:
      return text.size() == 16 && text[4] == '-' && text[7] == '-' && text[10] == ' ' &&
             text[13] == ':';
    case SlotType::text:
      return !text.empty();
    case SlotType::number:
    case SlotType::choice:
    case SlotType::choices:
    case SlotType::boolean:
    case SlotType::file:
      return true;
  }
  return true;
}

// More of them than a condition may rule out one by one.
std::vector<std::string> examples_of(SlotType type, std::size_t count) {
  std::vector<std::string> out;
  for (std::size_t i = 0; i < count; ++i) {
    char text[64];
    const auto n = static_cast<unsigned>(i % 1000);
    if (type == SlotType::order_number) {
      std::snprintf(text, sizeof text, "987123%05u", n);
    } else if (type == SlotType::phone) {
      std::snprintf(text, sizeof text, "13798712%03u", n);
    } else if (type == SlotType::datetime) {
      std::snprintf(text, sizeof text, "1998-07-%02u 12:%02u", n % 28 + 1, n % 60);
    } else {
      break;
    }
    out.emplace_back(text);
  }
  return out;
}

// Does the part only ask whether the slot is one of some values, or is set?
bool asks_for_values(const ExpressionNode& node) {
  if (node.kind == NodeKind::presence || node.kind == NodeKind::name) return true;
  if (node.kind == NodeKind::member) {
    return node.children[0].kind == NodeKind::name && node.children[1].kind == NodeKind::list;
  }
  if (node.kind != NodeKind::compare) return false;
  const auto op = node.operators.front();
  return op == dialogue::Operator::equal || op == dialogue::Operator::unequal;
}

// How two values stand to each other. Texts that are the same number need not be the same text.
enum class Order { less, equal, greater, same_number };

bool holds_in(Order order, dialogue::Operator op) {
  using dialogue::Operator;
  switch (op) {
    case Operator::equal:
      return order == Order::equal;
    case Operator::unequal:
      return order != Order::equal;
    case Operator::less:
      return order == Order::less;
    case Operator::less_equal:
      return order != Order::greater;
    case Operator::greater:
      return order == Order::greater;
    case Operator::greater_equal:
      return order != Order::less;
    case Operator::add:
    case Operator::subtract:
    case Operator::multiply:
    case Operator::divide:
      break;
  }
  return false;
}

bool compares_two_slots(const ExpressionNode& node) {
  return node.kind == NodeKind::compare && node.children[0].kind == NodeKind::name &&
         node.children[1].kind == NodeKind::name;
}

// Surely set, and always to be ordered with another one of its kind.
enum class Scale { none, texts, times, numbers };
Scale scale_of(const Domain& domain) {
  const bool other = domain.unset || domain.anything || domain.flags || domain.lists ||
                     !domain.these_flags.empty() || !domain.these_texts.empty() ||
                     !domain.these_numbers.empty();
  if (other) return Scale::none;
  const bool numeric = domain.numbers || domain.amounts;
  if (numeric == domain.texts) return Scale::none;
  if (domain.written == SlotType::datetime) return Scale::times;
  return numeric ? Scale::numbers : Scale::texts;
}

}  // namespace

bool Domain::allows(const Value& value) const {
  if (!dialogue::is_set(value)) return unset;
  if (anything) return true;
  if (const auto* flag = std::get_if<bool>(&value)) return flags || these_flags.contains(*flag);
  if (const auto* number = std::get_if<double>(&value)) {
    return numbers || these_numbers.contains(*number);
  }
  if (const auto* text = std::get_if<std::string>(&value)) {
    return texts || these_texts.contains(*text) || (amounts && is_number(*text));
  }
  const auto& list = std::get<std::vector<std::string>>(value);
  const auto offered = [this](const std::string& id) { return list_ids.contains(id); };
  return lists && (list_ids.empty() || (!list.empty() && std::ranges::all_of(list, offered)));
}

std::optional<Value> Domain::only() const {
  if (anything || flags || numbers || amounts || texts || lists) return std::nullopt;
  const auto values =
      these_flags.size() + these_numbers.size() + these_texts.size() + (unset ? 1U : 0U);
  if (values != 1) return std::nullopt;
  if (!these_flags.empty()) return Value(*these_flags.begin());
  if (!these_numbers.empty()) return Value(*these_numbers.begin());
  if (!these_texts.empty()) return Value(*these_texts.begin());
  return Value();
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
    case SlotType::choices:
      if (!lists || !list_ids.empty()) list_ids.insert(options.begin(), options.end());
      lists = true;
      return;
    case SlotType::file:
      lists = true;
      list_ids.clear();
      return;
    case SlotType::text:
    case SlotType::order_number:
    case SlotType::phone:
    case SlotType::datetime:
      texts = true;
      return;
  }
}

void Domain::join_lists(const Domain& other) {
  const bool whatever = (lists && list_ids.empty()) || (other.lists && other.list_ids.empty());
  lists |= other.lists;
  list_ids.insert(other.list_ids.begin(), other.list_ids.end());
  if (whatever) list_ids.clear();
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
  const auto type = slot->uses.front().type;
  const bool asked = std::all_of(slot->uses.begin(), slot->uses.end(), [&](const Use& use) {
    return use.type == type && !use.given && !use.where.file.empty();
  });
  if (asked) out.written = type;
  out.unset = !(name == "now" || name == "conversation.locale");
  return out;
}

void Case::assume(const dialogue::Expression& condition, bool holds) {
  if (too_many_ || ways_.empty()) return;
  auto parsed = dialogue::parse_expression(condition.source());
  if (!parsed) return;
  put_known_values(parsed->root);
  read_.push_back(std::make_shared<const dialogue::ParsedExpression>(std::move(*parsed)));
  const auto more = ways_of(read_.back()->root, holds);
  auto all = more ? both(ways_, *more) : std::nullopt;
  if (all) {
    ways_ = std::move(*all);
  } else {
    too_many_ = true;
  }
}

// A slot that can hold one value only is that value.
void Case::put_known_values(ExpressionNode& node) const {
  if (node.kind == NodeKind::name) {
    if (auto value = domain_(plain_name(node.name)).only()) {
      node.kind = NodeKind::literal;
      node.literal = std::move(*value);
      node.name.clear();
    }
  }
  for (auto& child : node.children) put_known_values(child);
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
  std::map<std::string, Conjunction> by_slot;
  std::map<std::set<std::string>, Conjunction> by_pair;
  for (const auto& atom : atoms) {
    std::set<std::string> names;
    names_in(*atom.node, names);
    if (names.empty() && is_true(*atom.node, {}) != atom.holds) return false;
    if (names.size() == 1) by_slot[*names.begin()].push_back(atom);
    if (names.size() == 2 && compares_two_slots(*atom.node)) by_pair[names].push_back(atom);
  }
  return std::all_of(by_slot.begin(), by_slot.end(),
                     [&](const auto& slot) { return fits_slot(slot.first, slot.second); }) &&
         std::all_of(by_pair.begin(), by_pair.end(),
                     [&](const auto& pair) { return fits_pair(pair.second); });
}

bool Case::fits_slot(const std::string& slot, const Conjunction& atoms) const {
  std::vector<const ExpressionNode*> nodes;
  for (const auto& atom : atoms) nodes.push_back(atom.node);
  const auto domain = domain_(slot);
  const auto values = values_to_try(nodes, domain.list_ids);
  if (!values) return true;
  const bool exact =
      domain.written && (*domain.written == SlotType::money || *domain.written == SlotType::text ||
                         std::all_of(nodes.begin(), nodes.end(),
                                     [](const auto* node) { return asks_for_values(*node); }));
  const auto all_hold = [&](const Value& value) {
    const auto* text = std::get_if<std::string>(&value);
    if (exact && text != nullptr && !is_written_as(*domain.written, *text)) return false;
    return domain.allows(value) && std::all_of(atoms.begin(), atoms.end(), [&](const Atom& atom) {
             return is_true(*atom.node, value) == atom.holds;
           });
  };
  const auto any_of = [&](const auto& tried) {
    return std::any_of(tried.begin(), tried.end(), all_hold);
  };
  return any_of(*values) || any_of(domain.these_texts) || any_of(domain.these_numbers) ||
         (exact && any_of(examples_of(*domain.written, values->size() + 1)));
}

bool Case::fits_pair(const Conjunction& atoms) const {
  const auto& first = atoms.front().node->children[0].name;
  const auto& second = atoms.front().node->children[1].name;
  const auto scale = scale_of(domain_(first));
  const auto other = scale_of(domain_(second));
  // A point in time is no number, whatever text it is held against.
  const bool times = scale == Scale::times || other == Scale::times;
  const bool alike =
      scale == other || (times && scale != Scale::numbers && other != Scale::numbers);
  if (scale == Scale::none || other == Scale::none || !alike) return true;
  const auto holds = [&](Order order) {
    return std::all_of(atoms.begin(), atoms.end(), [&](const Atom& atom) {
      const bool turned = atom.node->children[0].name != first;
      const bool sided = order == Order::less || order == Order::greater;
      const auto seen = !turned || !sided      ? order
                        : order == Order::less ? Order::greater
                                               : Order::less;
      return holds_in(seen, atom.node->operators.front()) == atom.holds;
    });
  };
  return holds(Order::less) || holds(Order::equal) || holds(Order::greater) ||
         (!times && holds(Order::same_number));
}

}  // namespace yingda::content
