#include "workorder/sla.hpp"

#include <algorithm>

#include "workorder/promises.hpp"

namespace yingda::workorder {

void set_due_times(WorkOrder& order, const SlaPolicy& policy, const Calendar& calendar) {
  order.target_due = due(calendar, order.clocks_since, policy.target);
  order.first_response_due = due(calendar, order.clocks_since, policy.promise);
  order.resolve_due = due(calendar, order.clocks_since, policy.resolve);
}

Instant near_due(const WorkOrder& order, const Calendar& calendar) {
  const TimeSpan whole = working_time(calendar, order.clocks_since, order.first_response_due);
  return due(calendar, order.clocks_since, whole * 4 / 5);
}

void resume_resolve(WorkOrder& order, const Calendar& calendar, Instant since, Instant now) {
  if (order.resolve_missed) return;
  const TimeSpan left = working_time(calendar, since, order.resolve_due);
  order.resolve_due = std::max(order.resolve_due, due(calendar, std::max(since, now), left));
  move_promise(order, Promise::resolve, order.resolve_due);
}

}  // namespace yingda::workorder
