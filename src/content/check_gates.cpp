// robot-wall and dead-end: questions that come round again whatever the visitor answers.
//
// A visitor who answers every question well must be able to bring it to an end. That is a game: the
// visitor picks buttons, and yes or no; everything else is picked by the world, for the visitor
// cannot help it: what a connector finds, which number, text or date is the true one, what a
// condition over it says. A question is good when
//   - it has buttons, and one of them leads, whatever the world does, to good questions, a person,
//     an order or an end;
//   - it has none, and every answer does.
// All others may be asked for ever. Counters and flags that `set_slots` keeps are known, so that a
// loop which counts its rounds and leaves is good. Yes and no are no buttons when "no" leads
// straight back to the same question, or "yes" does so without a word: who is asked until the
// answer is the wanted one has no choice.
//
// Where even luck leads to no end it is a dead end, else a robot wall. Answers that cannot be read
// are another matter: check_robot_wall.cpp.

#include <algorithm>
#include <deque>
#include <map>
#include <tuple>

#include "content/check.hpp"
#include "content/walker.hpp"

namespace yingda::content {
namespace {

using Route = std::vector<Place>;

// What comes of one answer.
struct Outcome {
  struct Next {
    std::size_t question = 0;
    Route way;  // from behind the question to the next one, which is the last place of it
  };
  std::vector<Next> questions;
  bool may_end = false;  // or reaches a person or an order
};

struct Question {
  Moment at;
  bool picked = false;  // by the visitor, and not by the world
  std::vector<Outcome> outcomes;
  bool good = false;
  bool may_end = false;
};

bool says_something(const dialogue::Step& step) {
  return std::holds_alternative<dialogue::Say>(step.body) ||
         std::holds_alternative<dialogue::Answer>(step.body) ||
         std::holds_alternative<dialogue::Action>(step.body);
}

// Which slots are kept from one question to the next: those that steps set, with their values, and
// of those that are asked only when unknown, whether they are known. All else is forgotten, so that
// there are few different moments.
struct Kept {
  std::set<std::string> values;
  std::set<std::string> known;
};

Kept kept_slots(const dialogue::FlowSet& flows) {
  Kept out;
  for (const auto& [id, flow] : flows.flows) {
    for (const auto& step : flow.steps) {
      if (const auto* set = std::get_if<dialogue::SetSlots>(&step.body)) {
        for (const auto& assignment : set->assignments) out.values.insert(assignment.slot);
      } else if (const auto* collect = std::get_if<dialogue::Collect>(&step.body)) {
        if (!collect->force) out.known.insert(collect->slot);
      }
    }
  }
  return out;
}

class Gates {
 public:
  Gates(const StateGraph& graph, std::vector<Finding>& findings)
      : graph_(graph),
        findings_(findings),
        walker_(graph, budget_),
        kept_(kept_slots(graph.flows())) {}

  void run() {
    const auto flows = flows_with_rounds();
    for (const auto& id : flows) {
      add_questions({{graph_.flows().find(id), 0}, {}, {}, false});
    }
    while (!open_.empty()) {
      const auto next = open_.front();
      open_.pop_front();
      play(next);
    }
    if (!complete_) return report_too_large();
    decide();
    report();
  }

 private:
  // Flows that may begin a conversation and come to a place that it may come back to.
  std::vector<std::string> flows_with_rounds() const {
    std::set<std::string> round;
    for (const auto& place : graph_.revisited()) round.insert(place.flow->id);
    std::vector<std::string> out;
    if (round.empty()) return out;
    for (const auto& [id, flow] : graph_.flows().flows) {
      if (flow.steps.empty() || !graph_.may_end_conversation(id)) continue;
      std::set<std::string> led_to;
      add_led_to(graph_, id, led_to);
      const bool comes = std::any_of(led_to.begin(), led_to.end(),
                                     [&](const auto& each) { return round.contains(each); });
      if (comes) out.push_back(id);
    }
    return out;
  }

  Moment at_rest(Moment moment) const {
    moment.error = false;
    for (auto slot = moment.slots.begin(); slot != moment.slots.end();) {
      const bool keep = kept_.values.contains(slot->first);
      if (!keep && !kept_.known.contains(slot->first)) {
        slot = moment.slots.erase(slot);
        continue;
      }
      if (!keep && slot->second.kind == Knowledge::Kind::constant) slot->second = {};
      ++slot;
    }
    return moment;
  }

  std::size_t index_of(const Moment& at) {
    auto moment = at_rest(at);
    const auto [entry, added] = known_.emplace(key_of(moment), questions_.size());
    if (added) {
      questions_.push_back({std::move(moment), false, {}, false, false});
      open_.push_back(entry->second);
    }
    return entry->second;
  }

  // All that one answer may lead to.
  Outcome add_questions(const Moment& start) {
    Outcome out;
    const auto visit = [&](Stop stop, const Moment& at, const Route& way) {
      if (stop == Stop::question) {
        out.questions.push_back({index_of(at), way});
      } else {
        out.may_end = true;  // a loop is another finding
      }
      return false;
    };
    complete_ = walker_.walk(start, visit) && complete_;
    return out;
  }

  Outcome add_questions(const std::vector<Moment>& starts) {
    Outcome out;
    for (const auto& start : starts) {
      auto one = add_questions(start);
      out.may_end |= one.may_end;
      std::move(one.questions.begin(), one.questions.end(), std::back_inserter(out.questions));
    }
    return out;
  }

  void play(std::size_t index) {
    if (!complete_) return;
    const Moment at = questions_[index].at;
    std::vector<Outcome> outcomes;
    bool picked = true;
    if (const auto* choose = std::get_if<dialogue::Choose>(&at.place.get().body)) {
      for (const auto& option : choose->options) {
        outcomes.push_back(add_questions(walker_.chosen(at, option.option.id)));
      }
    } else if (const auto* collect = std::get_if<dialogue::Collect>(&at.place.get().body)) {
      picked = play_collect(at, *collect, outcomes);
    } else {
      picked = false;
      outcomes.push_back(add_questions(walker_.answers(at)));
    }
    questions_[index].picked = picked;
    questions_[index].outcomes = std::move(outcomes);
  }

  bool play_collect(const Moment& at, const dialogue::Collect& collect,
                    std::vector<Outcome>& outcomes) {
    if (collect.type == dialogue::SlotType::choice) {
      for (const auto& option : collect.options) play_value(at, collect, option.id, outcomes);
      return true;
    }
    if (collect.type == dialogue::SlotType::boolean) {
      play_value(at, collect, true, outcomes);
      play_value(at, collect, false, outcomes);
      return outcomes.size() == 2 && !comes_back(at.place, outcomes[0], false) &&
             !comes_back(at.place, outcomes[1], true);
    }
    if (collect.skip) outcomes.push_back(add_questions(walker_.skipped(at)));
    outcomes.push_back(add_questions(walker_.answers(at)));
    return collect.skip.has_value();
  }

  // A value that is surely refused is none that could be given.
  void play_value(const Moment& at, const dialogue::Collect& collect, const dialogue::Value& value,
                  std::vector<Outcome>& outcomes) {
    auto tried = at.slots;
    tried[collect.slot] = {Knowledge::Kind::constant, value};
    const bool refused = std::any_of(
        collect.rejections.begin(), collect.rejections.end(),
        [&](const auto& rejection) { return decide_by(rejection.condition, tried) == true; });
    if (!refused) outcomes.push_back(add_questions(walker_.given(at, collect.slot, value)));
  }

  static std::optional<bool> decide_by(const dialogue::Expression& condition,
                                       const std::map<std::string, Knowledge>& slots) {
    return content::decide(std::optional(condition), slots);
  }

  bool comes_back(const Place& question, const Outcome& outcome, bool with_words) const {
    return std::any_of(
        outcome.questions.begin(), outcome.questions.end(), [&](const Outcome::Next& next) {
          if (questions_[next.question].at.place != question) return false;
          return with_words ||
                 std::none_of(next.way.begin(), next.way.end(), [](const Place& place) {
                   return !place.at_end() && says_something(place.get());
                 });
        });
  }

  bool is_good(const Outcome& outcome) const {
    return std::all_of(outcome.questions.begin(), outcome.questions.end(),
                       [&](const auto& next) { return questions_[next.question].good; });
  }

  bool is_good(const Question& question) const {
    const auto good = [&](const Outcome& outcome) { return is_good(outcome); };
    const auto& outcomes = question.outcomes;
    // Without any answer it is another finding.
    if (outcomes.empty()) return true;
    return question.picked ? std::any_of(outcomes.begin(), outcomes.end(), good)
                           : std::all_of(outcomes.begin(), outcomes.end(), good);
  }

  bool may_end(const Question& question) const {
    return question.outcomes.empty() ||
           std::any_of(
               question.outcomes.begin(), question.outcomes.end(), [&](const Outcome& outcome) {
                 return outcome.may_end ||
                        std::any_of(
                            outcome.questions.begin(), outcome.questions.end(),
                            [&](const auto& next) { return questions_[next.question].may_end; });
               });
  }

  void decide() {
    for (bool changed = true; changed;) {
      changed = false;
      // Backwards: what a question leads to was mostly found after it.
      for (auto question = questions_.rbegin(); question != questions_.rend(); ++question) {
        const bool good = question->good || is_good(*question);
        const bool ends = question->may_end || may_end(*question);
        changed |= good != question->good || ends != question->may_end;
        question->good = good;
        question->may_end = ends;
      }
    }
  }

  // A question that is not good leads to one like it, and so on until one comes again.
  const Outcome::Next& next_bad(const Question& question) const {
    for (const auto& outcome : question.outcomes) {
      for (const auto& next : outcome.questions) {
        if (!questions_[next.question].good) return next;
      }
    }
    return question.outcomes.front().questions.front();
  }

  std::vector<std::size_t> round_from(std::size_t start) const {
    std::vector<std::size_t> order;
    auto at = start;
    while (std::find(order.begin(), order.end(), at) == order.end()) {
      order.push_back(at);
      at = next_bad(questions_[at]).question;
    }
    order.erase(order.begin(), std::find(order.begin(), order.end(), at));
    // Told from the first question of the file on.
    std::rotate(order.begin(),
                std::min_element(order.begin(), order.end(),
                                 [&](std::size_t a, std::size_t b) {
                                   const auto& first = questions_[a].at.place.get().where;
                                   const auto& second = questions_[b].at.place.get().where;
                                   return std::tie(first.file, first.line, first.column) <
                                          std::tie(second.file, second.line, second.column);
                                 }),
                order.end());
    return order;
  }

  void report() {
    std::set<Place> reported;
    for (std::size_t i = 0; i < questions_.size(); ++i) {
      if (questions_[i].good) continue;
      const auto round = round_from(i);
      bool told = false;
      for (const auto index : round) {
        const auto& place = questions_[index].at.place;
        told |= !reported.insert(place).second || is_told(place);
      }
      if (!told) report(round);
    }
  }

  // Another proof found fault with the question already, and said more about it.
  bool is_told(const Place& place) const {
    const auto& at = place.get().where;
    return std::any_of(findings_.begin(), findings_.end(), [&](const Finding& finding) {
      const bool kin = finding.rule == rule::robot_wall || finding.rule == rule::dead_end ||
                       finding.rule == rule::endless_loop;
      return kin && finding.file == at.file && finding.line == at.line &&
             finding.column == at.column;
    });
  }

  void report(const std::vector<std::size_t>& round) {
    const auto& first = questions_[round.front()];
    Route way{first.at.place};
    for (const auto index : round) {
      const auto& more = next_bad(questions_[index]).way;
      way.insert(way.end(), more.begin(), more.end());
    }
    const auto name = step_name(first.at.place);
    if (first.may_end) {
      findings_.push_back(flow_finding(
          first.at.place.get().where, rule::robot_wall,
          name +
              " may be asked over and over, whatever the visitor answers, and never comes to a " +
              "person: " + path_text(way) +
              "; count the rounds and hand over, or offer a button that leads on"));
    } else {
      findings_.push_back(flow_finding(first.at.place.get().where, rule::dead_end,
                                       "no answer to " + name + " ever leads to an end: " +
                                           path_text(way) + "; let one of them lead on"));
    }
  }

  void report_too_large() {
    if (questions_.empty()) return;  // the first turn runs for ever, which is another finding
    const auto& place = questions_.front().at.place;
    findings_.push_back(flow_finding(place.get().where, rule::robot_wall,
                                     "there are too many ways on from " + step_name(place) +
                                         " to prove that the questions come to an end; make the "
                                         "branches simpler"));
  }

  const StateGraph& graph_;
  std::vector<Finding>& findings_;
  Budget budget_{2'000'000};
  Walker walker_;
  Kept kept_;
  std::vector<Question> questions_;
  std::map<std::string, std::size_t> known_;
  std::deque<std::size_t> open_;
  bool complete_ = true;
};

}  // namespace

void check_gates(const StateGraph& graph, std::vector<Finding>& findings) {
  if (call_cycles(graph).empty()) Gates(graph, findings).run();
}

}  // namespace yingda::content
