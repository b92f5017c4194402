#pragma once
// Can a condition hold at all? Finds contradictions (`n > 5 and n < 3`, the same branch twice),
// slot by slot: for each, values from every region that the condition's comparisons tell apart are
// tried; where two slots are compared with each other, every order that they may have. What cannot
// be cut into regions counts as possible: only what surely never holds is called impossible.

#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "content/slot_table.hpp"
#include "dialogue/expression_parser.hpp"

namespace yingda::content {

// The values that a slot may have where a condition is asked.
struct Domain {
  bool unset = true;
  bool anything = true;  // if not, what the rest allows
  bool flags = false;
  bool numbers = false;
  bool amounts = false;  // texts that are numbers, as money is kept
  bool texts = false;
  bool lists = false;
  std::set<std::string> list_ids{};  // the lists hold some of these; empty: whatever there is
  std::set<bool> these_flags{};
  std::set<double> these_numbers{};
  std::set<std::string> these_texts{};
  // The texts are answers to a question of that type, as the slot keeps them. (That an answer may
  // be no text at all stands above.)
  std::optional<dialogue::SlotType> written{};
  bool operator==(const Domain&) const = default;
  bool allows(const dialogue::Value& value) const;
  // The one value that there may be; nullopt: there are several.
  std::optional<dialogue::Value> only() const;
  // As a question of that type fills it.
  void add(dialogue::SlotType type, const std::set<std::string>& options);
  // The lists of both.
  void join_lists(const Domain& other);
};

Domain domain_of(const SlotTable& slots, const std::string& name);

// What is assumed of the slots, step by step.
class Case {
 public:
  using DomainOf = std::function<Domain(const std::string& slot)>;
  explicit Case(DomainOf domain) : domain_(std::move(domain)) {}

  // That the condition is (or is not) true. Nothing comes of one that does not read.
  void assume(const dialogue::Expression& condition, bool holds);
  // False: nothing that a slot may hold fits all that was assumed.
  bool possible() const { return too_many_ || !ways_.empty(); }

 private:
  struct Atom {
    const dialogue::ExpressionNode* node = nullptr;
    bool holds = true;
  };
  using Conjunction = std::vector<Atom>;
  using Ways = std::vector<Conjunction>;

  void put_known_values(dialogue::ExpressionNode& node) const;
  std::optional<Ways> ways_of(const dialogue::ExpressionNode& node, bool holds) const;
  std::optional<Ways> both(const Ways& left, const Ways& right) const;
  bool fits(const Conjunction& atoms) const;
  bool fits_slot(const std::string& slot, const Conjunction& atoms) const;
  bool fits_pair(const Conjunction& atoms) const;

  DomainOf domain_;
  std::vector<std::shared_ptr<const dialogue::ParsedExpression>> read_;  // that atoms point into
  Ways ways_{Conjunction{}};
  bool too_many_ = false;
};

}  // namespace yingda::content
