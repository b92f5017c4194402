#include "conversation/naming_orders.hpp"

#include <algorithm>

#include "conversation/parts.hpp"
#include "conversation/repair.hpp"
#include "conversation/wishes.hpp"
#include "dialogue/interpreter.hpp"

namespace yingda::conversation {

using dialogue::Waiting;

bool runs_already(const State& state, const std::string& flow) {
  return std::any_of(state.session.stack.begin(), state.session.stack.end(),
                     [&](const auto& cursor) { return cursor.flow == flow; });
}

bool misspelt_work_order(Turn& turn, const std::string& text) {
  const auto number = misspelt_number(text);
  if (number.empty() || waits_for_visitor(turn.state)) return false;
  turn.bot_says(with(turn.words(Phrase::work_order_misspelt), "number", number));
  return true;
}

bool heard_work_order(Turn& turn, const std::string& text) {
  const auto& flow = turn.catalog.policy.progress_flow;
  turn.named_work_order = named_work_order(text);
  if (const auto* named = living_order(turn.state, turn.named_work_order)) {
    turn.state.spoken_of = named->number;
  }
  if (turn.named_work_order.empty() || turn.catalog.flows.find(flow) == nullptr) return false;
  auto& session = turn.state.session;
  if (session.waiting == Waiting::action) return false;
  if (runs_already(turn.state, flow)) {
    // Asked for the number, the flow takes it; beside its buttons, it begins with the new one.
    if (!dialogue::offers_options(turn.catalog.flows, session)) return false;
    dialogue::stop(session);
  }
  turn.state.failed_turns = 0;
  start_flow(turn, flow);
  return true;
}

}  // namespace yingda::conversation
