#include "content/state_graph.hpp"

#include <algorithm>

#include "base/overloaded.hpp"
#include "content/decisions.hpp"

namespace yingda::content {
namespace {

using dialogue::end_of_flow;

class EdgeCollector {
 public:
  EdgeCollector(const StateGraph& graph, const Place& from) : graph_(graph), from_(from) {}

  void add(int step, Way way) { add(Place{from_.flow, step}, way); }
  void add(Place to, Way way) {
    const bool known = std::any_of(edges_.begin(), edges_.end(), [&](const Edge& edge) {
      return edge.to == to && edge.way == way;
    });
    if (!known) edges_.push_back({to, way});
  }
  void follow(Way way) {
    for (const int target : next()) add(target, way);
  }
  std::vector<int> next() const {
    const auto& step = from_.get();
    return branch_targets(step.next, {step.following});
  }
  void enter(const std::string& flow) {
    const auto* target = graph_.flows().find(flow);
    if (!target) return;
    add(Place{target, target->steps.empty() ? end_of_flow : 0}, Way::entered);
  }

  void body(const dialogue::Say&) { follow(Way::proceed); }
  void body(const dialogue::Answer&) { follow(Way::proceed); }
  void body(const dialogue::Wait&) { follow(Way::proceed); }
  void body(const dialogue::SetSlots&) { follow(Way::proceed); }
  void body(const dialogue::OpenWorkOrder&) { follow(Way::proceed); }
  void body(const dialogue::Handoff&) {}
  void body(const dialogue::Form&) { follow(Way::answered); }
  void body(const dialogue::Collect& collect) {
    follow(Way::answered);
    if (!collect.force) follow(Way::known);
    if (collect.on_failure) add(*collect.on_failure, Way::failed);
  }
  void body(const dialogue::Choose& choose) {
    for (const auto& option : choose.options) {
      for (const int target : branch_targets(option.next, next())) add(target, Way::answered);
    }
  }
  void body(const dialogue::Action& action) {
    follow(Way::proceed);
    for (const int target : branch_targets(action.on_error, {})) add(target, Way::error);
  }
  void body(const dialogue::Call& call) {
    enter(call.flow);
    if (!graph_.flows().find(call.flow) || graph_.returns(call.flow)) follow(Way::returned);
  }
  void body(const dialogue::Link& link) { enter(link.flow); }

  std::vector<Edge> take() { return std::move(edges_); }

 private:
  const StateGraph& graph_;
  Place from_;
  std::vector<Edge> edges_;
};

}  // namespace

std::optional<bool> constant(const std::optional<dialogue::Expression>& condition) {
  if (!condition) return true;
  if (!condition->names().empty()) return std::nullopt;
  return dialogue::truthy(
      condition->evaluate([](const std::string&) { return dialogue::Value{}; }));
}

bool is_question(const dialogue::Step& step) {
  return std::holds_alternative<dialogue::Collect>(step.body) ||
         std::holds_alternative<dialogue::Choose>(step.body) ||
         std::holds_alternative<dialogue::Form>(step.body);
}

bool takes_time(const dialogue::Step& step) {
  return std::holds_alternative<dialogue::Wait>(step.body) ||
         std::holds_alternative<dialogue::Action>(step.body);
}

std::vector<int> branch_targets(const std::vector<dialogue::Branch>& branches,
                                const std::vector<int>& otherwise) {
  std::vector<int> out;
  for (const auto& branch : branches) {
    const auto known = constant(branch.condition);
    if (known == false) continue;
    out.push_back(branch.target);
    if (known == true) return out;
  }
  out.insert(out.end(), otherwise.begin(), otherwise.end());
  return out;
}

std::string name_of(const Place& place) {
  return place.flow->id + "/" + (place.at_end() ? "END" : place.get().id);
}

StateGraph::StateGraph(const dialogue::FlowSet& flows) : flows_(&flows) {
  find_returning();
  find_return_sites();
  find_top();
  find_leading_to();
  decisions_ = std::make_shared<const Decisions>(*this);
}

std::vector<Edge> StateGraph::edges(const Place& from) const {
  if (from.at_end()) return {};
  EdgeCollector out(*this, from);
  const auto& step = from.get();
  const auto runs = constant(step.condition);
  if (runs != true) out.add(step.following, Way::skipped);
  if (runs != false) std::visit([&](const auto& body) { out.body(body); }, step.body);
  return out.take();
}

const std::vector<Place>& StateGraph::return_sites(const std::string& flow) const {
  static const std::vector<Place> none;
  const auto found = return_sites_.find(flow);
  return found == return_sites_.end() ? none : found->second;
}

const std::set<std::string>& StateGraph::leading_to(const std::string& flow) const {
  static const std::set<std::string> none;
  const auto found = leading_to_.find(flow);
  return found == leading_to_.end() ? none : found->second;
}

void StateGraph::find_leading_to() {
  for (const auto& [id, flow] : flows_->flows) {
    for (const auto& step : flow.steps) {
      if (const auto* call = std::get_if<dialogue::Call>(&step.body)) {
        leading_to_[call->flow].insert(id);
      } else if (const auto* link = std::get_if<dialogue::Link>(&step.body)) {
        leading_to_[link->flow].insert(id);
      }
    }
  }
}

bool StateGraph::reaches_end(const dialogue::Flow& flow) const {
  if (flow.steps.empty()) return true;
  std::set<Place> seen;
  std::vector<Place> open{{&flow, 0}};
  while (!open.empty()) {
    const auto place = open.back();
    open.pop_back();
    if (!seen.insert(place).second) continue;
    if (place.at_end()) return true;
    if (const auto* link = std::get_if<dialogue::Link>(&place.get().body)) {
      if (constant(place.get().condition) != false && returning_.contains(link->flow)) return true;
    }
    for (const auto& edge : edges(place)) {
      if (edge.to.flow == &flow && edge.way != Way::entered) open.push_back(edge.to);
    }
  }
  return false;
}

void StateGraph::find_returning() {
  for (bool changed = true; changed;) {
    changed = false;
    for (const auto& [id, flow] : flows_->flows) {
      if (returning_.contains(id) || !reaches_end(flow)) continue;
      returning_.insert(id);
      changed = true;
    }
  }
}

void StateGraph::find_return_sites() {
  for (const auto& [id, flow] : flows_->flows) {
    for (std::size_t i = 0; i < flow.steps.size(); ++i) {
      const auto* call = std::get_if<dialogue::Call>(&flow.steps[i].body);
      if (call) return_sites_[call->flow].push_back({&flow, static_cast<int>(i)});
    }
  }
  // A link leaves its flow's caller waiting: the linked flow returns there.
  for (bool changed = true; changed;) {
    changed = false;
    for (const auto& [id, flow] : flows_->flows) {
      for (const auto& step : flow.steps) {
        const auto* link = std::get_if<dialogue::Link>(&step.body);
        if (!link) continue;
        const auto from = return_sites(id);
        auto& to = return_sites_[link->flow];
        for (const auto& site : from) {
          if (std::find(to.begin(), to.end(), site) != to.end()) continue;
          to.push_back(site);
          changed = true;
        }
      }
    }
  }
}

void StateGraph::find_top() {
  for (const auto& [id, flow] : flows_->flows) {
    if (flow.has_triggers() || return_sites(id).empty()) top_.insert(id);
  }
  for (bool changed = true; changed;) {
    changed = false;
    for (const auto& [id, flow] : flows_->flows) {
      if (!top_.contains(id)) continue;
      for (const auto& step : flow.steps) {
        const auto* link = std::get_if<dialogue::Link>(&step.body);
        if (link && flows_->find(link->flow)) changed |= top_.insert(link->flow).second;
      }
    }
  }
}

std::set<Place> StateGraph::revisited(bool failing) const {
  // Takes away what leads nowhere or is led to from nowhere until only cycles (and what lies
  // between them) remain.
  std::map<Place, std::set<Place>> to;
  std::map<Place, std::set<Place>> from;
  for (const auto& [id, flow] : flows_->flows) {
    for (std::size_t i = 0; i < flow.steps.size(); ++i) {
      const Place place{&flow, static_cast<int>(i)};
      for (const auto& edge : edges(place)) {
        if (edge.way == Way::failed && !failing) continue;
        to[place].insert(edge.to);
        from[edge.to].insert(place);
      }
    }
  }
  const auto strip = [](auto& forward, auto& backward) {
    std::vector<Place> open;
    for (const auto& [place, unused] : backward) {
      if (!forward.contains(place)) open.push_back(place);
    }
    while (!open.empty()) {
      const auto place = open.back();
      open.pop_back();
      for (const auto& before : backward[place]) {
        auto& targets = forward[before];
        targets.erase(place);
        if (!targets.empty()) continue;
        forward.erase(before);
        open.push_back(before);
      }
      backward.erase(place);
    }
  };
  strip(to, from);
  strip(from, to);
  std::set<Place> out;
  for (const auto& [place, targets] : to) {
    if (!targets.empty() && from.contains(place)) out.insert(place);
  }
  return out;
}

}  // namespace yingda::content
