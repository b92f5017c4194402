// What a visitor came for, as the figures count it: words after a quiet half hour begin a new talk.
// Whether people had a part in it is known from who has the conversation after a step.

#include "conversation/talks.hpp"

#include "conversation/parts.hpp"
#include "conversation/repair.hpp"

namespace yingda::conversation {
namespace {

constexpr TimeSpan quiet_before_new_talk = std::chrono::minutes(30);

bool is_new(const std::optional<Talk>& talk, Instant at) {
  return !talk || at - talk->last_words > quiet_before_new_talk;
}

}  // namespace

void mind_talk(Turn& turn) {
  auto& talk = turn.state.talk;
  const Instant at = turn.event.at;
  const bool talks = by_visitor(turn.event.body) == ByVisitor::talks;
  const bool begins = talks && is_new(talk, at);
  if (begins) talk = Talk{at, at, false};
  if (!talk) return;
  const bool with_bot = turn.state.handling == Handling::bot;
  if (talks) talk->last_words = std::max(talk->last_words, at);
  talk->to_bot = with_bot && (talks || talk->to_bot);
  const bool with_people =
      turn.state.handling != Handling::bot || open_order(turn.state) != nullptr;
  const bool joined = with_people && !talk->person;
  talk->person = talk->person || with_people;
  if (begins || joined) turn.talk_changed(*talk);
}

bool is_over(const State& state, Instant now) {
  if (state.handling != Handling::bot || state.supervisor_only) return false;
  if (open_order(state) != nullptr) return false;
  if (is_new(state.talk, now)) return true;
  return !state.talk->to_bot && !waits_for_visitor(state);
}

}  // namespace yingda::conversation
