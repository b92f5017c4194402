#include "dialogue/expression_node.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <optional>

#include "text/characters.hpp"

namespace yingda::dialogue {
namespace {

std::optional<double> number_in(std::string_view text) {
  text = text::trim(text);
  const std::string_view digits = text.starts_with('-') ? text.substr(1) : text;
  if (digits.empty() || digits[0] < '0' || digits[0] > '9') return std::nullopt;
  double number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return number;
}

std::optional<double> as_number(const Value& value) {
  if (const auto* number = std::get_if<double>(&value)) return *number;
  if (const auto* text = std::get_if<std::string>(&value)) return number_in(*text);
  return std::nullopt;
}

// Two texts are equal letter by letter ("007" is not "7"); a text and a number by the number; a
// text and a boolean by the word, because connectors send either.
bool equal(const Value& left, const Value& right) {
  if (left.index() == right.index()) return left == right;
  const bool numbers =
      std::holds_alternative<double>(left) || std::holds_alternative<double>(right);
  if (numbers) {
    const auto a = as_number(left);
    const auto b = as_number(right);
    return a && b && *a == *b;
  }
  const bool flags = std::holds_alternative<bool>(left) || std::holds_alternative<bool>(right);
  const bool texts =
      std::holds_alternative<std::string>(left) || std::holds_alternative<std::string>(right);
  return flags && texts && to_text(left) == to_text(right);
}

template <class T>
bool ordered(const T& left, Operator op, const T& right) {
  switch (op) {
    case Operator::less:
      return left < right;
    case Operator::less_equal:
      return left <= right;
    case Operator::greater:
      return left > right;
    case Operator::greater_equal:
      return left >= right;
    case Operator::equal:
    case Operator::unequal:
    case Operator::add:
    case Operator::subtract:
    case Operator::multiply:
    case Operator::divide:
      return false;
  }
  return false;
}

bool compare(const Value& left, Operator op, const Value& right) {
  if (op == Operator::equal) return equal(left, right);
  if (op == Operator::unequal) return !equal(left, right);
  const auto a = as_number(left);
  const auto b = as_number(right);
  if (a && b) return ordered(*a, op, *b);
  const auto* text = std::get_if<std::string>(&left);
  const auto* other = std::get_if<std::string>(&right);
  return text != nullptr && other != nullptr && ordered(*text, op, *other);
}

bool contains(const Value& list, const Value& value) {
  const auto* texts = std::get_if<std::vector<std::string>>(&list);
  if (texts == nullptr) return false;
  return std::any_of(texts->begin(), texts->end(),
                     [&value](const std::string& text) { return equal(Value(text), value); });
}

Value calculate(const Value& left, Operator op, const Value& right) {
  const auto a = as_number(left);
  const auto b = as_number(right);
  if (!a || !b) return {};
  double result = 0;
  if (op == Operator::add) result = *a + *b;
  if (op == Operator::subtract) result = *a - *b;
  if (op == Operator::multiply) result = *a * *b;
  if (op == Operator::divide) {
    if (*b == 0) return {};
    result = *a / *b;
  }
  return std::isfinite(result) ? Value(result) : Value();
}

Value list_of(const ExpressionNode& node, const Expression::Lookup& lookup) {
  std::vector<std::string> texts;
  for (const auto& child : node.children) texts.push_back(to_text(evaluate_node(child, lookup)));
  return texts;
}

// A text holds a part of it, a list one of its texts.
bool holds_part(const Value& whole, const Value& part) {
  const auto* text = std::get_if<std::string>(&whole);
  const auto* wanted = std::get_if<std::string>(&part);
  if (text != nullptr && wanted != nullptr) return text->find(*wanted) != std::string::npos;
  return std::holds_alternative<std::vector<std::string>>(whole) && contains(whole, part);
}

// A list written out is searched item by item, so that numbers stay numbers.
bool is_member(const ExpressionNode& node, const Expression::Lookup& lookup) {
  const Value value = evaluate_node(node.children[0], lookup);
  const auto& list = node.children[1];
  if (list.kind != NodeKind::list) return contains(evaluate_node(list, lookup), value);
  return std::any_of(list.children.begin(), list.children.end(), [&](const ExpressionNode& item) {
    return equal(evaluate_node(item, lookup), value);
  });
}

Value arithmetic(const ExpressionNode& node, const Expression::Lookup& lookup) {
  Value result = evaluate_node(node.children[0], lookup);
  for (std::size_t i = 0; i < node.operators.size(); ++i) {
    result = calculate(result, node.operators[i], evaluate_node(node.children[i + 1], lookup));
  }
  return result;
}

}  // namespace

Value evaluate_node(const ExpressionNode& node, const Expression::Lookup& lookup) {
  const auto holds = [&lookup](const ExpressionNode& child) {
    return truthy(evaluate_node(child, lookup));
  };
  const auto& children = node.children;
  switch (node.kind) {
    case NodeKind::literal:
      return node.literal;
    case NodeKind::name:
      return lookup ? lookup(node.name) : Value{};
    case NodeKind::list:
      return list_of(node, lookup);
    case NodeKind::any:
      return std::any_of(children.begin(), children.end(), holds);
    case NodeKind::all:
      return std::all_of(children.begin(), children.end(), holds);
    case NodeKind::negation:
      return !holds(children[0]);
    case NodeKind::compare:
      return compare(evaluate_node(children[0], lookup), node.operators[0],
                     evaluate_node(children[1], lookup));
    case NodeKind::member:
      return is_member(node, lookup) != node.inverted;
    case NodeKind::contains:
      return holds_part(evaluate_node(children[0], lookup), evaluate_node(children[1], lookup)) !=
             node.inverted;
    case NodeKind::presence:
      return is_set(evaluate_node(children[0], lookup)) != node.inverted;
    case NodeKind::arithmetic:
      return arithmetic(node, lookup);
  }
  return {};
}

}  // namespace yingda::dialogue
