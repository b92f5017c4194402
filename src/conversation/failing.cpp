// Turns in a row that were not understood: at the questions of flows, counted by the interpreter
// (Session::given_up), and outside of them. A flow that ends, is begun anew by its words or by
// "start over" takes none of them back: only what fits does. So however a flow gives up, after
// `max_failed_turns` there is a person.

#include <algorithm>

#include "conversation/parts.hpp"

namespace yingda::conversation {
namespace {

using dialogue::Waiting;

void lead_to_person(Turn& turn) {
  HandoffWish wish;
  wish.reason = turn.words(Phrase::not_understood_reason);
  wish.not_understood = true;
  hand_over(turn, wish);
}

}  // namespace

int failed_in_row(const State& state) { return state.failed_turns + state.session.given_up; }

void count_anew(Turn& turn) {
  turn.state.failed_turns = 0;
  turn.state.session.given_up = 0;
}

bool fails_again(Turn& turn) {
  auto& state = turn.state;
  // The answer that made a flow give up was one turn, though nothing more was said to it.
  if (state.session.given_up <= turn.given_up_before) ++state.failed_turns;
  return failed_in_row(state) >= turn.catalog.policy.max_failed_turns;
}

void forget_open_step(Turn& turn) {
  auto& session = turn.state.session;
  if (!session.stack.empty()) session.given_up += session.stack.back().tries;
}

void mind_given_up(Turn& turn) {
  const auto& state = turn.state;
  const auto waiting = state.session.waiting;
  // What is under way goes on, and is looked at when it has come.
  const bool under_way = !state.pending_call.empty() || waiting == Waiting::work_order;
  if (turn.refused() || turn.wants_number() || under_way || state.handling != Handling::bot) return;
  if (state.session.given_up >= turn.catalog.policy.max_failed_turns) lead_to_person(turn);
}

}  // namespace yingda::conversation
