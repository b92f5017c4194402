#pragma once
// All steps of all flows as one graph: what may follow what, and why. The proofs in check_*.cpp
// read flows only through it and through walker.hpp.

#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "dialogue/flow.hpp"

namespace yingda::content {

enum class Way {
  proceed,   // by itself, also after a `wait`
  skipped,   // its `if` did not hold
  known,     // a collect whose slot is set already
  answered,  // the visitor gave what was asked
  failed,    // the visitor could not, as often as allowed
  error,     // a connector did not answer
  entered,   // a called or linked flow begins
  returned,  // after the called flow's end
};

// A step, or a flow's end when `step` is end_of_flow.
struct Place {
  const dialogue::Flow* flow = nullptr;
  int step = dialogue::end_of_flow;
  bool at_end() const { return step == dialogue::end_of_flow; }
  const dialogue::Step& get() const { return flow->steps[static_cast<std::size_t>(step)]; }
  auto operator<=>(const Place&) const = default;
};

struct Edge {
  Place to;
  Way way = Way::proceed;
};

// A condition's value when it depends on nothing.
std::optional<bool> constant(const std::optional<dialogue::Expression>& condition);

// Does the step wait for the visitor?
bool is_question(const dialogue::Step& step);

// Does the step keep the visitor waiting for something else than the visitor: a time, or the answer
// of a connector, which may take minutes with its retries?
bool takes_time(const dialogue::Step& step);

struct Decisions;

class StateGraph {
 public:
  explicit StateGraph(const dialogue::FlowSet& flows);

  const dialogue::FlowSet& flows() const { return *flows_; }
  // Every way on from a step, without duplicates. A hand-over and a flow's end have none.
  std::vector<Edge> edges(const Place& from) const;
  // Where a flow goes on that called this one, also through links.
  const std::vector<Place>& return_sites(const std::string& flow) const;
  // Does the flow ever come to its end, so that a caller goes on?
  bool returns(const std::string& flow) const { return returning_.contains(flow); }
  // Places that a conversation may come back to, conditions taken as unknown; `failing`: also by
  // answers that do not fit.
  std::set<Place> revisited(bool failing = false) const;
  // Flows that call that one or link to it.
  const std::set<std::string>& leading_to(const std::string& flow) const;
  // What decides where a way leads; made once for all proofs.
  const Decisions& decisions() const { return *decisions_; }
  // Is anything after this flow's end? Not for a helper that is only ever called.
  bool may_end_conversation(const std::string& flow) const { return top_.contains(flow); }

 private:
  void find_returning();
  void find_return_sites();
  void find_leading_to();
  void find_top();
  bool reaches_end(const dialogue::Flow& flow) const;

  const dialogue::FlowSet* flows_;
  std::set<std::string> returning_;
  std::set<std::string> top_;
  std::map<std::string, std::vector<Place>> return_sites_;
  std::map<std::string, std::set<std::string>> leading_to_;
  std::shared_ptr<const Decisions> decisions_;
};

// The places where a list of branches may lead, conditions taken as unknown unless constant.
std::vector<int> branch_targets(const std::vector<dialogue::Branch>& branches,
                                const std::vector<int>& otherwise);

// "flow/step", with "#3" for the third step of a flow when it has no id.
std::string name_of(const Place& place);

}  // namespace yingda::content
