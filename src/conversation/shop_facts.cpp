// What the order system said of the order that the case is about. It grows old while people work:
// whoever has the case asks again what the bot asked.

#include <algorithm>

#include "conversation/parts.hpp"

namespace yingda::conversation {
namespace {

constexpr std::string_view shop_facts = "order.";

void forget_facts(State& state) {
  std::erase_if(state.session.slots,
                [](const auto& slot) { return slot.first.starts_with(shop_facts); });
}

}  // namespace

void remember_shop_call(Turn& turn, const dialogue::ActionWanted& wanted) {
  const auto* step = dialogue::current_step(turn.catalog.flows, turn.state.session);
  const auto* action = step == nullptr ? nullptr : std::get_if<dialogue::Action>(&step->body);
  if (action == nullptr || action->result + "." != shop_facts) return;
  turn.state.shop_call = {wanted.name, wanted.arguments, wanted.timeout_s};
}

void forget_shop_facts(Turn& turn, const std::string& was, const std::string& now) {
  forget_facts(turn.state);
  turn.state.order_facts_at.reset();
  for (auto& [name, value] : turn.state.shop_call.arguments) {
    if (value == was) value = now;
  }
}

void facts_asked(Turn& turn, const FactsAsked& wish) {
  if (!may_arrange(turn, wish.agent, wish.supervisor)) return;
  auto& state = turn.state;
  const auto& call = state.shop_call;
  if (call.action.empty()) {
    return turn.refuse(ErrorCode::not_found, "the order system was not asked about an order yet");
  }
  if (!state.facts_call.empty()) {
    return turn.refuse(ErrorCode::conflict, "the order system is being asked already");
  }
  state.facts_call = "f" + std::to_string(state.step);
  turn.append(TraceEntry{"order facts asked", wish.agent.name});
  turn.effect(CallAction{state.facts_call, call.action, call.arguments, call.timeout_s});
}

bool facts_answered(Turn& turn, const ActionAnswered& answer) {
  auto& state = turn.state;
  if (state.facts_call.empty() || answer.call != state.facts_call) return false;
  state.facts_call.clear();
  turn.answer_taken = true;
  if (answer.ok) {
    forget_facts(state);
    for (const auto& [name, value] : answer.fields) {
      state.session.slots[std::string(shop_facts) + name] = value;
    }
    state.order_facts_at = turn.event.at;
  }
  // What was known stays, with its age.
  turn.append(TraceEntry{answer.ok ? "order facts answered" : "order facts failed", answer.error});
  return true;
}

}  // namespace yingda::conversation
