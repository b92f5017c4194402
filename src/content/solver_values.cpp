#include "content/solver_values.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <set>

namespace yingda::content {
namespace {

using dialogue::ExpressionNode;
using dialogue::NodeKind;
using dialogue::Operator;
using dialogue::Value;

// factor * slot + rest
struct Linear {
  double factor = 0;
  double rest = 0;
};

std::optional<double> number_of(const Value& value) {
  if (const auto* number = std::get_if<double>(&value)) return *number;
  const auto* text = std::get_if<std::string>(&value);
  if (text == nullptr || text->empty()) return std::nullopt;
  char* end = nullptr;
  const double number = std::strtod(text->c_str(), &end);
  if (end != text->c_str() + text->size() || !std::isfinite(number)) return std::nullopt;
  return number;
}

std::optional<Linear> combined(const Linear& left, Operator op, const Linear& right) {
  switch (op) {
    case Operator::add:
      return Linear{left.factor + right.factor, left.rest + right.rest};
    case Operator::subtract:
      return Linear{left.factor - right.factor, left.rest - right.rest};
    case Operator::multiply:
      if (right.factor == 0) return Linear{left.factor * right.rest, left.rest * right.rest};
      if (left.factor == 0) return Linear{right.factor * left.rest, right.rest * left.rest};
      return std::nullopt;
    case Operator::divide:
      if (right.factor != 0 || right.rest == 0) return std::nullopt;
      return Linear{left.factor / right.rest, left.rest / right.rest};
    case Operator::equal:
    case Operator::unequal:
    case Operator::less:
    case Operator::less_equal:
    case Operator::greater:
    case Operator::greater_equal:
      break;
  }
  return std::nullopt;
}

std::optional<Linear> linear(const ExpressionNode& node) {
  if (node.kind == NodeKind::name) return Linear{1, 0};
  if (node.kind == NodeKind::literal) {
    const auto number = number_of(node.literal);
    return number ? std::optional(Linear{0, *number}) : std::nullopt;
  }
  if (node.kind != NodeKind::arithmetic) return std::nullopt;
  auto out = linear(node.children[0]);
  for (std::size_t i = 0; out && i < node.operators.size(); ++i) {
    const auto right = linear(node.children[i + 1]);
    out = right ? combined(*out, node.operators[i], *right) : std::nullopt;
  }
  return out;
}

bool computes(const ExpressionNode& node) {
  return node.kind == NodeKind::arithmetic ||
         std::any_of(node.children.begin(), node.children.end(), computes);
}

// What conditions compare the slot with.
class Borders {
 public:
  explicit Borders(const std::set<std::string>& list_ids) : list_ids_(list_ids) {}

  void take(const ExpressionNode& atom) {
    if (computes(atom)) take_sum(atom);
    take_literals(atom);
    note_kind(atom);
  }

  bool known() const {
    const bool parts_fit = !ordered_texts_ && texts_.size() <= parts_max;
    return known_ && (!parts_ || parts_fit);
  }

  std::vector<Value> values() const {
    std::vector<Value> out{{}, true, false};
    const auto numbers = numbers_to_try();
    for (const double number : numbers) {
      out.emplace_back(number);
      out.emplace_back(dialogue::to_text(Value(number)));
      char amount[64];
      std::snprintf(amount, sizeof amount, "%.2f", number);
      out.emplace_back(std::string(amount));
    }
    for (const auto& text : texts_to_try()) out.emplace_back(text);
    add_lists(out);
    return out;
  }

 private:
  static constexpr std::size_t parts_max = 6;

  // A sum or product: where does it come to what it is compared with?
  void take_sum(const ExpressionNode& atom) {
    if (atom.kind == NodeKind::arithmetic) return take_zero(linear(atom), false);
    if (atom.kind == NodeKind::presence) return take_zero(linear(atom.children[0]), false);
    if (atom.kind != NodeKind::compare) {
      known_ = false;
      return;
    }
    const auto left = linear(atom.children[0]);
    const auto right = linear(atom.children[1]);
    const auto difference =
        left && right ? combined(*left, Operator::subtract, *right) : std::nullopt;
    const auto op = atom.operators.front();
    take_zero(difference, op == Operator::equal || op == Operator::unequal);
  }

  // With `exactly`, a value that is rounded may miss the one that fits.
  void take_zero(const std::optional<Linear>& sum, bool exactly) {
    if (!sum) {
      known_ = false;
    } else if (sum->factor != 0) {
      const double zero = -sum->rest / sum->factor;
      known_ = known_ && std::isfinite(zero) && !(exactly && std::fabs(sum->factor) != 1);
      numbers_.insert(zero);
      // Rounding may put the border a little to either side.
      numbers_.insert(std::nextafter(zero, HUGE_VAL));
      numbers_.insert(std::nextafter(zero, -HUGE_VAL));
    }
  }

  void take_literals(const ExpressionNode& node) {
    if (node.kind == NodeKind::literal) {
      if (const auto number = number_of(node.literal)) numbers_.insert(*number);
      if (std::holds_alternative<std::string>(node.literal)) {
        texts_.insert(std::get<std::string>(node.literal));
      }
    }
    for (const auto& child : node.children) take_literals(child);
  }

  void note_kind(const ExpressionNode& atom) {
    if (atom.kind == NodeKind::contains) parts_ = true;
    // A list written out is made of texts; a slot in it is none of the values that are tried.
    const auto holds_name = [](const ExpressionNode& node) { return node.kind == NodeKind::name; };
    if (atom.kind == NodeKind::member && atom.children[1].kind == NodeKind::name) parts_ = true;
    if (atom.kind == NodeKind::member) {
      const auto& list = atom.children[1].children;
      if (std::any_of(list.begin(), list.end(), holds_name)) known_ = false;
    }
    if (atom.kind != NodeKind::compare) return;
    const auto op = atom.operators.front();
    if (op == Operator::equal || op == Operator::unequal) return;
    for (const auto& side : atom.children) {
      const bool text =
          side.kind == NodeKind::literal && std::holds_alternative<std::string>(side.literal);
      ordered_texts_ |= text;
    }
  }

  std::set<double> numbers_to_try() const {
    std::set<double> out{-1, 0, 1};
    for (auto at = numbers_.begin(); at != numbers_.end(); ++at) {
      for (const double step : {0.0, 0.01, 1.0}) {
        out.insert(*at - step);
        out.insert(*at + step);
      }
      const auto next = std::next(at);
      if (next != numbers_.end()) out.insert(*at + (*next - *at) / 2);
    }
    if (!numbers_.empty()) {
      out.insert(*numbers_.begin() - 1e6);
      out.insert(*numbers_.rbegin() + 1e6);
    }
    return out;
  }

  // For `contains`: any of the parts together, with something between them that stands in none.
  std::set<std::string> texts_to_try() const {
    std::set<std::string> out{"", "~", "\x7f"};
    for (const auto& text : texts_) {
      out.insert({text, text + '\x01', text + "~", "~" + text});
      if (!text.empty()) out.insert(text.substr(0, text.size() - 1));
      if (!text.empty()) out.insert(text.substr(0, text.size() - 1) + '\x01');
    }
    if (!parts_) return out;
    for (const auto* between : {"", " ", "\x01", "~"}) {
      for (const auto& some : subsets()) {
        out.insert(joined(some.begin(), some.end(), between));
        out.insert(joined(some.rbegin(), some.rend(), between));
      }
    }
    return out;
  }

  template <class Iterator>
  static std::string joined(Iterator from, Iterator to, const std::string& between) {
    std::string out = between;
    for (; from != to; ++from) out += *from + between;
    return out;
  }

  using List = std::vector<std::string>;

  std::vector<List> subsets() const {
    std::vector<List> out{{}};
    for (const auto& text : texts_) {
      const auto without = out.size();
      for (std::size_t i = 0; i < without; ++i) {
        out.push_back(out[i]);
        out.back().push_back(text);
      }
    }
    return out;
  }

  // What stands in a list and in no condition.
  std::string other_part() const {
    const auto unnamed = [this](const std::string& id) { return !texts_.contains(id); };
    const auto found = std::ranges::find_if(list_ids_, unnamed);
    return found == list_ids_.end() ? "\x01" : *found;
  }

  void add_lists(std::vector<Value>& out) const {
    const auto other = other_part();
    out.emplace_back(List{});
    out.emplace_back(List{other});
    for (const auto& text : texts_) out.emplace_back(List{text});
    if (!parts_) return;
    for (auto& some : subsets()) {
      out.emplace_back(some);
      some.push_back(other);
      out.emplace_back(std::move(some));
    }
  }

  const std::set<std::string>& list_ids_;
  std::set<double> numbers_;
  std::set<std::string> texts_;
  bool parts_ = false;          // something is looked for in the slot
  bool ordered_texts_ = false;  // it is compared with a text by < or >
  bool known_ = true;
};

}  // namespace

std::string plain_name(const std::string& name) {
  return name.starts_with("slots.") ? name.substr(6) : name;
}

std::optional<std::vector<Value>> values_to_try(const std::vector<const ExpressionNode*>& atoms,
                                                const std::set<std::string>& list_ids) {
  Borders borders(list_ids);
  for (const auto* atom : atoms) borders.take(*atom);
  if (!borders.known()) return std::nullopt;
  return borders.values();
}

}  // namespace yingda::content
