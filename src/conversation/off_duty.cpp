// Nobody is there who could take the conversation: outside of the hours, or nobody has come in. The
// order stands and its number is known; what is asked for then (pattern_off_duty) may be left out,
// and holds up nothing else that the visitor says.

#include <algorithm>

#include "conversation/parts.hpp"
#include "conversation/repair.hpp"
#include "workorder/transitions.hpp"

namespace yingda::conversation {
namespace {

using workorder::WorkOrder;

// Speaks of a first reply that is still to come in time; of nothing that was missed.
bool reply_is_due(const Turn& turn, const WorkOrder& order) {
  return !order.first_response_at && order.first_response_due > turn.event.at;
}

void say_nobody_is_there(Turn& turn, const WorkOrder& order) {
  const auto opens = workorder::next_opening(turn.catalog.policy.calendar, turn.event.at);
  std::string text = turn.words(opens ? Phrase::off_hours : Phrase::nobody_on_duty);
  text = with(std::move(text), "team", turn.team_name(turn.state.team));
  if (opens) text = with(std::move(text), "opens", turn.when(*opens));
  const bool until = opens && reply_is_due(turn, order);
  text += turn.words(until ? Phrase::may_leave_until : Phrase::may_leave);
  text = with(std::move(text), "number", order.number);
  turn.system_says(with(std::move(text), "due", turn.when(order.first_response_due)));
}

// Somebody who speaks of not wanting to live is asked nothing.
bool is_grave(const Turn& turn) {
  const auto* flow = turn.catalog.flows.find(turn.state.case_flow);
  return flow != nullptr && flow->undisturbed;
}

// What the visitor told in that form; null when they did not.
const dialogue::Value* told_off_duty(const dialogue::Session& session, const std::string& slot) {
  const auto place = session.places.find(slot);
  const auto value = session.slots.find(slot);
  if (place == session.places.end() || value == session.slots.end()) return nullptr;
  const bool here = std::ranges::any_of(
      place->second, [](const auto& cursor) { return cursor.flow == pattern::off_duty; });
  return here && dialogue::is_set(value->second) ? &value->second : nullptr;
}

bool add_told_demand(Turn& turn, WorkOrder& order) {
  const auto* told = told_off_duty(turn.state.session, "demand");
  if (told == nullptr || !order.demands.empty()) return false;
  auto demand = named_demand(turn, dialogue::to_text(*told));
  const auto& texts = turn.state.session.texts;
  const auto read = texts.find("demand");
  if (demand.label.empty() && read != texts.end()) demand.label = read->second;
  order.demands.push_back(std::move(demand));
  return true;
}

bool add_told_number(const Turn& turn, WorkOrder& order) {
  const auto* told = told_off_duty(turn.state.session, "order_number");
  if (told == nullptr || !order.about.empty()) return false;
  order.about = dialogue::to_text(*told);
  return true;
}

}  // namespace

void nobody_on_duty(Turn& turn) {
  auto& state = turn.state;
  const auto* order = open_order(state);
  if (order == nullptr) return;
  say_nobody_is_there(turn, *order);
  const bool asked = state.off_duty_asked == order->number;
  if (asked || is_grave(turn) || !state.session.stack.empty()) return;
  state.off_duty_asked = order->number;
  run_pattern(turn, pattern::off_duty);
}

bool asks_off_duty(const State& state) {
  const auto& stack = state.session.stack;
  return waits_for_visitor(state) && !stack.empty() && stack.back().flow == pattern::off_duty;
}

void noted_off_duty(Turn& turn) {
  turn.answer_taken = true;
  if (const auto* order = open_order(turn.state)) tell_due(turn, Phrase::in_queue_noted, *order);
}

const dialogue::Form* off_duty_form(const Turn& turn, const Prompt& prompt) {
  const auto* flow = turn.catalog.flows.find(std::string(pattern::off_duty));
  const int at = flow == nullptr ? dialogue::end_of_flow : flow->find(prompt.stays);
  if (at == dialogue::end_of_flow || open_order(turn.state) == nullptr) return nullptr;
  return std::get_if<dialogue::Form>(&flow->steps[static_cast<std::size_t>(at)].body);
}

void submit_off_duty(Turn& turn, const Prompt& prompt, const FormSubmitted& form) {
  // Beside whatever runs now, which goes on as it stands.
  auto aside = turn.state.session;
  aside.stack = {{std::string(pattern::off_duty), prompt.stays, 0, false, {}}};
  aside.waiting = dialogue::Waiting::form;
  dialogue::Outputs unsaid;
  auto faults = dialogue::take_form(turn.catalog.flows, aside, turn.scope(),
                                    {form.values, form.files}, unsaid);
  if (!faults.empty()) {
    return turn.refuse(ErrorCode::invalid, "the form is not filled in correctly",
                       std::move(faults));
  }
  auto& session = turn.state.session;
  session.slots = std::move(aside.slots);
  session.labels = std::move(aside.labels);
  session.texts = std::move(aside.texts);
  session.sources = std::move(aside.sources);
  session.places = std::move(aside.places);
  std::erase_if(turn.state.prompts, [&](const Prompt& each) { return each.seq == form.of; });
  if (turn.state.handling != Handling::agent) noted_off_duty(turn);
}

void skip_off_duty(Turn& turn) {
  const auto* order = open_order(turn.state);
  if (order == nullptr || turn.state.handling == Handling::agent) return;
  tell_due(turn, Phrase::already_queued, *order);
}

void mind_off_duty(Turn& turn) {
  auto* order = open_order(turn.state);
  if (order == nullptr && asks_off_duty(turn.state)) dialogue::stop(turn.state.session);
  if (order == nullptr || order->number != turn.state.off_duty_asked) return;
  const bool number = add_told_number(turn, *order);
  const bool demand = add_told_demand(turn, *order);
  if (!number && !demand) return;
  add_history(turn, *order, "visitor", "explained", "");
  turn.order_changed(*order, "");
}

}  // namespace yingda::conversation
