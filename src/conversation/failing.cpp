// Turns in a row that were not understood: at the questions of flows, counted by the interpreter
// (Session::given_up), and outside of them. A flow that ends, is begun anew by its words or by
// "start over" takes none of them back: only what fits does. So however a flow gives up, after
// `max_failed_turns` there is a person.

#include <algorithm>

#include "conversation/naming_orders.hpp"
#include "conversation/parts.hpp"

namespace yingda::conversation {
namespace {

using dialogue::Waiting;
using knowledge::DocumentKind;
using knowledge::Outcome;

void lead_to_person(Turn& turn) {
  HandoffWish wish;
  wish.reason = turn.words(Phrase::not_understood_reason);
  wish.not_understood = true;
  hand_over(turn, wish);
}

// Buttons for the candidates, "none of these" and the way to a person.
std::vector<dialogue::SpokenOption> suggestions(const Turn& turn,
                                                const knowledge::Understanding& understood) {
  std::vector<dialogue::SpokenOption> options;
  for (const auto& candidate : understood.candidates) {
    if (options.size() == 3) break;
    const bool flow = candidate.kind == DocumentKind::flow;
    if (candidate.title == turn.words(Phrase::person_option)) continue;  // stands there anyway
    options.push_back({(flow ? "flow:" : "article:") + candidate.id, candidate.title});
  }
  options.push_back({"human", turn.words(Phrase::person_option)});
  return options;
}

// What is said after a result is, if nothing else, about the result: the visitor accepts it or not.
bool about_result(Turn& turn) {
  const auto& state = turn.state;
  const auto& flow = turn.catalog.policy.progress_flow;
  if (state.orders.empty() || state.orders.back().status != workorder::Status::resolved)
    return false;
  if (turn.catalog.flows.find(flow) == nullptr || runs_already(state, flow)) return false;
  start_flow(turn, flow);
  return true;
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

void not_understood(Turn& turn, const knowledge::Understanding& understood) {
  if (about_result(turn)) return;
  if (fails_again(turn)) return lead_to_person(turn);
  if (understood.outcome == Outcome::ask_back && !understood.candidates.empty()) {
    turn.bot_says(turn.words(Phrase::did_you_mean), suggestions(turn, understood));
  } else {
    const bool files = std::holds_alternative<EvidenceAttached>(turn.event.body);
    turn.bot_says(turn.words(files ? Phrase::evidence_what : Phrase::not_understood),
                  {{"human", turn.words(Phrase::person_option)}});
  }
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
