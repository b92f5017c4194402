#pragma once
// The sample data of 「云卡商城」. Times are distances from the start, so that a late order is late
// whenever the demo runs.

#include <span>
#include <string_view>

namespace yingda::demo_orders {

struct SampleOrder {
  std::string_view number;
  std::string_view phone;
  std::string_view product;
  std::string_view category;
  int amount_fen;
  std::string_view status;
  int paid_minutes_ago;   // -1: not paid
  int delivered_minutes;  // after the payment; -1: not delivered
  std::string_view payment_method;
  std::string_view supplier;
  std::string_view account_masked;
  std::string_view card_state;
  bool refundable;
  std::string_view refund_eta;
};

struct SampleAccount {
  std::string_view phone;
  std::string_view freeze_reason;  // empty with `frozen`: the system does not say
  std::string_view freeze_conditions;
  int unfreeze_hours;  // from the start; 0: no fixed date
  bool frozen;
};

std::span<const SampleOrder> sample_orders();
std::span<const SampleAccount> sample_accounts();

}  // namespace yingda::demo_orders
