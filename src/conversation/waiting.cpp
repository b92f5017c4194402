// Waiting on the customer. For what they were asked: it starts with a concrete request and ends
// with any word of theirs; only the resolve clock stands still meanwhile, and it goes on with
// exactly what was left. And for their verdict on a result: a reminder, then the end of the case.

#include "conversation/holding.hpp"
#include "conversation/parts.hpp"
#include "text/markdown.hpp"
#include "workorder/transitions.hpp"

namespace yingda::conversation {
namespace {

using workorder::Act;
using workorder::WorkOrder;

// At least this long between the reminder and the end.
constexpr TimeSpan time_to_answer = std::chrono::hours(24);

// How long a result waits for its verdict. Nobody loses a case that they were not reminded of.
TimeSpan verdict_time(const Policy& policy) {
  return std::max(policy.waiting_close, policy.waiting_remind + time_to_answer);
}

std::string waiting_timer(const WorkOrder& order) { return "waiting:" + order.number; }

// What was left when the request was made is left now.
void resume_clock(Turn& turn, WorkOrder& order, Instant since) {
  resume_resolve(order, turn.catalog.policy.calendar, since, turn.event.at);
  if (!order.resolve_missed) turn.start_timer("resolve:" + order.number, order.resolve_due);
}

void wait_for(Turn& turn, const WorkOrder& order, TimeSpan span) {
  if (span > TimeSpan::zero()) turn.start_timer(waiting_timer(order), turn.event.at + span);
}

void say_request(Turn& turn, const CustomerAsked& asked) {
  MessageEntry entry;
  entry.role = Role::agent;
  entry.name = asked.agent.name;
  entry.number = asked.agent.number;
  entry.text = asked.text;
  entry.client_id = asked.id;
  turn.append(std::move(entry));
}

void close_unanswered(Turn& turn, WorkOrder& order) {
  const auto next = workorder::transition(order.status, Act::close);
  if (!next) return;
  order.status = *next;
  stop_clocks(turn, order);
  drop_commitments(turn, order);
  add_history(turn, order, "system", "closed", "no answer");
  turn.system_says(with(turn.words(Phrase::waiting_closed), "number", order.number));
  turn.order_changed(order, "");
  if (open_order(turn.state) == nullptr) back_to_bot(turn);
}

}  // namespace

void customer_asked(Turn& turn, const CustomerAsked& asked) {
  if (!holds(turn, asked.agent)) return;
  WorkOrder* order = order_meant(turn.state, asked.number);
  if (order == nullptr) {
    return turn.refuse(ErrorCode::not_found,
                       "this conversation has no open work order \"" + asked.number + "\"");
  }
  if (order->request) {
    return turn.refuse(ErrorCode::conflict, "work order " + order->number +
                                                " waits for the customer already: \"" +
                                                order->request->text + "\"");
  }
  if (says_nothing(turn.catalog, asked.text)) {
    return turn.refuse(ErrorCode::invalid,
                       "`text` must say what the customer shall do or send, not ask for patience");
  }
  say_request(turn, asked);
  responded(turn, asked.agent, *order);
  const auto next = workorder::transition(order->status, Act::ask_customer);
  if (!next) {
    return turn.refuse(ErrorCode::conflict, "work order " + order->number + " is " +
                                                std::string(to_string(order->status)));
  }
  order->status = *next;
  order->request = workorder::CustomerRequest{asked.text, turn.event.at, asked.agent};
  turn.cancel_timer("resolve:" + order->number);
  wait_for(turn, *order, turn.catalog.policy.waiting_remind);
  add_history(turn, *order, asked.agent, "asked_customer", asked.text);
  turn.system_says(with(turn.words(Phrase::waiting_started), "number", order->number));
  turn.order_changed(*order, "");
}

void customer_back(Turn& turn) {
  for (auto& order : turn.state.orders) {
    if (!order.request) continue;
    const Instant since = order.request->at;
    order.request.reset();
    turn.cancel_timer(waiting_timer(order));
    order.status = workorder::transition(order.status, Act::customer_said).value_or(order.status);
    resume_clock(turn, order, since);
    add_history(turn, order, "visitor", "customer_answered", "");
    turn.order_changed(order,
                       with(turn.words(Phrase::waiting_over), "due", turn.when(order.resolve_due)));
  }
}

void waiting_over(Turn& turn, WorkOrder& order) {
  if (!order.request) return;
  if (order.request->reminded) return close_unanswered(turn, order);
  order.request->reminded = true;
  const auto& policy = turn.catalog.policy;
  wait_for(turn, order, policy.waiting_close);
  add_history(turn, order, "system", "customer_reminded", "");
  const bool closes = policy.waiting_close > TimeSpan::zero();
  std::string text = turn.words(closes ? Phrase::waiting_reminder : Phrase::waiting_asks_again);
  text = with(std::move(text), "number", order.number);
  text = with(std::move(text), "due", turn.when(turn.event.at + policy.waiting_close));
  turn.system_says(with(std::move(text), "text", text::escape_markdown(order.request->text)));
  turn.order_saved(order.number);
}

void await_verdict(Turn& turn, const WorkOrder& order) {
  const auto& policy = turn.catalog.policy;
  if (policy.waiting_remind <= TimeSpan::zero()) return;
  turn.start_timer("verdict:" + order.number, turn.event.at + policy.waiting_remind);
  if (policy.waiting_close <= TimeSpan::zero()) return;
  turn.start_timer("close:" + order.number, turn.event.at + verdict_time(policy));
}

void verdict_missing(Turn& turn, WorkOrder& order) {
  if (order.status != workorder::Status::resolved || !order.resolved_at) return;
  const auto& policy = turn.catalog.policy;
  const bool closes = policy.waiting_close > TimeSpan::zero();
  add_history(turn, order, "system", "customer_reminded", "");
  std::string text = turn.words(closes ? Phrase::verdict_reminder : Phrase::verdict_asked_again);
  text = with(std::move(text), "number", order.number);
  turn.system_says(
      with(std::move(text), "due", turn.when(*order.resolved_at + verdict_time(policy))));
  turn.order_saved(order.number);
}

void stop_awaiting(Turn& turn, const WorkOrder& order) {
  turn.cancel_timer("verdict:" + order.number);
  turn.cancel_timer("close:" + order.number);
}

}  // namespace yingda::conversation
