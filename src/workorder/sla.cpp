#include "workorder/sla.hpp"

namespace yingda::workorder {

const SlaPolicy& SlaPolicies::of(Tier tier, bool urgent) const {
  switch (tier) {
    case Tier::inquiry:
      return urgent ? urgent_complaint : inquiry;
    case Tier::complaint:
      return urgent ? urgent_complaint : complaint;
    case Tier::dispute:
      return urgent ? urgent_complaint : dispute;
  }
  return inquiry;
}

void set_due_times(WorkOrder& order, const SlaPolicy& policy) {
  order.target_due = order.opened_at + policy.target;
  order.first_response_due = order.opened_at + policy.promise;
  order.resolve_due = order.opened_at + policy.resolve;
}

}  // namespace yingda::workorder
