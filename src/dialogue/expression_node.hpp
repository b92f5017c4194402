#pragma once
// The tree of an expression and its evaluation. Chains such as `a and b and c` are one node with
// many children, so that the depth of the tree is the depth of the parentheses.

#include <string>
#include <vector>

#include "dialogue/expression.hpp"

namespace yingda::dialogue {

enum class NodeKind {
  literal,
  name,
  list,
  any,
  all,
  negation,
  compare,
  member,
  contains,
  presence,
  arithmetic
};
enum class Operator {
  equal,
  unequal,
  less,
  less_equal,
  greater,
  greater_equal,
  add,
  subtract,
  multiply,
  divide
};

struct ExpressionNode {
  NodeKind kind = NodeKind::literal;
  Value literal{};
  std::string name{};
  bool inverted = false;  // `not in`, `is not set`
  std::vector<ExpressionNode> children{};
  std::vector<Operator> operators{};  // between the children: one less than they are
};

// Total: what makes no sense (dividing by zero, "abc" * 2) is null.
Value evaluate_node(const ExpressionNode& node, const Expression::Lookup& lookup);

}  // namespace yingda::dialogue
