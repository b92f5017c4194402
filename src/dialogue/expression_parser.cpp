#include "dialogue/expression_parser.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include "dialogue/expression_tokens.hpp"

namespace yingda::dialogue {
namespace {

// Deeper nesting than this is a mistake, and would cost stack.
constexpr int depth_max = 64;

using Parsed = Result<ExpressionNode>;

std::optional<Operator> comparison_operator(std::string_view sign) {
  if (sign == "==") return Operator::equal;
  if (sign == "!=") return Operator::unequal;
  if (sign == "<") return Operator::less;
  if (sign == "<=") return Operator::less_equal;
  if (sign == ">") return Operator::greater;
  if (sign == ">=") return Operator::greater_equal;
  return std::nullopt;
}

bool is_keyword(std::string_view word) {
  constexpr std::string_view words[] = {"and", "or", "not", "in", "is", "set", "contains"};
  return std::find(std::begin(words), std::end(words), word) != std::end(words);
}

class Parser {
 public:
  explicit Parser(std::vector<Word> words) : words_(std::move(words)) {}

  Result<ParsedExpression> run() {
    auto root = any();
    if (!root) return root.error();
    if (word().kind != WordKind::end) {
      return unexpected(", expected an operator such as == or the end");
    }
    return ParsedExpression{std::move(*root), std::move(names_)};
  }

 private:
  const Word& word() const { return words_[at_]; }
  bool is_sign(std::string_view sign) const {
    return word().kind == WordKind::sign && word().text == sign;
  }
  bool is_name(std::string_view name, std::size_t ahead = 0) const {
    const auto& candidate = words_[std::min(at_ + ahead, words_.size() - 1)];
    return candidate.kind == WordKind::name && candidate.text == name;
  }

  Error unexpected(const std::string& expected) const {
    if (word().kind == WordKind::end) {
      return expression_error(word().column, "the expression ends here" + expected);
    }
    const std::string quoted = word().kind == WordKind::string ? "text \"" + word().text + "\""
                                                               : "\"" + word().text + "\"";
    return expression_error(word().column, "unexpected " + quoted + expected);
  }

  // One rule's chain, `first { separator next }`, as a node of `kind` when there is more than one.
  Parsed chain(NodeKind kind, std::string_view separator, Parsed (Parser::*part)()) {
    auto first = (this->*part)();
    if (!first || !is_name(separator)) return first;
    ExpressionNode node;
    node.kind = kind;
    node.children.push_back(std::move(*first));
    while (is_name(separator)) {
      ++at_;
      auto next = (this->*part)();
      if (!next) return next;
      node.children.push_back(std::move(*next));
    }
    return node;
  }

  Parsed any() {
    if (depth_ >= depth_max) {
      return expression_error(word().column, "nested deeper than " + std::to_string(depth_max));
    }
    ++depth_;
    auto result = chain(NodeKind::any, "or", &Parser::all);
    --depth_;
    return result;
  }

  Parsed all() { return chain(NodeKind::all, "and", &Parser::negation); }

  Parsed negation() {
    bool inverted = false;
    bool seen = false;
    for (; is_name("not"); ++at_) inverted = !inverted, seen = true;
    auto inner = comparison();
    if (!inner || !seen) return inner;
    ExpressionNode node;
    node.kind = NodeKind::negation;
    node.children.push_back(std::move(*inner));
    if (inverted) return node;
    ExpressionNode twice;
    twice.kind = NodeKind::negation;
    twice.children.push_back(std::move(node));
    return twice;
  }

  Parsed comparison() {
    auto left = sum();
    if (!left) return left;
    auto result = comparison_tail(std::move(*left));
    if (!result) return result;
    if (word().kind == WordKind::sign && comparison_operator(word().text)) {
      return expression_error(word().column, "comparisons cannot be chained; join two with and");
    }
    return result;
  }

  Parsed comparison_tail(ExpressionNode left) {
    ExpressionNode node;
    const auto op = word().kind == WordKind::sign ? comparison_operator(word().text) : std::nullopt;
    if (op) {
      ++at_;
      node.kind = NodeKind::compare;
      node.operators.push_back(*op);
      return with_right(std::move(node), std::move(left), sum());
    }
    if (is_name("in") || (is_name("not") && is_name("in", 1))) {
      node.kind = NodeKind::member;
      node.inverted = is_name("not");
      at_ += node.inverted ? 2 : 1;
      return with_right(std::move(node), std::move(left), primary());
    }
    if (is_name("contains") || (is_name("not") && is_name("contains", 1))) {
      node.kind = NodeKind::contains;
      node.inverted = is_name("not");
      at_ += node.inverted ? 2 : 1;
      return with_right(std::move(node), std::move(left), sum());
    }
    if (!is_name("is")) return left;
    ++at_;
    node.kind = NodeKind::presence;
    node.inverted = is_name("not");
    if (node.inverted) ++at_;
    if (!is_name("set")) return unexpected(", expected set (`x is set`, `x is not set`)");
    ++at_;
    node.children.push_back(std::move(left));
    return node;
  }

  static Parsed with_right(ExpressionNode node, ExpressionNode left, Parsed right) {
    if (!right) return right;
    node.children.push_back(std::move(left));
    node.children.push_back(std::move(*right));
    return node;
  }

  Parsed sum() { return arithmetic("+", Operator::add, "-", Operator::subtract, &Parser::product); }
  Parsed product() {
    return arithmetic("*", Operator::multiply, "/", Operator::divide, &Parser::unary);
  }

  Parsed arithmetic(std::string_view one, Operator one_op, std::string_view two, Operator two_op,
                    Parsed (Parser::*part)()) {
    auto first = (this->*part)();
    if (!first || !(is_sign(one) || is_sign(two))) return first;
    ExpressionNode node;
    node.kind = NodeKind::arithmetic;
    node.children.push_back(std::move(*first));
    while (is_sign(one) || is_sign(two)) {
      node.operators.push_back(is_sign(one) ? one_op : two_op);
      ++at_;
      auto next = (this->*part)();
      if (!next) return next;
      node.children.push_back(std::move(*next));
    }
    return node;
  }

  Parsed unary() {
    bool negative = false;
    for (; is_sign("-"); ++at_) negative = !negative;
    auto inner = primary();
    if (!inner || !negative) return inner;
    if (auto* number = std::get_if<double>(&inner->literal)) {
      *number = -*number;
      return inner;
    }
    ExpressionNode node;
    node.kind = NodeKind::arithmetic;
    node.operators.push_back(Operator::subtract);
    node.children.push_back({NodeKind::literal, Value(0.0)});
    node.children.push_back(std::move(*inner));
    return node;
  }

  Parsed primary() {
    const Word current = word();
    if (current.kind == WordKind::number || current.kind == WordKind::string) {
      ++at_;
      const bool number = current.kind == WordKind::number;
      return ExpressionNode{NodeKind::literal,
                            number ? Value(current.number) : Value(current.text)};
    }
    if (current.kind == WordKind::name && !is_keyword(current.text)) return name();
    if (is_sign("(")) return parenthesis();
    if (is_sign("[")) return list();
    return unexpected(", expected a name, a number, a text or (");
  }

  Parsed name() {
    std::string text = words_[at_++].text;
    if (text == "true" || text == "false") {
      return ExpressionNode{NodeKind::literal, Value(text == "true")};
    }
    if (text == "null") return ExpressionNode{};
    if (text.starts_with("slots.")) text.erase(0, 6);
    if (std::find(names_.begin(), names_.end(), text) == names_.end()) names_.push_back(text);
    return ExpressionNode{NodeKind::name, {}, std::move(text)};
  }

  Parsed parenthesis() {
    const std::size_t opened = word().column;
    ++at_;
    auto inner = any();
    if (!inner) return inner;
    if (!is_sign(")")) {
      return unexpected(", expected ) for the ( at column " + std::to_string(opened));
    }
    ++at_;
    return inner;
  }

  Parsed list() {
    ExpressionNode node;
    node.kind = NodeKind::list;
    const std::size_t opened = word().column;
    ++at_;
    while (!is_sign("]")) {
      auto item = any();
      if (!item) return item;
      node.children.push_back(std::move(*item));
      if (is_sign("]")) break;
      if (!is_sign(",")) {
        return unexpected(", expected , or ] for the [ at column " + std::to_string(opened));
      }
      ++at_;
    }
    ++at_;
    return node;
  }

  std::vector<Word> words_;
  std::size_t at_ = 0;
  int depth_ = 0;
  std::vector<std::string> names_;
};

}  // namespace

Result<ParsedExpression> parse_expression(std::string_view source) {
  auto words = split_expression(source);
  if (!words) return words.error();
  if (words->size() == 1) return expression_error(1, "the expression is empty");
  return Parser(std::move(*words)).run();
}

}  // namespace yingda::dialogue
