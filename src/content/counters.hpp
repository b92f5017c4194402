#pragma once
// Slots that only ever count in one direction (`misses + 1`) and are compared with numbers. Beyond
// the largest of these numbers all values are alike, so that a count that nothing stops comes to an
// end for the proofs: exactly, not by giving up.
//
// `{if: misses is not set, set_slots: {misses: 0}}` begins a count unless one was left by an
// earlier run of a flow. What such a slot may hold then is all that the flows ever give it.

#include <map>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

#include "dialogue/flow.hpp"

namespace yingda::content {

class Counters {
 public:
  explicit Counters(const dialogue::FlowSet& flows);
  // The value itself, or one that no condition tells from it.
  double alike(const std::string& slot, double value) const;

  // What is left of a count by earlier runs: every number that it may have come to. (It may also
  // have none.)
  struct Left {
    std::string slot;
    std::vector<double> numbers;
  };
  // Counts that the step decides by, and of which it is asked somewhere whether they have begun.
  const std::vector<const Left*>& left_at(const dialogue::Step& step) const;

 private:
  struct Counter {
    double least = 0;  // of the numbers it is compared with
    double most = 0;
    bool up = false;
    bool down = false;
    bool otherwise = false;  // it is also used in another way
    bool given = false;      // something else sets it, too
    std::set<double> begins;
    std::set<double> steps;
  };
  void read_setters(const dialogue::Step& step);
  void find_left();
  void find_uses(const dialogue::FlowSet& flows);
  void read_condition(const dialogue::ExpressionNode& node);
  void read_side(const dialogue::ExpressionNode& name, const dialogue::ExpressionNode& other);
  void read_assignment(const std::string& slot, const dialogue::ExpressionNode& node);
  void use_otherwise(const dialogue::ExpressionNode& node);

  std::map<std::string, Counter> counters_;
  std::set<std::string> asked_for_;  // whether they are set
  bool anything_is_set_ = false;
  std::map<std::string, Left> left_;
  std::unordered_map<const dialogue::Step*, std::vector<const Left*>> left_at_;
};

}  // namespace yingda::content
