#pragma once
// Slots that only ever count in one direction (`misses + 1`) and are compared with numbers. Beyond
// the largest of these numbers all values are alike, so that a count that nothing stops comes to an
// end for the proofs: exactly, not by giving up.

#include <map>
#include <string>

#include "dialogue/flow.hpp"

namespace yingda::content {

class Counters {
 public:
  explicit Counters(const dialogue::FlowSet& flows);
  // The value itself, or one that no condition tells from it.
  double alike(const std::string& slot, double value) const;

 private:
  struct Counter {
    double least = 0;  // of the numbers it is compared with
    double most = 0;
    bool up = false;
    bool down = false;
    bool otherwise = false;  // it is also used in another way
  };
  void read_condition(const dialogue::ExpressionNode& node);
  void read_side(const dialogue::ExpressionNode& name, const dialogue::ExpressionNode& other);
  void read_assignment(const std::string& slot, const dialogue::ExpressionNode& node);
  void use_otherwise(const dialogue::ExpressionNode& node);

  std::map<std::string, Counter> counters_;
};

}  // namespace yingda::content
