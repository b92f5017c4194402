#pragma once
// When a work order is due. Policies come from config; defaults are the seeds' numbers.

#include <map>

#include "workorder/work_order.hpp"

namespace yingda::workorder {

struct SlaPolicy {
  TimeSpan target{};         // first response; missed: a supervisor is called
  TimeSpan promise{};        // first response; missed: the customer is told and compensated
  TimeSpan next_response{};  // after every later message of the customer
  TimeSpan resolve{};
  bool operator==(const SlaPolicy&) const = default;
};

struct SlaPolicies {
  SlaPolicy inquiry{std::chrono::minutes(10), std::chrono::minutes(10), std::chrono::minutes(10),
                    std::chrono::hours(24)};
  SlaPolicy complaint{std::chrono::hours(2), std::chrono::hours(24), std::chrono::hours(2),
                      std::chrono::hours(72)};
  SlaPolicy urgent_complaint{std::chrono::minutes(30), std::chrono::hours(2),
                             std::chrono::minutes(30), std::chrono::hours(24)};
  SlaPolicy dispute{std::chrono::hours(2), std::chrono::hours(24), std::chrono::hours(2),
                    std::chrono::hours(72)};
  const SlaPolicy& of(Tier tier, bool urgent) const;
};

// Sets every due time of an order opened at `order.opened_at`.
void set_due_times(WorkOrder& order, const SlaPolicy& policy);

}  // namespace yingda::workorder
