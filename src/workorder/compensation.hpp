#pragma once
// What a missed promise costs. The order's own ledger (WorkOrder::compensation) is what keeps a
// grant from happening twice, so it never loses a line: not when the order is reopened either.

#include <optional>

#include "workorder/money.hpp"
#include "workorder/sla.hpp"

namespace yingda::workorder {

// 0: nothing.
struct CompensationRates {
  Hundredths first_response = 0;
  Hundredths next_response = 0;
  Hundredths resolve = 0;
  Hundredths of(Promise promise) const;
  bool operator==(const CompensationRates&) const = default;
};

struct CompensationPolicy {
  std::string currency = "CNY";
  ByTier<CompensationRates> rates;
  Hundredths per_order_max = 0;                  // 0: no cap
  Hundredths per_day_max = 0;                    // of one visitor
  TimeSpan pay_within = std::chrono::hours(24);  // then it is a supervisor's task
  bool operator==(const CompensationPolicy&) const = default;
};

// The order's line for that promise, or null.
Compensation* find_compensation(WorkOrder& order, Promise promise);
const Compensation* find_compensation(const WorkOrder& order, Promise promise);

// What the ledger holds in that currency, paid or not, granted from `since` on.
Hundredths granted_since(const WorkOrder& order, const std::string& currency, Instant since);

// Adds what is owed for missing `promise`, cut to what the caps leave. Null when nothing is: there
// is no rate, a cap is used up, or the ledger has a line for it. `granted_today`: to this visitor.
const Compensation* grant(WorkOrder& order, Promise promise, const CompensationPolicy& policy,
                          Hundredths granted_today, Instant at);

// When somebody must look at what is owed: the next `pay_due`, and daily after it. nullopt: all is
// paid.
std::optional<Instant> next_payment_look(const WorkOrder& order, Instant now);

}  // namespace yingda::workorder
