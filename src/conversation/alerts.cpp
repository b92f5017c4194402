#include "conversation/alerts.hpp"

#include "conversation/parts.hpp"
#include "workorder/transitions.hpp"

namespace yingda::conversation {
namespace {

using workorder::WorkOrder;

// When the visitor asked for a supervisor, if nobody has taken the case since.
bool escalation_waits(const WorkOrder& order) {
  for (auto change = order.history.rbegin(); change != order.history.rend(); ++change) {
    if (change->what == "escalated") return true;
    if (change->what == "assigned") return false;
  }
  return false;
}

Instant last_time_of(const WorkOrder& order, std::string_view what) {
  Instant at{};
  for (const auto& change : order.history) {
    if (change.what == what) at = change.at;
  }
  return at;
}

void add_missed(const WorkOrder& order, std::vector<Alert>& out) {
  if (order.resolve_missed) {
    out.push_back(Alert{order.number, "resolve_missed", order.resolve_due, true});
  }
  if (!order.first_response_at && order.first_response_missed) {
    out.push_back(Alert{order.number, "first_response_missed", order.first_response_due, true});
  } else if (!order.first_response_at && order.target_missed) {
    out.push_back(Alert{order.number, "target_missed", order.target_due, true});
  }
  if (order.next_response_missed) {
    const Instant missed = last_time_of(order, "next_response_missed");
    out.push_back(Alert{order.number, "next_response_missed", missed, true});
  }
  for (const auto& commitment : order.commitments) {
    const bool missed = commitment.state == workorder::CommitmentState::missed;
    if (!missed || commitment.kept_at) continue;
    out.push_back(Alert{order.number, "promise_missed", commitment.due, true});
  }
  if (is_with_manager(order)) {
    Alert alert{order.number, "manager_called", order.resolve_due, false};
    alert.managers = true;
    out.push_back(std::move(alert));
  }
  if (escalation_waits(order)) {
    out.push_back(Alert{order.number, "escalated", order.first_response_due, true});
  }
}

// What is owed stays owed, also after the case.
void add_unpaid(const WorkOrder& order, std::vector<Alert>& out) {
  for (const auto& line : order.compensation) {
    if (!line.overdue || line.paid_at) continue;
    out.push_back(Alert{order.number, "compensation_unpaid", line.pay_due, true});
  }
}

}  // namespace

std::vector<Alert> standing_alerts(const State& state) {
  std::vector<Alert> out;
  for (const auto& order : state.orders) {
    if (!workorder::is_settled(order.status)) add_missed(order, out);
    add_unpaid(order, out);
  }
  return out;
}

}  // namespace yingda::conversation
