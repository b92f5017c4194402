#pragma once
// What the slots may hold at each step, by all that may have been done before it: values that
// `set_slots` gave, answers that were asked for, branches that were taken. Rather too much than too
// little: while a question is open, a connector is asked or a time is waited for, other flows may
// run and answers may be put right.

#include <map>
#include <set>
#include <string>
#include <vector>

#include "content/solver.hpp"
#include "content/state_graph.hpp"

namespace yingda::content {

class SlotStates {
 public:
  // A slot that is not listed may hold whatever the table says.
  using State = std::map<std::string, Domain>;

  // `started`: flows that Yingda itself begins, besides those with triggers.
  SlotStates(const StateGraph& graph, int failed_max, const std::set<std::string>& started);

  // Before the step's `if` is looked at; null: no way leads there.
  const State* at(const Place& place) const;
  // While the step, a question, is open.
  State while_open(const Place& place) const;
  // Where the step's `next` decides.
  State behind(const Place& place) const;
  // Where the `next` of one of its options does.
  State behind_option(const Place& place, const std::string& option) const;

  Domain domain(const State& state, const std::string& slot) const;

 private:
  using States = std::map<Place, State>;

  void find_setters();
  void find_starts(const std::set<std::string>& started);
  void run();
  void add(const Place& place, const State& state);
  void leave(const Place& place, const State& state);
  void branch(const Place& from, const std::vector<dialogue::Branch>& branches, int otherwise,
              State state);
  void set(const Place& place, State& state) const;
  void set_collect(const dialogue::Collect& collect, State& state) const;
  void pause(const Place& place, State& state) const;
  bool is_own(const std::string& slot, const dialogue::Flow& flow) const;
  bool refine(const dialogue::ExpressionNode& node, bool holds, State& state) const;
  bool refine_slot(const std::string& slot, const dialogue::ExpressionNode& node, bool holds,
                   State& state) const;
  const State& before(const Place& place) const;

  const StateGraph& graph_;
  SlotTable table_;
  int failed_max_;
  std::map<std::string, std::set<std::string>> set_by_;  // the flows that set a slot
  std::map<std::string, int> times_set_;
  std::set<std::string> asked_;      // slots that the visitor is asked for
  std::set<std::string> clearable_;  // slots that `set_slots` may leave unset
  std::set<std::string> shared_;     // flows that others call or link to may run twice at once
  bool sets_anything_ = false;       // a connector's answer without a name sets any slot
  States states_;
  std::vector<Place> open_;
};

}  // namespace yingda::content
