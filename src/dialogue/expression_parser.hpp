#pragma once
// Source text to tree, by recursive descent:
//   or         = and { "or" and }
//   and        = not { "and" not }
//   not        = "not" not | comparison
//   comparison = sum [ ("==" | "!=" | "<" | "<=" | ">" | ">=") sum
//                    | ["not"] "in" primary | "is" ["not"] "set" ]
//   sum        = product { ("+" | "-") product }
//   product    = unary { ("*" | "/") unary }
//   unary      = "-" unary | primary
//   primary    = number | string | "true" | "false" | "null" | name | "(" or ")" | "[" [or {","
//   or}] "]"

#include <string>
#include <string_view>
#include <vector>

#include "dialogue/expression_node.hpp"

namespace yingda::dialogue {

struct ParsedExpression {
  ExpressionNode root;
  std::vector<std::string> names;
};

Result<ParsedExpression> parse_expression(std::string_view source);

}  // namespace yingda::dialogue
