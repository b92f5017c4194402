#include "workorder/compensation.hpp"

#include <algorithm>

namespace yingda::workorder {
namespace {

constexpr TimeSpan remind_every = std::chrono::hours(24);

// What the ledger holds is ours: its amounts can be read.
Hundredths hundredths(const Money& money) {
  const auto amount = parse_amount(money.amount);
  return amount ? *amount : 0;
}

Hundredths within(Hundredths wanted, Hundredths cap, Hundredths used) {
  return cap == 0 ? wanted : std::clamp<Hundredths>(cap - used, 0, wanted);
}

}  // namespace

Hundredths CompensationRates::of(Promise promise) const {
  switch (promise) {
    case Promise::first_response:
      return first_response;
    case Promise::next_response:
      return next_response;
    case Promise::resolve:
      return resolve;
  }
  return 0;
}

const Compensation* find_compensation(const WorkOrder& order, Promise promise) {
  for (const auto& line : order.compensation) {
    if (line.promise == promise) return &line;
  }
  return nullptr;
}

Compensation* find_compensation(WorkOrder& order, Promise promise) {
  const WorkOrder& read = order;
  return const_cast<Compensation*>(find_compensation(read, promise));
}

Hundredths granted_since(const WorkOrder& order, const std::string& currency, Instant since) {
  Hundredths sum = 0;
  for (const auto& line : order.compensation) {
    if (line.granted.currency == currency && line.granted_at >= since)
      sum += hundredths(line.granted);
  }
  return sum;
}

const Compensation* grant(WorkOrder& order, Promise promise, const CompensationPolicy& policy,
                          Hundredths granted_today, Instant at) {
  if (find_compensation(order, promise) != nullptr) return nullptr;
  Hundredths amount = policy.rates.of(order.tier, order.urgent).of(promise);
  amount =
      within(amount, policy.per_order_max, granted_since(order, policy.currency, Instant::min()));
  amount = within(amount, policy.per_day_max, granted_today);
  if (amount == 0) return nullptr;
  Compensation line;
  line.promise = promise;
  line.granted = {amount_text(amount), policy.currency};
  line.granted_at = at;
  line.pay_due = at + policy.pay_within;
  order.compensation.push_back(std::move(line));
  return &order.compensation.back();
}

std::optional<Instant> next_payment_look(const WorkOrder& order, Instant now) {
  std::optional<Instant> next;
  for (const auto& line : order.compensation) {
    if (line.paid_at) continue;
    const Instant look = line.overdue ? now + remind_every : line.pay_due;
    next = std::min(next.value_or(look), look);
  }
  return next;
}

}  // namespace yingda::workorder
