// What missed promises cost: granted with the miss, in the same step, and paid by a supervisor.

#include <algorithm>

#include "conversation/parts.hpp"
#include "workorder/compensation.hpp"

namespace yingda::conversation {
namespace {

using workorder::Compensation;
using workorder::WorkOrder;

std::string payment_timer(const WorkOrder& order) { return "unpaid:" + order.number; }

// A conversation is one visitor's; their day is the service's.
workorder::Hundredths granted_today(const Turn& turn) {
  const auto& policy = turn.catalog.policy;
  auto day = to_local(turn.event.at, policy.zone);
  day.hour = day.minute = day.second = 0;
  const Instant since = from_local(day, policy.zone);
  workorder::Hundredths sum = 0;
  for (const auto& order : turn.state.orders) {
    sum += workorder::granted_since(order, policy.compensation.currency, since);
  }
  return sum;
}

// "5.00 元" to whoever reads Chinese.
std::string money_words(const Turn& turn, const workorder::Money& money) {
  const bool yuan = money.currency == "CNY" && turn.locale().starts_with("zh");
  return money.amount + (yuan ? " 元" : " " + money.currency);
}

std::string words_of(const Turn& turn, Phrase phrase, const WorkOrder& order,
                     const Compensation& line) {
  std::string text = with(turn.words(phrase), "number", order.number);
  text = with(std::move(text), "money", money_words(turn, line.granted));
  return with(std::move(text), "due", turn.when(line.pay_due));
}

void look_again(Turn& turn, const WorkOrder& order) {
  if (const auto look = workorder::next_payment_look(order, turn.event.at)) {
    turn.start_timer(payment_timer(order), *look);
  } else {
    turn.cancel_timer(payment_timer(order));
  }
}

}  // namespace

void grant_compensation(Turn& turn, WorkOrder& order, workorder::Promise missed) {
  auto policy = turn.catalog.policy.compensation;
  // What was granted on an order that ended in this one was granted for the same matter.
  for (const auto& number : order.merged) {
    const WorkOrder* ended = find_order(turn.state, number);
    if (ended == nullptr || policy.per_order_max == 0) continue;
    policy.per_order_max -= workorder::granted_since(*ended, policy.currency, Instant::min());
    if (policy.per_order_max <= 0) return;
  }
  const bool granted = std::ranges::any_of(order.merged, [&](const std::string& number) {
    const WorkOrder* ended = find_order(turn.state, number);
    return ended != nullptr && workorder::find_compensation(*ended, missed) != nullptr;
  });
  if (granted) return;
  const Compensation* line =
      workorder::grant(order, missed, policy, granted_today(turn), turn.event.at);
  if (line == nullptr) return;
  add_history(turn, order, "system", "compensation_owed",
              line->granted.amount + " " + line->granted.currency);
  turn.system_says(words_of(turn, Phrase::compensation_owed, order, *line));
  turn.append(CompensationEntry{order.number, *line});
  look_again(turn, order);
}

void compensation_paid(Turn& turn, const CompensationPaid& paid) {
  WorkOrder* order = find_order(turn.state, paid.number);
  Compensation* line =
      order == nullptr ? nullptr : workorder::find_compensation(*order, paid.promise);
  if (line == nullptr) {
    return turn.refuse(ErrorCode::not_found, "nothing was granted on \"" + paid.number + "\" for " +
                                                 std::string(to_string(paid.promise)));
  }
  if (line->paid_at) {
    return turn.refuse(ErrorCode::conflict, "paid already, by " + line->paid_by->name + " at " +
                                                to_rfc3339(*line->paid_at));
  }
  line->paid_at = turn.event.at;
  line->paid_by = paid.agent;
  line->reference = paid.reference;
  turn.append(CompensationEntry{order->number, *line});
  add_history(turn, *order, paid.agent, "compensation_paid",
              line->granted.amount + " " + line->granted.currency);
  turn.system_says(words_of(turn, Phrase::compensation_paid, *order, *line));
  turn.order_changed(*order, "");
  look_again(turn, *order);
}

void payment_due(Turn& turn, WorkOrder& order) {
  for (auto& line : order.compensation) {
    if (line.paid_at || turn.event.at < line.pay_due) continue;
    if (!line.overdue) add_history(turn, order, "system", "compensation_unpaid", "");
    line.overdue = true;
    turn.order_saved(order.number);
    turn.effect(Alert{order.number, "compensation_unpaid", line.pay_due, true});
  }
  look_again(turn, order);
}

}  // namespace yingda::conversation
