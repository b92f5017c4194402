// robot-wall and dead-end: questions that come round again whatever the visitor answers: which ones
// these are stands in rounds.hpp.
// endless-loop: ways that come round again without the visitor.
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

#include "content/check.hpp"
#include "content/rounds.hpp"

namespace yingda::content {
namespace {

// Far more than 500 flows that all link to each other need.
constexpr std::size_t effort_max = 20'000'000;
// To look again at one flow, and at all together.
constexpr std::size_t second_effort_max = 300'000;
constexpr std::size_t second_efforts_max = 3'000'000;

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
      for (const auto* start : starts_to({flow})) second.add(*start);
      for (const auto& [other, still] : report(second, place.flow)) warn(still);
    }
  }

 private:
  // Flows with a place in each whose proof is open.
  using Unsure = std::map<std::string, Place>;

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
      if (is_meant(place) && !place.at_end()) unsure.emplace(place.flow->id, place);
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
        unsure.emplace(place.flow->id, place);
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
        if (!is_told(place)) unsure.emplace(place.flow->id, place);
        continue;
      }
      auto over = Game::Over::errors;
      auto round = sure.round_from(i, over);
      if (round.empty()) round = sure.round_from(i, over = Game::Over::any);
      bool told = round.empty();
      for (const auto index : round) {
        const auto& at = played.questions()[index].at.place;
        told |= !reported_.insert(at).second || is_told(at);
      }
      if (!told) report_round(played, sure, round, over);
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
                    const std::vector<std::size_t>& round, Game::Over over) {
    const auto place = played.questions()[round.front()].at.place;
    Route way{place};
    for (const auto index : round) {
      const auto& more = game.next_bad(index, over)->way;
      way.insert(way.end(), more.begin(), more.end());
    }
    const auto name = step_name(place);
    if (over == Game::Over::errors) {
      findings_.push_back(flow_finding(place.get().where, rule::robot_wall,
                                       "while a connector does not answer, " + name +
                                           " is asked over and over and never a person: " +
                                           path_text(way) + "; let `on_error` lead to a handoff"));
    } else if (round.size() == 1 && is_menu(place)) {
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
