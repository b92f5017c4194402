#include "conversation/snoozing.hpp"

#include <algorithm>

#include "conversation/muting.hpp"
#include "conversation/parts.hpp"

namespace yingda::conversation {
namespace {

// Later than that nobody remembers what it was about.
constexpr TimeSpan ahead_max = std::chrono::hours(24 * 90);

bool held_by(const State& state, const std::string& agent) {
  return state.handling == Handling::agent && state.agent && state.agent->id == agent;
}

void forget(Turn& turn) {
  turn.state.snooze.reset();
  turn.cancel_timer(snooze_timer);
}

// It stands first in the list from now on, and says why, until somebody deals with it.
void wake(Turn& turn, const std::string& why) {
  auto& snooze = *turn.state.snooze;
  snooze.woken = why;
  snooze.since = turn.event.at;
  turn.cancel_timer(snooze_timer);
  turn.append(WokenEntry{{}, {}, why, snooze.reason});
  turn.effect(Reminder{why, snooze.reason});
}

// What brings it back before its time; empty: nothing.
std::string waking_cause(const Turn& turn) {
  const auto& body = turn.event.body;
  const bool writes = by_visitor(body) == ByVisitor::talks && !turn.kept_from_people;
  if (writes || std::holds_alternative<OrderRequested>(body)) return "visitor";
  const bool alerted = std::ranges::any_of(
      turn.effects(), [](const Effect& effect) { return std::holds_alternative<Alert>(effect); });
  return alerted ? "alert" : "";
}

// Whoever was reminded has turned to it. Looking alone is not that.
bool deals_with(const EventBody& body, const std::string& agent) {
  return std::visit(
      [&](const auto& what) {
        if constexpr (requires { what.agent.id; }) {
          return what.agent.id == agent && !std::is_same_v<decltype(what), const StaffAccessed&>;
        } else {
          return false;
        }
      },
      body);
}

}  // namespace

bool is_set_aside(const State& state) { return state.snooze && state.snooze->woken.empty(); }

void snoozed(Turn& turn, const Snoozed& wish) {
  if (!holds(turn, wish.agent)) return;
  const bool fits =
      !wish.until || (*wish.until > turn.event.at && *wish.until <= turn.event.at + ahead_max);
  if (!fits) {
    return turn.refuse(ErrorCode::invalid, "`until` must lie within the next 90 days");
  }
  turn.append(SnoozedEntry{wish.id, wish.agent, wish.until, wish.reason});
  turn.state.snooze = Snooze{wish.until, wish.reason, wish.agent, turn.event.at, {}};
  turn.cancel_timer(snooze_timer);
  if (wish.until) turn.start_timer(snooze_timer, *wish.until);
}

void woken(Turn& turn, const Woken& wish) {
  if (!holds(turn, wish.agent)) return;
  if (!is_set_aside(turn.state)) {
    return turn.refuse(ErrorCode::conflict, "this conversation is not set aside");
  }
  turn.append(WokenEntry{wish.id, wish.agent, "agent", {}});
  forget(turn);
}

void snooze_over(Turn& turn) {
  if (is_set_aside(turn.state)) wake(turn, "time");
}

void mind_snooze(Turn& turn) {
  auto& snooze = turn.state.snooze;
  if (!snooze) return;
  const std::string by = snooze->by.id;
  // Passed on, taken over or ended: whoever has it now has put nothing aside.
  if (!held_by(turn.state, by)) return forget(turn);
  if (is_set_aside(turn.state)) {
    if (const auto why = waking_cause(turn); !why.empty()) wake(turn, why);
  } else if (deals_with(turn.event.body, by)) {
    forget(turn);
  }
}

}  // namespace yingda::conversation
