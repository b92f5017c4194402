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
  return *place;
}

void count(Attainment& attainment, bool reached, bool missed) {
  if (missed) {
    ++attainment.missed;
  } else if (reached) {
    ++attainment.kept;
  }
}

void set_times(Attainment& attainment, const std::vector<TimeSpan>& times) {
  attainment.p50 = nearest_rank(times, 50);
  attainment.p90 = nearest_rank(times, 90);
}

}  // namespace

ServiceRecord service_record(const WorkOrder& order) {
  ServiceRecord record;
  record.type = order.type;
  record.tier = order.tier;
  record.urgent = order.urgent;
  record.opened_at = order.opened_at;
  if (!order.history.empty()) record.opened_at = order.history.front().at;
  for (const Change& change : order.history) {
    if (change.what == "first_response" && !record.first_response_at) {
      record.first_response_at = change.at;
    } else if (change.what == "first_response_missed" && !record.first_response_at) {
      record.first_response_missed = true;
    } else if (change.what == "resolved") {
      record.resolved_at = change.at;
    } else if (change.what == "resolve_missed") {
      record.resolve_missed = true;
    } else if (change.what == "reopened") {
      record.reopened = true;
      record.resolved_at.reset();
    }
  }
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
  Times& times = times_[promise];
  if (record.first_response_at) {
    times.first_response.push_back(*record.first_response_at - record.opened_at);
  }
  if (record.resolved_at) times.resolution.push_back(*record.resolved_at - record.opened_at);
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
