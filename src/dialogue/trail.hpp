#pragma once
// Where runs of one FlowSet have been: its steps, branches, options and rejections, by address. For
// the coverage of conversation tests; a server keeps none.

#include <unordered_set>

namespace yingda::dialogue {

class Trail {
 public:
  void mark(const void* part) { parts_.insert(part); }
  bool holds(const void* part) const { return parts_.contains(part); }

 private:
  std::unordered_set<const void*> parts_;
};

}  // namespace yingda::dialogue
