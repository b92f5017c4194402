#pragma once
// The small typed expression language of `if` and `set_slots` (docs/flow-language.md). Parsed once
// when content is loaded; evaluation is total: it never throws and an unset name is null.

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "dialogue/value.hpp"

namespace yingda::dialogue {

struct ExpressionNode;

class Expression {
 public:
  using Lookup = std::function<Value(const std::string& name)>;

  // Errors are `invalid` with "column N: what is wrong and what was expected".
  static Result<Expression> parse(std::string_view source);

  Value evaluate(const Lookup& lookup) const;
  // Names it reads, without a leading "slots.", in order of appearance.
  const std::vector<std::string>& names() const { return names_; }
  const std::string& source() const { return source_; }
  // Null for an expression that was never parsed.
  const ExpressionNode* root() const { return root_.get(); }

 private:
  std::string source_;
  std::shared_ptr<const ExpressionNode> root_;
  std::vector<std::string> names_;
};

}  // namespace yingda::dialogue
