// What comes from outside the talk: connectors' answers and the page around the chat.

#include <algorithm>
#include <utility>

#include "conversation/parts.hpp"
#include "conversation/repair.hpp"
#include "conversation/triggers.hpp"

namespace yingda::conversation {
namespace {

using dialogue::Outputs;

// The kinds of failure that content can tell apart.
std::string failure_kind(const std::string& error) {
  if (error == "timeout") return "timeout";
  if (error == "bad answer") return "bad_answer";
  const bool ours = error == "bad argument" || error == "unknown action";
  const bool told_off = error.starts_with("http 4") && error != "http 429";
  return ours || told_off ? "refused" : "unavailable";
}

// Another attempt may help, and its idempotency key keeps the service from doing it twice.
bool may_try_again(const Turn& turn, const std::string& kind) {
  if (kind != "timeout" && kind != "unavailable") return false;
  const auto* step = dialogue::current_step(turn.catalog.flows, turn.state.session);
  const auto* action = step == nullptr ? nullptr : std::get_if<dialogue::Action>(&step->body);
  return action != nullptr && turn.state.attempt < action->retries;
}

}  // namespace

void action_answered(Turn& turn, const ActionAnswered& answer) {
  auto& state = turn.state;
  if (facts_answered(turn, answer)) return;
  if (state.pending_call != answer.call) return;  // asked by a step that is gone
  turn.answer_taken = true;
  turn.words_before = std::exchange(state.session.said, {});
  const std::string kind = failure_kind(answer.error);
  turn.append(TraceEntry{answer.ok ? "connector answered" : "connector failed", answer.error});
  Outputs outputs;
  if (!answer.ok && state.handling != Handling::agent && may_try_again(turn, kind)) {
    ++state.attempt;
    dialogue::run(turn.catalog.flows, state.session, scope_with_words(turn), outputs);
    return carry_out(turn, std::move(outputs));
  }
  state.pending_call.clear();
  state.attempt = 0;
  if (answer.ok) state.order_facts_at = turn.event.at;
  if (state.handling == Handling::agent) return;  // in the queue flows go on
  if (answer.ok) {
    dialogue::take_action(turn.catalog.flows, state.session, scope_with_words(turn), answer.fields,
                          outputs);
  } else {
    dialogue::take_failure(turn.catalog.flows, state.session, scope_with_words(turn), kind,
                           outputs);
  }
  carry_out(turn, std::move(outputs));
}

// An event of the page never interrupts: it starts a flow only when none runs, and each flow once.
// A flow that the page names was asked for by a click: it starts like one that the visitor names.
void page_tells(Turn& turn, const PageEvent& told) {
  auto& state = turn.state;
  const std::string flow = event_flow(turn, told.name, told.flow);
  if (flow.empty() && !told.flow.empty()) {
    return turn.refuse(ErrorCode::not_found,
                       "no flow `" + told.flow + "` starts by `" + told.name + "` here");
  }
  auto given =
      dialogue::read_given(turn.catalog.flows, state.session, turn.scope(), flow, told.slots);
  if (!given.faults.empty()) {
    // Made before the faults are moved away: arguments are evaluated in any order.
    const auto& first = given.faults.front();
    std::string message = "`slots." + first.name + "` " + first.message;
    return turn.refuse(ErrorCode::invalid, std::move(message), std::move(given.faults));
  }
  PageEventEntry entry{told.id, told.name, told.flow};
  for (const auto& each : given.taken) {
    entry.given.emplace_back(each.label.empty() ? each.slot : each.label, each.shown);
  }
  turn.append(std::move(entry));
  if (flow.empty() || state.handling != Handling::bot) return;
  if (state.session.waiting == dialogue::Waiting::action) return;
  const bool first = !state.event_flows.contains(flow) && state.session.stack.empty();
  if (told.flow.empty() && !first) return;
  state.event_flows.insert(flow);
  turn.given = std::move(given.taken);
  start_flow(turn, flow);
}

}  // namespace yingda::conversation
