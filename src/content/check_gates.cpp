// robot-wall and dead-end: questions that come round again whatever the visitor answers.
// endless-loop: ways that come round again without the visitor.
//
// A visitor who answers every question well must be able to bring it to an end. That is a game: the
// visitor picks buttons, and yes or no; everything else is picked by the world, for the visitor
// cannot help it: what a connector finds, which number, text or date is the true one, what a
// condition over it says. A question is good when
//   - it has buttons, and one of them leads, whatever the world does, to good questions, a person,
//     an order or an end;
//   - it has none, and every answer does;
// and whoever cannot answer it is led on as well, for whether somebody has an order number at hand
// is the world's too. All others may be asked for ever. Counters and flags that `set_slots` keeps
// are known, so that a loop which counts its rounds and leaves is good. Yes and no are no buttons
// when "no" leads straight back to the same question, or "yes" does so without a word: who is asked
// until the answer is the wanted one has no choice.
//
// One menu whose every button leads straight back to it is a dead end; all else that comes round is
// a robot wall. Answers that cannot be read are another matter: check_robot_wall.cpp.
//
// What was forgotten on the way (conversations.hpp) can only make a good question look bad. So it
// is played twice: once with every vague question taken as good, and what is bad even then surely
// is; once as it looks, and what is bad only then is looked at again, flow by flow, with nothing
// forgotten. Where even that does not decide it, it is a warning.

#include <algorithm>
#include <deque>
#include <map>
#include <tuple>

#include "content/check.hpp"
#include "content/conversations.hpp"

namespace yingda::content {
namespace {

// Far more than 500 flows that all link to each other need.
constexpr std::size_t effort_max = 20'000'000;
// To look again at one flow, and at all together.
constexpr std::size_t second_effort_max = 300'000;
constexpr std::size_t second_efforts_max = 3'000'000;
// Nobody answers the same question more often than that, however well the rounds are counted.
constexpr int rounds_max = 10;

class Game {
 public:
  enum class Vague { good, as_it_looks };
  static constexpr int endless = 1'000'000;
  Game(const Conversations& played, Vague vague)
      : questions_(played.questions()), vague_(vague), good_(questions_.size(), false) {
    for (bool changed = true; changed;) {
      changed = false;
      // Backwards: what a question leads to was mostly found after it.
      for (auto i = questions_.size(); i-- > 0;) {
        if (good_[i] || !is_good(questions_[i])) continue;
        good_[i] = changed = true;
      }
    }
  }

  bool good(std::size_t question) const { return good_[question]; }

  // How often questions at the same place may have to be answered, from there on, before the
  // visitor is through; of good questions.
  std::vector<int> rounds() const {
    std::map<Place, std::vector<std::size_t>> at;
    for (std::size_t i = 0; i < questions_.size(); ++i) {
      at[questions_[i].at.place].push_back(i);
    }
    std::vector<int> out(questions_.size(), 0);
    for (const auto& [place, these] : at) {
      const bool few = these.size() <= static_cast<std::size_t>(rounds_max);
      // Flows that call themselves are another finding, or count their calls.
      if (few || std::any_of(these.begin(), these.end(), [&](auto i) { return recurs(i); })) {
        continue;
      }
      const auto counts = count(place);
      for (const auto i : these) out[i] = counts[i];
    }
    return out;
  }

  // The bad questions, from `start` on, that lead round to the first of them; empty when that one
  // is bad only for there being too many ways on.
  std::vector<std::size_t> round_from(std::size_t start) const {
    std::vector<std::size_t> order;
    auto at = start;
    while (std::find(order.begin(), order.end(), at) == order.end()) {
      order.push_back(at);
      const auto* next = next_bad(at);
      if (next == nullptr) return {};
      at = next->question;
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

  // A question that is not good leads to one like it, and so on until one comes again.
  const Outcome::Next* next_bad(std::size_t question) const {
    const auto bad_of = [&](const Outcome& outcome) -> const Outcome::Next* {
      for (const auto& next : outcome.questions) {
        if (!good_[next.question]) return &next;
      }
      return nullptr;
    };
    for (const auto& outcome : questions_[question].outcomes) {
      if (const auto* next = bad_of(outcome)) return next;
    }
    return bad_of(questions_[question].failed);
  }

 private:
  // Visits of the place on the worst way on from each question; what the visitor picks is the best.
  std::vector<int> count(const Place& place) const {
    std::vector<int> counts(questions_.size(), endless);
    for (bool changed = true; changed;) {
      changed = false;
      for (auto i = questions_.size(); i-- > 0;) {
        const int now = count(questions_[i], place, counts);
        if (!good_[i] || now >= counts[i]) continue;
        counts[i] = now;
        changed = true;
      }
    }
    return counts;
  }

  bool recurs(std::size_t question) const {
    const auto& stack = questions_[question].at.stack;
    return std::set<Place>(stack.begin(), stack.end()).size() != stack.size();
  }

  int count(const Question& question, const Place& place, const std::vector<int>& counts) const {
    const auto worst = [&](const Outcome& outcome) {
      int most = 0;
      for (const auto& next : outcome.questions) {
        most = std::max(most, good_[next.question] ? counts[next.question] : endless);
      }
      return most;
    };
    int out = question.picked && !question.outcomes.empty() ? endless : 0;
    for (const auto& outcome : question.outcomes) {
      out = question.picked ? std::min(out, worst(outcome)) : std::max(out, worst(outcome));
    }
    return std::min(endless, out + (question.at.place == place ? 1 : 0));
  }

  bool is_good(const Outcome& outcome) const {
    if (outcome.unproved && vague_ == Vague::as_it_looks) return false;
    return std::all_of(outcome.questions.begin(), outcome.questions.end(),
                       [&](const auto& next) { return good_[next.question]; });
  }

  bool is_good(const Question& question) const {
    const auto good = [&](const Outcome& outcome) { return is_good(outcome); };
    const auto& outcomes = question.outcomes;
    // Without any answer it is another finding.
    if (outcomes.empty() || (question.at.vague && vague_ == Vague::good)) return true;
    // Whether the visitor has what is asked for, the world decides.
    if (!is_good(question.failed)) return false;
    return question.picked ? std::any_of(outcomes.begin(), outcomes.end(), good)
                           : std::all_of(outcomes.begin(), outcomes.end(), good);
  }

  const std::vector<Question>& questions_;
  Vague vague_;
  std::vector<bool> good_;
};

std::string loop_text(const Route& cycle) {
  if (cycle.size() < 2) return "goes through more steps than a turn may have without waiting";
  std::string text = "runs for ever without waiting for the visitor: " + path_text(cycle);
  const bool skips = std::any_of(cycle.begin(), cycle.end(), [](const Place& place) {
    return std::holds_alternative<dialogue::Collect>(place.get().body);
  });
  if (skips) text += " (a `collect` whose slot is known is skipped; `force: true` asks again)";
  return text + "; ask the visitor something on the way, or let it end";
}

bool is_menu(const Place& place) {
  const auto* collect = std::get_if<dialogue::Collect>(&place.get().body);
  return std::holds_alternative<dialogue::Choose>(place.get().body) ||
         (collect != nullptr && (collect->type == dialogue::SlotType::choice ||
                                 collect->type == dialogue::SlotType::choices));
}

class Gates {
 public:
  Gates(const StateGraph& graph, std::vector<Finding>& findings)
      : graph_(graph), findings_(findings), cycles_(call_cycles(graph)) {}

  void run() {
    Conversations first(graph_, Walker::Precision::local, effort_max);
    for (const auto* flow : starts_to(flows_with_rounds())) first.add(*flow);
    auto unsure = report(first, nullptr);
    auto left = second_efforts_max;
    for (const auto& [flow, place] : unsure) {
      if (left < second_effort_max) {
        warn(place);
        continue;
      }
      left -= second_effort_max;
      Conversations second(graph_, Walker::Precision::full, second_effort_max);
      for (const auto* start : starts_to({flow->id})) second.add(*start);
      for (const auto& [other, still] : report(second, flow)) warn(still);
    }
  }

 private:
  // A flow with a place whose proof is open.
  using Unsure = std::map<const dialogue::Flow*, Place>;

  std::set<std::string> flows_with_rounds() const {
    std::set<std::string> out;
    for (const auto& place : graph_.revisited(true)) out.insert(place.flow->id);
    return out;
  }

  // Flows that may begin a conversation and come to one of those.
  std::vector<const dialogue::Flow*> starts_to(std::set<std::string> flows) const {
    std::vector<std::string> open(flows.begin(), flows.end());
    while (!open.empty()) {
      const auto id = open.back();
      open.pop_back();
      for (const auto& before : graph_.leading_to(id)) {
        if (flows.insert(before).second) open.push_back(before);
      }
    }
    std::vector<const dialogue::Flow*> out;
    for (const auto& id : flows) {
      const auto* flow = graph_.flows().find(id);
      if (flow != nullptr && graph_.may_end_conversation(id)) out.push_back(flow);
    }
    return out;
  }

  // All that is sure; of the others a place in each flow. `only`: findings of that flow alone.
  Unsure report(const Conversations& played, const dialogue::Flow* only) {
    Unsure unsure;
    const auto is_meant = [&](const Place& place) { return only == nullptr || place.flow == only; };
    report_loops(played, is_meant, unsure);
    report_rounds(played, is_meant, unsure);
    for (const auto& place : played.unproved()) {
      if (is_meant(place) && !place.at_end()) unsure.emplace(place.flow, place);
    }
    return unsure;
  }

  template <class IsMeant>
  void report_loops(const Conversations& played, IsMeant is_meant, Unsure& unsure) {
    for (const auto& loop : played.loops()) {
      const auto& place = loop.at.place;
      if (!is_meant(place) || place.at_end()) continue;
      const auto& stack = loop.at.stack;
      const auto calls = std::count_if(stack.begin(), stack.end(), [&](const Place& frame) {
        return std::count(stack.begin(), stack.end(), frame) > 1;
      });
      if (loop.at.vague) {
        unsure.emplace(place.flow, place);
      } else if (loop.stop == Stop::too_deep || calls > 4) {
        report_calls(stack);
      } else {
        report_loop(loop);
      }
    }
  }

  void report_loop(const Loop& loop) {
    const auto& way = loop.way;
    Route cycle(std::find(way.begin(), way.end() - 1, loop.at.place), way.end());
    std::erase_if(cycle, [](const Place& place) { return place.at_end(); });
    const bool known = std::any_of(cycle.begin(), cycle.end(),
                                   [&](const Place& place) { return looping_.contains(place); });
    looping_.insert(cycle.begin(), cycle.end());
    if (known) return;
    findings_.push_back(
        flow_finding(loop.at.place.get().where, rule::endless_loop, loop_text(cycle)));
  }

  // Calls that wait for each other to come back.
  void report_calls(const std::vector<Place>& stack) {
    for (const auto& cycle : cycles_) {
      const bool runs = std::count(stack.begin(), stack.end(), cycle.front()) > 1;
      const bool known = std::any_of(cycle.begin(), cycle.end(),
                                     [&](const Place& place) { return looping_.contains(place); });
      if (!runs || known) continue;
      looping_.insert(cycle.begin(), cycle.end());
      findings_.push_back(call_cycle_finding(cycle));
    }
  }

  template <class IsMeant>
  void report_rounds(const Conversations& played, IsMeant is_meant, Unsure& unsure) {
    const Game sure(played, Game::Vague::good);
    const Game seeming(played, Game::Vague::as_it_looks);
    for (std::size_t i = 0; i < played.questions().size(); ++i) {
      const auto& place = played.questions()[i].at.place;
      if (seeming.good(i) || !is_meant(place)) continue;
      if (sure.good(i)) {
        if (!is_told(place)) unsure.emplace(place.flow, place);
        continue;
      }
      const auto round = sure.round_from(i);
      bool told = round.empty();
      for (const auto index : round) {
        const auto& at = played.questions()[index].at.place;
        told |= !reported_.insert(at).second || is_told(at);
      }
      if (!told) report_round(played, sure, round);
    }
    report_many_rounds(played, seeming, is_meant);
  }

  // Rounds that are counted, and come to an end that nobody waits for.
  template <class IsMeant>
  void report_many_rounds(const Conversations& played, const Game& game, IsMeant is_meant) {
    const auto rounds = game.rounds();
    for (std::size_t i = 0; i < rounds.size(); ++i) {
      const auto& place = played.questions()[i].at.place;
      if (rounds[i] <= rounds_max || rounds[i] >= Game::endless || !is_meant(place)) continue;
      if (is_told(place) || !reported_.insert(place).second) continue;
      findings_.push_back(flow_finding(
          place.get().where, rule::robot_wall,
          step_name(place) + " may be asked " + std::to_string(rounds[i]) +
              " times before the visitor comes to a person: " + place.flow->id + "/" +
              place.get().id + " → … → " + place.get().id + "; hand over after 2 or 3 rounds, " +
              "or offer a button that leads on"));
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

  void report_round(const Conversations& played, const Game& game,
                    const std::vector<std::size_t>& round) {
    const auto place = played.questions()[round.front()].at.place;
    Route way{place};
    for (const auto index : round) {
      const auto& more = game.next_bad(index)->way;
      way.insert(way.end(), more.begin(), more.end());
    }
    const auto name = step_name(place);
    if (round.size() == 1 && is_menu(place)) {
      findings_.push_back(flow_finding(place.get().where, rule::dead_end,
                                       "no answer to " + name + " ever leads to an end: " +
                                           path_text(way) + "; let one of them lead on"));
    } else {
      findings_.push_back(flow_finding(
          place.get().where, rule::robot_wall,
          name +
              " may be asked over and over, whatever the visitor answers, and never comes to a " +
              "person: " + path_text(way) +
              "; count the rounds and hand over, or offer a button that leads on"));
    }
  }

  void warn(const Place& place) {
    if (is_told(place)) return;
    findings_.push_back(flow_finding(place.get().where, rule::robot_wall,
                                     "there are too many ways on from " + step_name(place) +
                                         " to prove that every one comes to an end; make the "
                                         "branches simpler",
                                     Severity::warning));
  }

  const StateGraph& graph_;
  std::vector<Finding>& findings_;
  std::vector<Route> cycles_;
  std::set<Place> looping_;   // told as endless
  std::set<Place> reported_;  // told as asked over and over
};

}  // namespace

void check_gates(const StateGraph& graph, std::vector<Finding>& findings) {
  Gates(graph, findings).run();
}

}  // namespace yingda::content
