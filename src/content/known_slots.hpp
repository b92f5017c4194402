#pragma once
// What is known on a way through the flows, and what a condition comes to by it: true, false, or
// not known. What is not known is decided by the world, but each time the same: a condition that
// was taken as false stays false until one of its slots changes.

#include <map>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "dialogue/expression_node.hpp"
#include "dialogue/flow.hpp"

namespace yingda::content {

// What is known of a slot. A slot that is not listed may hold anything.
struct Knowledge {
  enum class Kind { unset, some_value, constant };
  Kind kind = Kind::some_value;
  dialogue::Value value;
  bool operator==(const Knowledge&) const = default;
};
using KnownSlots = std::map<std::string, Knowledge>;

// Atoms of conditions that were taken as true or false, by their number.
using Facts = std::map<int, bool>;

// The parts of all conditions that are true or false by themselves, without `and`, `or`, `not`.
// Equal parts have the same number: `a != 1` is `a == 1`, inverted.
class Atoms {
 public:
  struct Atom {
    std::vector<std::string> names;
    bool drifts = false;  // may change by itself while the flow waits: `now`, the page
  };
  struct Use {
    int atom = -1;
    bool inverted = false;
  };

  explicit Atoms(const dialogue::FlowSet& flows);
  std::optional<Use> find(const dialogue::ExpressionNode* node) const;
  const Atom& at(int atom) const { return atoms_[static_cast<std::size_t>(atom)]; }
  int size() const { return static_cast<int>(atoms_.size()); }

 private:
  void add(const dialogue::ExpressionNode& node);

  std::vector<Atom> atoms_;
  std::map<std::string, int> by_text_;
  std::unordered_map<const dialogue::ExpressionNode*, Use> uses_;
};

struct Assumed {
  const KnownSlots& slots;
  const Facts* facts = nullptr;
  const Atoms* atoms = nullptr;
};

// The value, when what is known decides it.
std::optional<dialogue::Value> value_of(const dialogue::ExpressionNode& node, const Assumed& known);
std::optional<bool> truth_of(const dialogue::ExpressionNode& node, const Assumed& known);

// What follows for single atoms when the condition, which is not decided, is (not) true.
void assume(const dialogue::ExpressionNode& node, bool holds, const KnownSlots& slots,
            const Atoms& atoms, Facts& facts);

// Calls `visit` with every condition of a step that decides where it leads: its `if`, those of its
// branches, and its rejections.
template <class Visit>
void each_condition(const dialogue::Step& step, Visit visit) {
  const auto branches = [&](const std::vector<dialogue::Branch>& list) {
    for (const auto& branch : list) {
      if (branch.condition) visit(*branch.condition);
    }
  };
  if (step.condition) visit(*step.condition);
  branches(step.next);
  if (const auto* collect = std::get_if<dialogue::Collect>(&step.body)) {
    for (const auto& rejection : collect->rejections) visit(rejection.condition);
  } else if (const auto* choose = std::get_if<dialogue::Choose>(&step.body)) {
    for (const auto& option : choose->options) branches(option.next);
  } else if (const auto* action = std::get_if<dialogue::Action>(&step.body)) {
    branches(action->on_error);
  }
}

}  // namespace yingda::content
