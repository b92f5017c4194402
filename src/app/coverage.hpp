#pragma once
// Which steps and branches of the flows the conversation tests went through.

#include <string>
#include <vector>

#include "dialogue/flow.hpp"
#include "dialogue/trail.hpp"

namespace yingda::app {

// One thing an editor wrote that a conversation can go through.
struct CoveragePoint {
  const void* part = nullptr;  // as a Trail names it
  bool step = false;           // else a branch
  std::string flow;
  std::string what;  // "step `ask`", "step `ask`: option `yes`"
  dialogue::Location where;
};

// In the order of the flows; equal for equal flows but for the addresses.
std::vector<CoveragePoint> coverage_points(const dialogue::FlowSet& flows);

class Coverage {
 public:
  explicit Coverage(const dialogue::FlowSet& flows);

  // What runs on `flows`, the same content, went through.
  void add(const dialogue::FlowSet& flows, const dialogue::Trail& trail);

  struct Share {
    std::size_t covered = 0;
    std::size_t total = 0;
  };
  // Of one flow; of all when `flow` is empty.
  Share steps(const std::string& flow = {}) const { return share(flow, true); }
  Share branches(const std::string& flow = {}) const { return share(flow, false); }
  std::vector<std::string> flows() const;
  std::vector<CoveragePoint> missing(const std::string& flow = {}) const;

 private:
  Share share(const std::string& flow, bool steps) const;

  std::vector<CoveragePoint> points_;
  std::vector<bool> covered_;
};

}  // namespace yingda::app
