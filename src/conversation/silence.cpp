// A visitor who says nothing any more while a question is open: reminded once, then left in peace.
// Both waits are timers of the conversation, so they outlive a restart.

#include "conversation/parts.hpp"
#include "conversation/repair.hpp"

namespace yingda::conversation {
namespace {

constexpr const char* timer_key = "silence";

bool asks(const State& state) {
  return state.handling == Handling::bot && waits_for_visitor(state);
}

// Did a flow go on by itself and say or ask something? No other timer asks anything new.
bool went_on(const Turn& turn, const TimerFired& timer) {
  return timer.key == flow_wait_timer && turn.told_visitor();
}

}  // namespace

void mind_silence(Turn& turn, bool asked_before) {
  const auto& policy = turn.catalog.policy;
  const auto* timer = std::get_if<TimerFired>(&turn.event.body);
  if (timer != nullptr && !went_on(turn, *timer)) return;
  // That a supervisor looks on is nothing the visitor did.
  if (std::holds_alternative<StaffAccessed>(turn.event.body)) return;
  if (asks(turn.state) && policy.silence_remind > TimeSpan::zero()) {
    turn.state.reminded = false;
    turn.start_timer(timer_key, turn.event.at + policy.silence_remind);
  } else if (asked_before) {
    turn.cancel_timer(timer_key);
  }
}

void silence_over(Turn& turn) {
  auto& state = turn.state;
  if (!asks(state)) return;
  if (!state.reminded) {
    state.reminded = true;
    const auto& policy = turn.catalog.policy;
    if (policy.silence_close > TimeSpan::zero()) {
      turn.start_timer(timer_key, turn.event.at + policy.silence_close);
    }
    run_pattern(turn, pattern::reminder);
    return;
  }
  dialogue::stop(state.session);
  run_pattern(turn, pattern::silence);
  if (state.session.stack.empty()) queue_open_order(turn);
}

void wait_over(Turn& turn) {
  dialogue::Outputs outputs;
  dialogue::take_time(turn.catalog.flows, turn.state.session, turn.scope(), outputs);
  carry_out(turn, std::move(outputs));
  if (turn.state.session.stack.empty()) queue_open_order(turn);
}

}  // namespace yingda::conversation
