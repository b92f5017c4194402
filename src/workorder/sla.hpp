#pragma once
// When a work order is due. Policies come from config; defaults are the seeds' numbers.

#include "workorder/calendar.hpp"
#include "workorder/work_order.hpp"

namespace yingda::workorder {

// Something that the configuration says for each class of order.
template <class T>
struct ByTier {
  T inquiry{};
  T complaint{};
  T urgent_complaint{};
  T dispute{};

  const T& of(Tier tier, bool urgent) const {
    if (urgent) return urgent_complaint;
    switch (tier) {
      case Tier::inquiry:
        return inquiry;
      case Tier::complaint:
        return complaint;
      case Tier::dispute:
        return dispute;
    }
    return inquiry;
  }
  bool operator==(const ByTier&) const = default;
};

struct SlaPolicy {
  TimeSpan target{};         // first response; missed: a supervisor is called
  TimeSpan promise{};        // first response; missed: the customer is told and compensated
  TimeSpan next_response{};  // after every later message of the customer
  TimeSpan resolve{};
  bool operator==(const SlaPolicy&) const = default;
};

struct SlaPolicies : ByTier<SlaPolicy> {
  SlaPolicies()
      : ByTier{{std::chrono::minutes(10), std::chrono::minutes(10), std::chrono::minutes(10),
                std::chrono::hours(24)},
               {std::chrono::hours(2), std::chrono::hours(24), std::chrono::hours(2),
                std::chrono::hours(72)},
               {std::chrono::minutes(30), std::chrono::hours(2), std::chrono::minutes(30),
                std::chrono::hours(24)},
               {std::chrono::hours(2), std::chrono::hours(24), std::chrono::hours(2),
                std::chrono::hours(72)}} {}
};

// Sets every due time of an order whose promises run since `order.clocks_since`.
void set_due_times(WorkOrder& order, const SlaPolicy& policy, const Calendar& calendar);

// When the desk is warned that the first response is due soon: a fifth of the time is left.
Instant near_due(const WorkOrder& order, const Calendar& calendar);

// The resolve clock stood still from `since` to `now`: its due time moves by the working time in
// between, and never to an earlier one.
void resume_resolve(WorkOrder& order, const Calendar& calendar, Instant since, Instant now);

}  // namespace yingda::workorder
