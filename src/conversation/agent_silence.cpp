// A person who has the conversation and leaves the customer without a word loses it to the queue,
// where others see it. What they answer for stays theirs: the order's owner is not touched.

#include <algorithm>

#include "conversation/parts.hpp"
#include "workorder/transitions.hpp"

namespace yingda::conversation {
namespace {

// Is a person's answer still to come?
bool wants_answer(const workorder::WorkOrder& order) {
  if (workorder::is_settled(order.status) || order.request) return false;
  return !order.first_response_at || order.next_response_due || order.next_response_missed;
}

// Any word to the customer, also one that only asks for patience: its own clocks mind that one.
bool is_word_of_agent(const EventBody& body) {
  return std::holds_alternative<AgentMessaged>(body) ||
         std::holds_alternative<AgentPromised>(body) || std::holds_alternative<CustomerAsked>(body);
}

}  // namespace

void mind_agent(Turn& turn, const std::optional<Person>& agent_before) {
  auto& state = turn.state;
  if (state.handling != Handling::queued) state.lost.reset();
  const bool wanted = state.handling == Handling::agent && state.agent &&
                      turn.catalog.policy.agent_silence > TimeSpan::zero() &&
                      std::any_of(state.orders.begin(), state.orders.end(), wants_answer);
  if (!wanted) {
    if (state.agent_word_due) turn.cancel_timer(agent_word_timer);
    state.agent_word_due.reset();
    return;
  }
  const bool anew = !state.agent_word_due || state.agent != agent_before;
  if (!anew && !is_word_of_agent(turn.event.body)) return;
  state.agent_word_due = turn.event.at + turn.catalog.policy.agent_silence;
  turn.start_timer(agent_word_timer, *state.agent_word_due);
}

void agent_word_missing(Turn& turn) {
  auto& state = turn.state;
  if (state.handling != Handling::agent || !state.agent || !state.agent_word_due) return;
  // On its way while its time moved: it rings again when it should.
  if (turn.event.at < *state.agent_word_due) {
    return turn.start_timer(agent_word_timer, *state.agent_word_due);
  }
  if (auto* order = open_order(state)) {
    add_history(turn, *order, "system", "agent_silent", state.agent->name);
    turn.order_saved(order->number);
  }
  lose_agent(turn, Phrase::agent_silent, "silent");
}

}  // namespace yingda::conversation
