#include "workorder/service_level.hpp"

#include <algorithm>

namespace yingda::workorder {
namespace {

constexpr int satisfied_from = 4;

// The smallest value that at least `percent` of them do not exceed.
std::optional<TimeSpan> nearest_rank(std::vector<TimeSpan> values, std::size_t percent) {
  if (values.empty()) return std::nullopt;
  const std::size_t rank = (values.size() * percent + 99) / 100;
  const auto place =
      values.begin() + static_cast<std::ptrdiff_t>(std::max<std::size_t>(rank, 1) - 1);
  std::nth_element(values.begin(), place, values.end());
  if (*place == TimeSpan::max()) return std::nullopt;
  return *place;
}

void count(Attainment& attainment, bool reached, bool missed) {
  if (missed) {
    ++attainment.missed;
  } else if (reached) {
    ++attainment.kept;
  }
}

void add_time(std::vector<TimeSpan>& times, Instant from, const std::optional<Instant>& reached,
              bool missed) {
  if (reached) {
    times.push_back(*reached - from);
  } else if (missed) {
    times.push_back(TimeSpan::max());
  }
}

void set_times(Attainment& attainment, const std::vector<TimeSpan>& times) {
  attainment.p50 = nearest_rank(times, 50);
  attainment.p90 = nearest_rank(times, 90);
}

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
  record.type = order.type;
  record.tier = order.tier;
  record.urgent = order.urgent;
  record.opened_at = order.opened_at;
  if (!order.history.empty()) record.opened_at = order.history.front().at;
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
  record.withdrawn = order.status == Status::closed && !record.resolved_at;
  return record;
}

ServiceMeter::ServiceMeter(Instant now, int days) : since_(now - std::chrono::hours(24) * days) {
  sums_.days = days;
}

void ServiceMeter::add(const ServiceRecord& record) {
  if (record.opened_at < since_) return;
  const std::pair promise{record.tier, record.urgent};
  TierFigures& tier = sums_.tiers[promise];
  ++sums_.opened;
  ++tier.opened;
  sums_.settled += record.resolved_at ? 1 : 0;
  sums_.withdrawn += record.withdrawn ? 1 : 0;
  sums_.reopened += record.reopened ? 1 : 0;
  count(tier.first_response, record.first_response_at.has_value(), record.first_response_missed);
  count(tier.resolution, record.resolved_at.has_value(), record.resolve_missed);
  sums_.broken += record.broken;
  for (const auto& [currency, payments] : record.compensation) {
    sums_.compensation[currency].granted += payments.granted;
    sums_.compensation[currency].paid += payments.paid;
  }
  Times& times = times_[promise];
  add_time(times.first_response, record.opened_at, record.first_response_at,
           record.first_response_missed);
  add_time(times.resolution, record.opened_at, record.resolved_at, record.resolve_missed);
}

void ServiceMeter::add_rating(Instant at, int score) {
  if (at < since_) return;
  ++sums_.ratings;
  sums_.satisfied += score >= satisfied_from ? 1 : 0;
  scores_ += static_cast<std::uint64_t>(score);
}

PeriodFigures ServiceMeter::figures() const {
  PeriodFigures out = sums_;
  for (const auto& [promise, times] : times_) {
    set_times(out.tiers[promise].first_response, times.first_response);
    set_times(out.tiers[promise].resolution, times.resolution);
  }
  if (out.ratings > 0) {
    out.score_mean = static_cast<double>(scores_) / static_cast<double>(out.ratings);
  }
  return out;
}

}  // namespace yingda::workorder
