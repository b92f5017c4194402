// A `call` that is reached again while it has not come back. One that counts its rounds and comes
// to an end is fine: check_gates.cpp plays it. One that nothing stops is an endless loop, also with
// a question in between: each round lies on the stack for good, and all of them end at once when
// the innermost one does. A `link` does not come back and may go round.

#include <algorithm>
#include <deque>
#include <map>

#include "content/check.hpp"

namespace yingda::content {
namespace {

// The places from a call, through what it calls, to the same call; empty when none leads there.
std::vector<Place> way_back(const StateGraph& graph, const Place& call,
                            const dialogue::Flow& called) {
  std::map<Place, Place> before;
  const Place start{&called, 0};
  before.emplace(start, call);
  std::deque<Place> open{start};
  while (!open.empty()) {
    const auto place = open.front();
    open.pop_front();
    if (place == call) break;
    for (const auto& edge : graph.edges(place)) {
      if (before.emplace(edge.to, place).second) open.push_back(edge.to);
    }
  }
  std::vector<Place> way;
  if (!before.contains(call)) return way;
  for (Place at = call; at != start; at = before.at(at)) way.push_back(at);
  way.push_back(start);
  way.push_back(call);
  std::reverse(way.begin(), way.end());
  return way;
}

// Flows that a flow calls or links to, at whatever distance, itself among them.
class Reached {
 public:
  explicit Reached(const StateGraph& graph) : graph_(graph) {}
  bool leads(const std::string& from, const std::string& to) {
    auto& reached = reached_[from];
    if (reached.empty()) add_led_to(graph_, from, reached);
    return reached.contains(to);
  }

 private:
  const StateGraph& graph_;
  std::map<std::string, std::set<std::string>> reached_;
};

}  // namespace

std::vector<std::vector<Place>> call_cycles(const StateGraph& graph) {
  std::vector<std::vector<Place>> out;
  Reached reached(graph);
  for (const auto& [id, flow] : graph.flows().flows) {
    for (std::size_t i = 0; i < flow.steps.size(); ++i) {
      const auto* call = std::get_if<dialogue::Call>(&flow.steps[i].body);
      const auto* called = call == nullptr ? nullptr : graph.flows().find(call->flow);
      if (called == nullptr || called->steps.empty() || !reached.leads(call->flow, id)) continue;
      if (constant(flow.steps[i].condition) == false) continue;
      auto way = way_back(graph, {&flow, static_cast<int>(i)}, *called);
      if (!way.empty()) out.push_back(std::move(way));
    }
  }
  return out;
}

Finding call_cycle_finding(const std::vector<Place>& cycle) {
  return flow_finding(cycle.front().get().where, rule::endless_loop,
                      step_name(cycle.front()) + " calls itself again before it has come back: " +
                          path_text(cycle) + "; `link` goes there without coming back");
}

}  // namespace yingda::content
