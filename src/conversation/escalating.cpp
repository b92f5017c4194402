// The steps of an escalation: whoever has the case is warned before the promise (`near`),
// supervisors are called when the team's goal or a promise is missed, and managers when a missed
// promise still stands a while later.

#include <algorithm>

#include "conversation/parts.hpp"
#include "workorder/transitions.hpp"

namespace yingda::conversation {
namespace {

using workorder::WorkOrder;

std::string manager_timer(const WorkOrder& order) { return "manager:" + order.number; }

// Since it was opened, or reopened last.
bool manager_was_called(const WorkOrder& order) {
  for (auto change = order.history.rbegin(); change != order.history.rend(); ++change) {
    if (change->what == "manager_called") return true;
    if (change->what == "reopened") return false;
  }
  return false;
}

bool still_missed(const WorkOrder& order) {
  const bool unanswered = !order.first_response_at && order.first_response_missed;
  const bool unkept = std::ranges::any_of(order.commitments, [](const auto& commitment) {
    return commitment.state == workorder::CommitmentState::missed && !commitment.kept_at;
  });
  return unanswered || order.next_response_missed || order.resolve_missed || unkept;
}

}  // namespace

void expect_manager(Turn& turn, const WorkOrder& order) {
  const TimeSpan after = turn.catalog.policy.manager_after;
  if (after <= TimeSpan::zero() || manager_was_called(order)) return;
  turn.start_timer(manager_timer(order), turn.event.at + after);
}

bool is_with_manager(const WorkOrder& order) {
  return manager_was_called(order) && still_missed(order);
}

void manager_due(Turn& turn, WorkOrder& order) {
  if (workorder::is_settled(order.status)) return;
  if (manager_was_called(order) || !still_missed(order)) return;
  add_history(turn, order, "system", "manager_called", "");
  turn.system_says(with(turn.words(Phrase::manager_called), "number", order.number));
  turn.order_changed(order, "");
  Alert alert{order.number, "manager_called", order.resolve_due, false};
  alert.managers = true;
  turn.effect(std::move(alert));
}

}  // namespace yingda::conversation
