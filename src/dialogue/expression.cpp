#include "dialogue/expression.hpp"

#include <algorithm>
#include <utility>

#include "dialogue/expression_node.hpp"
#include "dialogue/expression_parser.hpp"

namespace yingda::dialogue {

Result<Expression> Expression::parse(std::string_view source) {
  auto parsed = parse_expression(source);
  if (!parsed) return parsed.error();
  Expression out;
  out.source_ = std::string(source);
  out.names_ = std::move(parsed->names);
  out.root_ = std::make_shared<const ExpressionNode>(std::move(parsed->root));
  return out;
}

Value Expression::evaluate(const Lookup& lookup) const {
  return root_ ? evaluate_node(*root_, lookup) : Value{};
}

}  // namespace yingda::dialogue
