#include "workorder/stripped.hpp"

namespace yingda::workorder {
namespace {

bool is_role(const std::string& who) { return who == "visitor" || who == "bot" || who == "system"; }

}  // namespace

// Named one by one: a member that is added later does not stay by accident.
WorkOrder stripped(const WorkOrder& order) {
  WorkOrder out;
  out.number = order.number;
  out.type = order.type;
  out.tier = order.tier;
  out.urgent = order.urgent;
  out.department = order.department;
  out.status = order.status;
  out.opened_at = order.opened_at;
  out.handed_at = order.handed_at;
  out.clocks_since = order.clocks_since;
  out.target_due = order.target_due;
  out.first_response_due = order.first_response_due;
  out.resolve_due = order.resolve_due;
  out.next_response_due = order.next_response_due;
  out.first_response_at = order.first_response_at;
  out.resolved_at = order.resolved_at;
  out.owner = order.owner;
  out.transfers = order.transfers;
  out.target_missed = order.target_missed;
  out.first_response_missed = order.first_response_missed;
  out.next_response_missed = order.next_response_missed;
  out.resolve_missed = order.resolve_missed;
  out.promised = order.promised;
  out.merged_into = order.merged_into;
  out.merged = order.merged;
  for (const auto& line : order.compensation) {
    out.compensation.push_back({line.promise,
                                line.granted,
                                line.granted_at,
                                line.pay_due,
                                line.overdue,
                                line.paid_at,
                                line.paid_by,
                                {}});
  }
  for (const auto& line : order.commitments) {
    out.commitments.push_back({line.id, {}, line.due, line.agent, line.state, line.kept_at});
  }
  for (const auto& change : order.history) {
    out.history.push_back({change.at, is_role(change.who) ? change.who : "agent", change.what, {}});
  }
  return out;
}

}  // namespace yingda::workorder
