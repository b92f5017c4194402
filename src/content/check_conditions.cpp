// type-mismatch: an `if` is a question with yes or no as its answer. A number or a text is none:
// who writes `if: n + 1` meant something else.

#include <algorithm>

#include "content/check.hpp"
#include "content/slot_table.hpp"
#include "dialogue/expression_parser.hpp"

namespace yingda::content {
namespace {

using dialogue::ExpressionNode;
using dialogue::NodeKind;
using dialogue::SlotType;

std::string kind_of_name(const SlotTable& slots, const std::string& name) {
  const auto* slot = known_slot(slots, name);
  if (slot == nullptr) return {};
  const auto& uses = slot->uses;
  // Of what Yingda sets, whether there is any is a question: `if: conversation.open_order`.
  const bool fact = name == "now" || name.find('.') != std::string::npos;
  if (fact) return is_numeric(uses.front().type) ? "a number" : "";
  const bool flag = std::any_of(uses.begin(), uses.end(),
                                [](const Use& use) { return use.type == SlotType::boolean; });
  if (flag) return {};
  return held_by(uses.front());
}

struct Misuse {
  std::string what;  // "`n`"
  std::string kind;  // "a number"; empty: it is, or may be, yes or no
};

Misuse misuse(const SlotTable& slots, const ExpressionNode& node) {
  switch (node.kind) {
    case NodeKind::literal:
      if (std::holds_alternative<double>(node.literal)) {
        return {"`" + dialogue::to_text(node.literal) + "`", "a number"};
      }
      if (std::holds_alternative<std::string>(node.literal)) {
        return {"\"" + dialogue::to_text(node.literal) + "\"", "a text"};
      }
      return {};
    case NodeKind::name:
      return {"`" + node.name + "`", kind_of_name(slots, node.name)};
    case NodeKind::list:
      return {"a list in brackets", "a list"};
    case NodeKind::arithmetic:
      return {"a sum or product", "a number"};
    case NodeKind::any:
    case NodeKind::all:
    case NodeKind::negation:
      for (const auto& child : node.children) {
        if (auto found = misuse(slots, child); !found.kind.empty()) return found;
      }
      return {};
    case NodeKind::compare:
    case NodeKind::member:
    case NodeKind::contains:
    case NodeKind::presence:
      return {};
  }
  return {};
}

}  // namespace

void check_decides(const SlotTable& slots, const Condition& condition,
                   std::vector<Finding>& findings) {
  const auto parsed = dialogue::parse_expression(condition.expression.source());
  if (!parsed) return;
  const auto found = misuse(slots, parsed->root);
  if (found.kind.empty()) return;
  findings.push_back(flow_finding(condition.where, rule::type_mismatch,
                                  "a condition is true or false, and " + found.what + " is " +
                                      found.kind + "; compare it, or ask whether it `is set`"));
}

}  // namespace yingda::content
