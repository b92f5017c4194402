#include "conversation/alerts.hpp"

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

}  // namespace

std::vector<Alert> standing_alerts(const State& state) {
  const WorkOrder* order = open_order(state);
  if (order == nullptr) return {};
  std::vector<Alert> out;
  if (order->resolve_missed) {
    out.push_back(Alert{order->number, "resolve_missed", order->resolve_due, true});
  }
  if (!order->first_response_at && order->first_response_missed) {
    out.push_back(Alert{order->number, "first_response_missed", order->first_response_due, true});
  } else if (!order->first_response_at && order->target_missed) {
    out.push_back(Alert{order->number, "target_missed", order->target_due, true});
  }
  if (order->next_response_missed) {
    const Instant missed = last_time_of(*order, "next_response_missed");
    out.push_back(Alert{order->number, "next_response_missed", missed, true});
  }
  if (escalation_waits(*order)) {
    out.push_back(Alert{order->number, "escalated", order->first_response_due, true});
  }
  return out;
}

}  // namespace yingda::conversation
