// The clocks that run for a work order: started with it, stopped by an answer, never silent after
// one of them was missed.

#include "conversation/parts.hpp"
#include "workorder/promises.hpp"
#include "workorder/transitions.hpp"

namespace yingda::conversation {

using workorder::Promise;
using workorder::WorkOrder;

void promise_times(WorkOrder& order) {
  begin_promise(order, Promise::first_response, order.clocks_since, order.first_response_due);
  begin_promise(order, Promise::resolve, order.clocks_since, order.resolve_due);
}

void start_clocks(Turn& turn, const WorkOrder& order) {
  turn.start_timer("near:" + order.number, near_due(order, turn.catalog.policy.calendar));
  turn.start_timer("target:" + order.number, order.target_due);
  turn.start_timer("first:" + order.number, order.first_response_due);
  if (!order.request) turn.start_timer("resolve:" + order.number, order.resolve_due);
}

void stop_clocks(Turn& turn, WorkOrder& order) {
  order.request.reset();
  drop_promises(order);
  for (const char* clock :
       {"queue:", "near:", "target:", "first:", "next:", "resolve:", "waiting:", "manager:"}) {
    turn.cancel_timer(clock + order.number);
  }
}

void expect_answer(Turn& turn, WorkOrder& order) {
  const auto& policy = turn.catalog.policy.sla.of(order.tier, order.urgent);
  order.next_response_due = due(turn.catalog.policy.calendar, turn.event.at, policy.next_response);
  begin_promise(order, Promise::next_response, turn.event.at, *order.next_response_due);
  turn.start_timer("next:" + order.number, *order.next_response_due);
  turn.order_saved(order.number);
}

void customer_spoke(Turn& turn) {
  customer_back(turn);
  answers_are_old(turn);
  WorkOrder* order = open_order(turn.state);
  if (order == nullptr || turn.state.handling == Handling::bot) return;
  // Until the first answer its own clock runs; once that was missed, every further word starts one.
  const bool first_runs = !order->first_response_at && !order->first_response_missed;
  if (first_runs || order->next_response_due) return;
  expect_answer(turn, *order);
}

void tell_due(Turn& turn, Phrase in_time, const WorkOrder& order) {
  const bool overdue = !order.first_response_at && order.first_response_due <= turn.event.at;
  const bool hopeless = overdue && order.resolve_due <= turn.event.at;
  const Phrase said =
      hopeless ? Phrase::waiting_past_all : (overdue ? Phrase::waiting_overdue : in_time);
  turn.system_says(with(with(turn.words(said), "number", order.number), "due",
                        turn.when(overdue ? order.resolve_due : order.first_response_due)));
}

}  // namespace yingda::conversation
