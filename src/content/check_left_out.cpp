// unknown-reference, as a warning: a text that shows what a connector answered, or the number of a
// work order, where one way through the flow leads past the step that brings it. Who goes that way
// reads a sentence with a hole in it.

#include <algorithm>
#include <deque>
#include <map>

#include "content/check.hpp"
#include "content/walker.hpp"

namespace yingda::content {
namespace {

// Real flows need a few hundred.
constexpr std::size_t left_out_effort = 20'000;

std::string before_dot(const std::string& name) { return name.substr(0, name.find('.')); }

class LeftOut {
 public:
  LeftOut(const StateGraph& graph, const ParsedFlows& parsed, std::vector<Finding>& findings)
      : graph_(graph), parsed_(parsed), findings_(findings) {
    for (const auto& condition : parsed.conditions) {
      for (const auto& name : condition.expression.names()) {
        if (name.find('.') != std::string::npos) decided_by_[before_dot(name)].insert(name);
      }
    }
  }

  void run() {
    for (const auto& reference : parsed_.references) {
      const auto dot = reference.name.find('.');
      const bool told = reference.kind == ReferenceKind::slot && reference.in_text;
      if (!told || dot == std::string::npos || reference.name.ends_with(".error")) continue;
      const auto* flow = graph_.flows().find(reference.flow);
      if (flow == nullptr || !flow->has_triggers()) continue;
      by_flow_[{flow, before_dot(reference.name)}].push_back(&reference);
    }
    for (const auto& [key, references] : by_flow_) look_at(*key.first, key.second, references);
  }

 private:
  using References = std::vector<const Reference*>;

  bool sets(const dialogue::Step& step, const std::string& result) const {
    if (const auto* action = std::get_if<dialogue::Action>(&step.body)) {
      return action->result == result || action->result.empty();
    }
    if (const auto* call = std::get_if<dialogue::Call>(&step.body)) {
      std::set<std::string> led;
      add_led_to(graph_, call->flow, led);
      return std::any_of(led.begin(), led.end(), [&](const std::string& id) {
        const auto* flow = graph_.flows().find(id);
        return flow != nullptr &&
               std::any_of(flow->steps.begin(), flow->steps.end(), [&](const auto& each) {
                 return !std::holds_alternative<dialogue::Call>(each.body) && sets(each, result);
               });
      });
    }
    return result == "work_order" && std::holds_alternative<dialogue::OpenWorkOrder>(step.body);
  }

  // The step that a text belongs to: the last one that begins before it.
  static Place step_of(const dialogue::Flow& flow, const dialogue::Location& where) {
    Place best{&flow, dialogue::end_of_flow};
    const auto at = [](const dialogue::Location& place) {
      return std::pair(place.line, place.column);
    };
    for (std::size_t i = 0; i < flow.steps.size(); ++i) {
      const auto& begin = flow.steps[i].where;
      if (begin.file != where.file || at(begin) > at(where)) continue;
      if (best.at_end() || at(best.get().where) < at(begin)) best.step = static_cast<int>(i);
    }
    return best;
  }

  void look_at(const dialogue::Flow& flow, const std::string& result, const References& texts) {
    const bool set_here = std::any_of(flow.steps.begin(), flow.steps.end(),
                                      [&](const auto& step) { return sets(step, result); });
    if (!set_here) return;
    const auto ways = ways_past(flow, result);
    std::set<Place> told;
    for (const auto* text : texts) {
      const auto place = step_of(flow, text->where);
      const auto way = ways.find(place);
      if (place.at_end() || way == ways.end() || !told.insert(place).second) continue;
      findings_.push_back(flow_finding(
          text->where, rule::unknown_reference,
          "`{" + text->name + "}` is empty for whoever comes here by a way that does not set it: " +
              path_text(way->second) + "; ask `if: " + text->name + " is set`, or set it there too",
          Severity::warning));
    }
  }

  // Every step that is reached without it having been set, and how.
  std::map<Place, std::vector<Place>> ways_past(const dialogue::Flow& flow,
                                                const std::string& result) const {
    std::map<Place, std::vector<Place>> out;
    Budget budget{left_out_effort};
    Walker walker(graph_, budget, Walker::Memory::of_all);
    KnownSlots unset;
    if (const auto names = decided_by_.find(result); names != decided_by_.end()) {
      for (const auto& name : names->second) unset[name] = {Knowledge::Kind::unset, {}};
    }
    std::deque<std::pair<Moment, std::vector<Place>>> open;
    open.emplace_back(Moment{{&flow, 0}, {}, unset, false}, std::vector<Place>{});
    std::vector<Place> before;
    const auto whole = [&](const std::vector<Place>& way) {
      auto all = before;
      all.insert(all.end(), way.begin(), way.end());
      return all;
    };
    const auto through = [&](const Moment& at, const std::vector<Place>& way) {
      const auto& step = at.place.get();
      if (at.place.flow == &flow) out.emplace(at.place, whole(way));
      if (std::holds_alternative<dialogue::Link>(step.body)) return false;
      // A helper may come back without having set it.
      if (std::holds_alternative<dialogue::Call>(step.body) || !sets(step, result)) return true;
      // A connector that does not answer sets nothing.
      if (const auto* action = std::get_if<dialogue::Action>(&step.body)) {
        for (const auto& branch : action->on_error) {
          Moment failed = at;
          failed.place.step = branch.target;
          for (const auto& [name, known] : unset) failed.slots[name] = known;
          failed.slots.erase(result + ".error");
          open.emplace_back(std::move(failed), whole(way));
        }
      }
      return false;
    };
    const auto visit = [&](Stop stop, const Moment& at, const std::vector<Place>& way) {
      if (stop != Stop::question) return stop == Stop::order;
      const auto so_far = whole(way);
      for (auto& next : walker.answers(at)) open.emplace_back(std::move(next), so_far);
      for (auto& next : walker.failed(at)) open.emplace_back(std::move(next), so_far);
      return false;
    };
    while (!open.empty()) {
      auto [start, way] = std::move(open.front());
      open.pop_front();
      before = std::move(way);
      if (!walker.walk(std::move(start), visit, through)) return {};
    }
    return out;
  }

  const StateGraph& graph_;
  const ParsedFlows& parsed_;
  std::vector<Finding>& findings_;
  std::map<std::string, std::set<std::string>> decided_by_;
  std::map<std::pair<const dialogue::Flow*, std::string>, References> by_flow_;
};

}  // namespace

void check_left_out(const StateGraph& graph, const ParsedFlows& flows,
                    std::vector<Finding>& findings) {
  LeftOut(graph, flows, findings).run();
}

}  // namespace yingda::content
