// robot-wall. The engine itself answers every request for a person and hands over after
// `max_failed_turns` answers in a row that it does not understand outside of flows. What is proved
// here is that no flow takes that away from a visitor who does not ask and whose answers never fit.
//
// Such a visitor fails a question (collect, choose, form) by answering what cannot be read. A
// collect is failed after max(1, retries) answers and goes on at `on_failure`, without one to a
// person; choose and form go to a person after two. Content has a robot wall when
//   1. a collect asks more often than max_failed_turns;
//   2. on the way of failures from any question, counted over all questions on it, more than
//      max_failed_turns answers fail before a person has the case or a work order is opened;
//   3. that way comes to the end of what runs, or to a `wait`, with neither person nor order after
//      max_failed_turns failed answers: outside of flows the count begins anew, so that more than
//      max_failed_turns answers would fail in all;
//   4. while a connector does not answer, a visitor who answers everything well is asked the same
//      question over and over.

#include <algorithm>
#include <deque>
#include <map>
#include <set>

#include "content/check.hpp"
#include "content/walker.hpp"

namespace yingda::content {
namespace {

std::string times(int count) {
  return std::to_string(count) + (count == 1 ? " failed answer" : " failed answers");
}

std::string full_name(const Place& place, const Place& seen_from) {
  const auto name = step_name(place);
  return place.flow == seen_from.flow ? name : name + " of flow `" + place.flow->id + "`";
}

// Plays turns like Walker, and goes on after a flow's end in every flow that may have called it.
class WholeWalk {
 public:
  using Way = std::vector<Place>;
  struct Asked {
    Moment at;
    Way way;  // to the question, which is the last place of it
  };
  struct Stops {
    std::vector<Asked> questions;
    bool conversation_ends = false;
    Place end;
    Way way;     // to that end
    Way waited;  // to the first `wait`; empty: there is none
    bool complete = true;
  };

  WholeWalk(const StateGraph& graph, Budget& budget) : graph_(graph), walker_(graph, budget) {}

  // With `at_once` no way is followed over a `wait`.
  Stops from(std::vector<Moment> starts, bool at_once = false) {
    Stops out;
    std::deque<Start> open;
    for (auto& moment : starts) open.push_back({std::move(moment), {}});
    std::set<Place> returned;
    while (!open.empty()) {
      auto start = std::move(open.front());
      open.pop_front();
      const auto visit = [&](Stop stop, const Moment& at, const Way& way) {
        if (stop != Stop::question && stop != Stop::ended) return false;
        Way whole = start.before;
        whole.insert(whole.end(), way.begin(), way.end());
        if (stop == Stop::question) {
          out.questions.push_back({at, std::move(whole)});
        } else {
          unwind(at, whole, returned, open, out);
        }
        return false;  // an order was opened: the case is a person's now
      };
      const auto through = [&](const Moment& at, const Way& way) {
        if (!at_once || !std::holds_alternative<dialogue::Wait>(at.place.get().body)) return true;
        if (out.waited.empty()) {
          out.waited = start.before;
          out.waited.insert(out.waited.end(), way.begin(), way.end());
        }
        return false;
      };
      out.complete &= walker_.walk(std::move(start.moment), visit, through);
    }
    return out;
  }

  std::vector<Moment> answers(const Moment& question) const { return walker_.answers(question); }
  std::vector<Moment> failed(const Moment& question) const { return walker_.failed(question); }

 private:
  struct Start {
    Moment moment;
    Way before;
  };

  void unwind(const Moment& at, const Way& way, std::set<Place>& returned, std::deque<Start>& open,
              Stops& out) {
    const auto& flow = at.place.flow->id;
    if (graph_.may_end_conversation(flow) && !out.conversation_ends) {
      out.conversation_ends = true;
      out.end = at.place;
      out.way = way;
    }
    for (const auto& site : graph_.return_sites(flow)) {
      if (!returned.insert(site).second) continue;
      const auto& step = site.get();
      for (const int target : possible_targets(step.next, {step.following}, at.slots)) {
        open.push_back({{{site.flow, target}, {}, at.slots, at.error}, way});
      }
    }
  }

  const StateGraph& graph_;
  Walker walker_;
};

class WallSearch {
 public:
  WallSearch(const StateGraph& graph, int failed_max, std::vector<Finding>& findings)
      : failed_max_(failed_max), findings_(findings), walk_(graph, budget_) {}

  void look_at(const Place& question) {
    const auto* collect = std::get_if<dialogue::Collect>(&question.get().body);
    if (collect && collect->retries > failed_max_) {
      report(question, step_name(question) + " takes " + times(collect->retries) +
                           " before anything else happens; after " + std::to_string(failed_max_) +
                           " (max_failed_turns) the visitor must have reached a person");
      return;
    }
    origin_ = question;
    found_ = false;
    budget_ = {};
    fail({question, {}, {}, false}, 0, question.flow->id + "/" + question.get().id);
  }

 private:
  int failures(const dialogue::Step& step) const {
    const auto* collect = std::get_if<dialogue::Collect>(&step.body);
    return std::min(failed_max_, std::max(1, collect ? collect->retries : 2));
  }

  // The visitor fails that question, with `before` answers failed already. `path`: the way to it.
  void fail(const Moment& question, int before, const std::string& path) {
    if (found_) return;
    const auto& step = question.place.get();
    const int failed = before + failures(step);
    if (failed > failed_max_) {
      found_ = true;
      const bool again = question.place == origin_;
      report(origin_,
             "after " + times(before) + " at " + step_name(origin_) +
                 (again ? " the visitor is asked the same again and again"
                        : " the visitor is asked at " + full_name(question.place, origin_)) +
                 " instead of reaching a person: " + path + "; let `on_failure` lead to a " +
                 "handoff or open_work_order");
      return;
    }
    const auto* collect = std::get_if<dialogue::Collect>(&step.body);
    if (!collect || !collect->on_failure) return;
    const std::string failing = path + " fails ×" + std::to_string(failures(step)) + " → ";
    const bool owed = failed >= failed_max_;
    const auto stops = walk_.from(walk_.failed(question), owed);
    for (const auto& next : stops.questions) {
      fail(next.at, failed, failing + way_from(question.place, next.way));
    }
    if (!stops.complete && !found_) {
      found_ = true;
      report(origin_,
             "there are too many ways on from " + step_name(origin_) +
                 " to prove that each leads to a person; make the branches simpler",
             Severity::warning);
    }
    if (found_ || !owed) return;
    if (!stops.waited.empty()) {
      found_ = true;
      report(origin_, "after " + times(failed) + " at " + step_name(origin_) +
                          " the visitor waits instead of reaching a person: " + failing +
                          way_from(question.place, stops.waited) + "; hand over before the `wait`");
      return;
    }
    if (!stops.conversation_ends) return;
    found_ = true;
    report(origin_, "after " + times(failed) + " at " + step_name(origin_) + " the flow ends (" +
                        full_name(stops.end, origin_) + ") without a person: " + failing +
                        way_from(question.place, stops.way) +
                        "; end it with a handoff or open_work_order");
  }

  // The flow is named where it changes.
  static std::string way_from(const Place& before, std::vector<Place> way) {
    way.insert(way.begin(), before);
    const auto text = path_text(way);
    return text.substr(text.find(" → ") + std::string_view(" → ").size());
  }

  void report(const Place& place, std::string text, Severity severity = Severity::error) {
    findings_.push_back(
        flow_finding(place.get().where, rule::robot_wall, std::move(text), severity));
  }

  int failed_max_;
  std::vector<Finding>& findings_;
  Budget budget_;
  WholeWalk walk_;
  Place origin_;
  bool found_ = false;
};

bool asks_for_a_value(const Place& place) {
  return !std::holds_alternative<dialogue::Choose>(place.get().body);
}

// Question to questions that a visitor comes to, well answered, while a connector fails, and how.
using FailingTurns = std::map<Place, std::map<Place, std::vector<Place>>>;

// The places from a question round to itself; empty when no way leads back.
std::vector<Place> way_round(const FailingTurns& turns, const Place& start) {
  std::map<Place, std::vector<Place>> ways{{start, {start}}};
  std::deque<Place> open{start};
  while (!open.empty()) {
    const auto place = open.front();
    open.pop_front();
    const auto found = turns.find(place);
    if (found == turns.end()) continue;
    for (const auto& [next, way] : found->second) {
      auto whole = ways[place];
      whole.insert(whole.end(), way.begin(), way.end());
      if (next == start) return whole;
      if (ways.emplace(next, std::move(whole)).second) open.push_back(next);
    }
  }
  return {};
}

void find_connector_walls(const StateGraph& graph, const std::vector<Place>& questions,
                          std::vector<Finding>& findings) {
  FailingTurns turns;
  Budget budget;
  WholeWalk walk(graph, budget);
  for (const auto& question : questions) {
    if (!asks_for_a_value(question)) continue;
    budget = {};
    const auto stops = walk.from(walk.answers({question, {}, {}, false}));
    for (const auto& next : stops.questions) {
      if (!next.at.error || !asks_for_a_value(next.at.place)) continue;
      turns[question].emplace(next.at.place, next.way);
    }
    if (stops.complete) continue;
    findings.push_back(flow_finding(question.get().where, rule::robot_wall,
                                    "there are too many ways on from " + step_name(question) +
                                        " to prove that a failing connector leads to a person",
                                    Severity::warning));
  }
  for (const auto& [start, first] : turns) {
    const auto way = way_round(turns, start);
    if (way.empty()) continue;
    findings.push_back(flow_finding(start.get().where, rule::robot_wall,
                                    "while a connector does not answer, " + step_name(start) +
                                        " is asked over and over and never a person: " +
                                        path_text(way) + "; let `on_error` lead to a handoff"));
  }
}

}  // namespace

void check_robot_wall(const StateGraph& graph, const Config& config,
                      std::vector<Finding>& findings) {
  std::vector<Place> questions;
  for (const auto& [id, flow] : graph.flows().flows) {
    for (std::size_t i = 0; i < flow.steps.size(); ++i) {
      if (is_question(flow.steps[i])) questions.push_back({&flow, static_cast<int>(i)});
    }
  }
  WallSearch search(graph, config.policy.max_failed_turns, findings);
  for (const auto& question : questions) search.look_at(question);
  find_connector_walls(graph, questions, findings);
}

}  // namespace yingda::content
