// robot-wall. The engine itself answers every request for a person, and hands over after
// `max_failed_turns` answers in a row that it does not understand, outside of flows and in them: a
// flow that ends or is begun anew takes none of them back (conversation/failing.cpp). What is
// proved here is that content leads there by itself, with words and a team of its own, and that
// nothing is understood in between for ever.
//
// The visitor fails a question (collect, choose, form) by answering what cannot be read. A collect
// is failed after max(1, retries) answers and goes on at `on_failure`, without one to a person;
// choose and form go to a person after two. What failed before, on the same way, counts. Content
// has a robot wall when
//   1. a collect asks more often than max_failed_turns;
//   2. on the way of failures from any question, counted over all questions on it, the visitor is
//      asked once more after max_failed_turns failed answers, before a person has the case or a
//      work order is opened;
//   3. that way comes to the end of what runs, or to a `wait`, with neither person nor order after
//      max_failed_turns failed answers;
//   4. that way comes to the end after fewer, and whoever begins anew answers another question
//      before: that answer fits, so that the count never comes to its end.
// Questions that come round again although they are answered well: check_gates.cpp.

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

// Ways from the beginnings of flows to a question, over another question that is asked each time:
// one whose answer is not known from before.
class BegunAnew {
 public:
  explicit BegunAnew(const StateGraph& graph) : graph_(graph), walk_(graph, budget_) {
    for (const auto& [id, flow] : graph.flows().flows) {
      for (const auto& step : flow.steps) note(step);
    }
  }

  // From the question that is answered to that one, which is the last place; empty: there is none.
  std::vector<Place> way_to(const Place& question) {
    budget_ = {};
    auto known_slots = remembered_;
    if (const auto* collect = std::get_if<dialogue::Collect>(&question.get().body)) {
      known_slots.erase(collect->slot);
    }
    for (const auto* flow : starts_to(question.flow->id)) {
      std::deque<Moment> open;
      std::map<Place, std::vector<Place>> known;
      for (auto& first : walk_.from({{{flow, 0}, {}, known_slots, false}}).questions) {
        if (first.at.place == question) continue;
        if (known.emplace(first.at.place, std::vector<Place>{first.at.place}).second) {
          open.push_back(std::move(first.at));
        }
      }
      while (!open.empty()) {
        const auto at = std::move(open.front());
        open.pop_front();
        for (auto& next : walk_.from(walk_.answers(at)).questions) {
          auto way = known.at(at.place);
          way.insert(way.end(), next.way.begin(), next.way.end());
          if (next.at.place == question) return way;
          if (known.emplace(next.at.place, std::move(way)).second) {
            open.push_back(std::move(next.at));
          }
        }
      }
    }
    return {};
  }

 private:
  // What is answered once is known from then on, unless a step may take it back.
  void note(const dialogue::Step& step) {
    if (const auto* collect = std::get_if<dialogue::Collect>(&step.body)) {
      if (!taken_back_.contains(collect->slot)) remembered_[collect->slot] = {};
    } else if (const auto* set = std::get_if<dialogue::SetSlots>(&step.body)) {
      for (const auto& assignment : set->assignments) {
        taken_back_.insert(assignment.slot);
        remembered_.erase(assignment.slot);
      }
    }
  }

  // Flows that a visitor's words start and that lead there.
  std::vector<const dialogue::Flow*> starts_to(const std::string& id) const {
    std::set<std::string> flows{id};
    std::vector<std::string> open{id};
    while (!open.empty()) {
      const auto next = open.back();
      open.pop_back();
      for (const auto& before : graph_.leading_to(next)) {
        if (flows.insert(before).second) open.push_back(before);
      }
    }
    std::vector<const dialogue::Flow*> out;
    for (const auto& each : flows) {
      const auto* flow = graph_.flows().find(each);
      const bool by_words =
          flow != nullptr && !flow->steps.empty() &&
          !(flow->triggers.empty() && flow->phrases.empty() && flow->keywords.empty());
      if (by_words) out.push_back(flow);
    }
    return out;
  }

  const StateGraph& graph_;
  Budget budget_;
  WholeWalk walk_;
  KnownSlots remembered_;
  std::set<std::string> taken_back_;
};

class WallSearch {
 public:
  WallSearch(const StateGraph& graph, int failed_max, std::vector<Finding>& findings)
      : failed_max_(failed_max), findings_(findings), walk_(graph, budget_), again_(graph) {}

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
  // As the interpreter has it: what failed before counts.
  int failures(const dialogue::Step& step, int before) const {
    const auto* collect = std::get_if<dialogue::Collect>(&step.body);
    return std::max(1, std::min(failed_max_ - before, collect ? collect->retries : 2));
  }

  // The visitor fails that question, with `before` answers failed already. `path`: the way to it.
  void fail(const Moment& question, int before, const std::string& path) {
    if (found_) return;
    const auto& step = question.place.get();
    const int times_here = failures(step, before);
    const int failed = before + times_here;
    if (before >= failed_max_) {
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
    const std::string failing = path + " fails ×" + std::to_string(times_here) + " → ";
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
    if (!owed && !found_ && stops.conversation_ends)
      begin_again(failed, stops.end, failing + way_from(question.place, stops.way));
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

  // The flow gave up with fewer failed answers than lead to a person. The running bot keeps their
  // number, but what the visitor answers when the flow is begun anew takes it back: then nobody is
  // ever led to a person.
  void begin_again(int failed, const Place& end, const std::string& path) {
    const auto again = again_.way_to(origin_);
    if (again.empty()) return;
    found_ = true;
    const auto& asked = again.front();
    report(origin_, "after " + times(failed) + " at " + step_name(origin_) + " the flow ends (" +
                        full_name(end, origin_) + ") without a person, and begun anew it asks " +
                        full_name(asked, origin_) +
                        " first, whose answer makes that forgotten, again and again: " + path +
                        "; " + path_text(again) + "; end it with a handoff or open_work_order");
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
  BegunAnew again_;
  Place origin_;
  bool found_ = false;
};

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
}

}  // namespace yingda::content
