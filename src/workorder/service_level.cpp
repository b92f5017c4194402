#include "workorder/service_level.hpp"

#include <algorithm>

namespace yingda::workorder {
namespace {

void add_payments(ServiceRecord& record, const WorkOrder& order) {
  for (const Compensation& line : order.compensation) {
    const auto amount = parse_amount(line.granted.amount);
    if (!amount) continue;
    Payments& payments = record.compensation[line.granted.currency];
    payments.granted += *amount;
    if (line.paid_at) payments.paid += *amount;
  }
}

// The lines come in the order in which their clocks began to run: the first answer is the first
// that was given, the result is the last.
void add_promise(ServiceRecord& record, const TimedPromise& line) {
  const bool missed = line.state == CommitmentState::missed;
  record.broken += missed ? 1 : 0;
  if (line.promise == Promise::resolve) {
    record.resolved_at = line.met_at;
    record.resolve_missed |= missed;
  } else if (line.promise == Promise::first_response && !record.first_response_at) {
    record.first_response_at = line.met_at;
    record.first_response_missed |= missed;
  }
}

}  // namespace

ServiceRecord service_record(const WorkOrder& order) {
  ServiceRecord record;
  record.number = order.number;
  record.team = order.department;
  if (order.owner) record.owner = order.owner->id;
  record.transfers = order.transfers;
  record.type = order.type;
  record.tier = order.tier;
  record.urgent = order.urgent;
  record.opened_at = order.opened_at;
  if (!order.history.empty()) record.opened_at = order.history.front().at;
  record.handed_at = std::max(order.handed_at.value_or(record.opened_at), record.opened_at);
  for (const TimedPromise& line : order.promised) add_promise(record, line);
  record.broken += static_cast<std::uint64_t>(
      std::ranges::count(order.commitments, CommitmentState::missed, &Commitment::state));
  record.reopened =
      std::ranges::find(order.history, "reopened", &Change::what) != order.history.end();
  // Reopening started the clocks anew; the customer has waited since the beginning.
  const TimeSpan promised = order.resolve_due - order.opened_at;
  if (record.resolved_at && *record.resolved_at - record.opened_at > promised) {
    record.resolve_missed = true;
  }
  add_payments(record, order);
  record.merged = !order.merged_into.empty();
  record.withdrawn = order.status == Status::closed && !record.resolved_at && !record.merged;
  return record;
}

ServiceMeter::ServiceMeter(Instant now, int days) : since_(now - std::chrono::hours(24) * days) {
  sums_.days = days;
}

void ServiceMeter::add(const ServiceRecord& record) {
  if (record.opened_at < since_) return;
  // What it owes is owed under its own number; all else counts where it went.
  for (const auto& [currency, payments] : record.compensation) {
    sums_.compensation[currency].granted += payments.granted;
    sums_.compensation[currency].paid += payments.paid;
  }
  if (record.merged) return;
  const std::pair promise{record.tier, record.urgent};
  TierFigures& tier = sums_.tiers[promise];
  ++sums_.opened;
  ++tier.opened;
  sums_.settled += record.resolved_at ? 1 : 0;
  sums_.withdrawn += record.withdrawn ? 1 : 0;
  sums_.reopened += record.reopened ? 1 : 0;
  sums_.broken += record.broken;
  Meters& meters = meters_[promise];
  meters.first_response.add(record.opened_at, record.first_response_at,
                            record.first_response_missed);
  meters.resolution.add(record.opened_at, record.resolved_at, record.resolve_missed);
}

void ServiceMeter::add_rating(Instant at, int score) {
  if (at >= since_) satisfaction_.add(score);
}

PeriodFigures ServiceMeter::figures() const {
  PeriodFigures out = sums_;
  for (const auto& [promise, meters] : meters_) {
    out.tiers[promise].first_response = meters.first_response.attainment();
    out.tiers[promise].resolution = meters.resolution.attainment();
  }
  out.satisfaction = satisfaction_.satisfaction();
  return out;
}

}  // namespace yingda::workorder
