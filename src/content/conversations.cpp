#include "content/conversations.hpp"

#include <algorithm>

namespace yingda::content {
namespace {

// Moments at one place: beyond the first bound values are forgotten, beyond the second all is, and
// beyond the third (there are that many ways to call what asks) no more are looked at.
constexpr std::size_t with_values_max = 400;
constexpr std::size_t with_slots_max = 800;
constexpr std::size_t moments_max = 1200;
// One answer has far fewer ways on in any content that people can read.
constexpr std::size_t turn_effort_max = 200'000;

bool says_something(const dialogue::Step& step) {
  return std::holds_alternative<dialogue::Say>(step.body) ||
         std::holds_alternative<dialogue::Answer>(step.body) ||
         std::holds_alternative<dialogue::Action>(step.body);
}

bool is_polar(const Place& place) {
  const auto* collect = std::get_if<dialogue::Collect>(&place.get().body);
  return collect != nullptr && collect->type == dialogue::SlotType::boolean;
}

void forget_values(Moment& moment) {
  for (auto& [name, known] : moment.slots) {
    if (known.kind != Knowledge::Kind::constant) continue;
    known = {};
    moment.vague = true;
  }
}

// One that is seen to come round where a flow has ended is told from the next step on, which is the
// caller's: other callers may go round there too.
Loop from_a_step(Loop loop) {
  auto& way = loop.way;
  if (!loop.at.place.at_end()) return loop;
  const auto is_step = [](const Place& place) { return !place.at_end(); };
  const auto first = std::find(way.begin(), way.end(), loop.at.place);
  const auto step = std::find_if(first, way.end(), is_step);
  if (step != way.end()) {
    loop.at.place = *step;
    way.push_back(loop.at.place);
  } else if (const auto last = std::find_if(way.rbegin(), way.rend(), is_step);
             last != way.rend()) {
    loop.at.place = *last;
    way.erase(last.base(), way.end());
  }
  return loop;
}

void forget_all(Moment& moment) {
  moment.vague = moment.vague || !moment.slots.empty() || !moment.facts.empty();
  moment.slots.clear();
  moment.facts.clear();
}

}  // namespace

Conversations::Conversations(const StateGraph& graph, Walker::Precision precision,
                             std::size_t effort)
    : effort_(effort), walker_(graph, budget_, Walker::Memory::of_walk, precision) {}

void Conversations::add(const dialogue::Flow& flow) {
  if (flow.steps.empty()) return;
  Outcome begun;
  follow({{&flow, 0}, {}, {}, false}, begun);
  play_all();
}

void Conversations::play_all() {
  while (!open_.empty()) {
    const auto next = open_.front();
    open_.pop_front();
    play(next);
  }
}

std::optional<std::size_t> Conversations::index_of(Moment at) {
  at.error = false;
  const auto place = at.place;
  const auto there = at_place_[place];
  if (there >= with_slots_max) {
    forget_all(at);
  } else if (there >= with_values_max) {
    forget_values(at);
  }
  auto key = key_of(at);
  const auto found = known_.find(key);
  if (found != known_.end()) return found->second;
  if (there >= moments_max) return std::nullopt;
  ++at_place_[place];
  const auto index = questions_.size();
  known_.emplace(std::move(key), index);
  questions_.push_back({std::move(at), false, false, {}, {}});
  open_.push_back(index);
  return index;
}

void Conversations::follow(const Moment& start, Outcome& out) {
  const auto visit = [&](Stop stop, const Moment& at, const Route& way) {
    if (stop == Stop::question) {
      if (const auto index = index_of(at)) {
        out.questions.push_back({*index, way, at.error});
      } else {
        out.unproved = true;
        unproved_.insert(at.place);
      }
      return false;
    }
    out.may_end = true;  // a loop is another finding
    if (stop != Stop::loop && stop != Stop::too_deep) return false;
    auto loop = from_a_step({stop, at, way});
    if (looping_.emplace(loop.at.place, at.vague).second) loops_.push_back(std::move(loop));
    return false;
  };
  budget_.left = std::min(turn_effort_max, effort_);
  const auto before = budget_.left;
  if (!walker_.walk(start, visit)) {
    out.unproved = true;
    unproved_.insert(start.place);
  }
  effort_ -= before - budget_.left;
}

Outcome Conversations::follow(const std::vector<Moment>& starts) {
  Outcome out;
  for (const auto& start : starts) follow(start, out);
  return out;
}

void Conversations::play(std::size_t index) {
  const Moment at = questions_[index].at;
  std::vector<Outcome> outcomes;
  bool picked = true;
  if (const auto* choose = std::get_if<dialogue::Choose>(&at.place.get().body)) {
    for (const auto& option : choose->options) {
      outcomes.push_back(follow(walker_.chosen(at, option.option.id)));
    }
  } else if (const auto* collect = std::get_if<dialogue::Collect>(&at.place.get().body)) {
    picked = play_collect(at, *collect, outcomes);
  } else {
    picked = false;
    outcomes.push_back(follow(walker_.answers(at)));
  }
  auto failed = follow(walker_.failed(at));
  questions_[index].failed = std::move(failed);
  questions_[index].picked = picked;
  questions_[index].polar = is_polar(at.place) && outcomes.size() == 2;
  questions_[index].outcomes = std::move(outcomes);
}

bool Conversations::play_collect(const Moment& at, const dialogue::Collect& collect,
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
  auto answered = walker_.answers(at);
  answered.erase(answered.begin(),
                 answered.begin() + static_cast<std::ptrdiff_t>(walker_.skipped(at).size()));
  auto given = follow(answered);
  // The button is what every visitor has; the file that is asked for need not be there.
  outcomes.push_back(collect.skip ? follow(walker_.skipped(at)) : std::move(given));
  return collect.skip.has_value();
}

// A value that is surely refused is none that could be given.
void Conversations::play_value(const Moment& at, const dialogue::Collect& collect,
                               const dialogue::Value& value, std::vector<Outcome>& outcomes) {
  auto tried = at.slots;
  tried[collect.slot] = {Knowledge::Kind::constant, value};
  const bool refused =
      std::any_of(collect.rejections.begin(), collect.rejections.end(),
                  [&](const dialogue::Rejection& rejection) {
                    return decide(std::optional(rejection.condition), tried) == true;
                  });
  if (!refused) outcomes.push_back(follow(walker_.given(at, collect.slot, value)));
}

bool Conversations::comes_back(const Place& question, const Outcome& outcome,
                               bool with_words) const {
  return std::any_of(
      outcome.questions.begin(), outcome.questions.end(), [&](const Outcome::Next& next) {
        if (questions_[next.question].at.place != question) return false;
        return with_words || std::none_of(next.way.begin(), next.way.end(), [](const Place& place) {
                 return !place.at_end() && says_something(place.get());
               });
      });
}

}  // namespace yingda::content
