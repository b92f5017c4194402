#include "workorder/compensation.hpp"

#include <catch2/catch.hpp>

using namespace yingda;
using namespace yingda::workorder;
using namespace std::chrono_literals;

namespace {

const Instant noon{TimeSpan{1'000'000'000}};

CompensationPolicy policy() {
  CompensationPolicy out;
  out.rates.complaint = {500, 300, 1000};
  return out;
}

WorkOrder complaint() {
  WorkOrder order;
  order.tier = Tier::complaint;
  return order;
}

}  // namespace

TEST_CASE("amounts are decimals of at most two places, and nothing else") {
  CHECK(parse_amount("15").value() == 1500);
  CHECK(parse_amount("15.5").value() == 1550);
  CHECK(parse_amount("0.05").value() == 5);
  CHECK(amount_text(5) == "0.05");
  CHECK(amount_text(1550) == "15.50");
  for (const char* wrong :
       {"", ".", "5.", ".5", "-1", "+1", "1e3", "1.005", "1 000", "1,5", "１", "9999999999"}) {
    INFO(wrong);
    CHECK_FALSE(parse_amount(wrong).has_value());
  }
}

TEST_CASE("each promise of an order is granted once, whatever happens afterwards") {
  auto order = complaint();
  const auto* line = grant(order, Promise::first_response, policy(), 0, noon);
  REQUIRE(line != nullptr);
  CHECK(line->granted == Money{"5.00", "CNY"});
  CHECK(line->pay_due == noon + 24h);
  CHECK(grant(order, Promise::first_response, policy(), 0, noon + 1h) == nullptr);
  order.compensation[0].paid_at = noon + 2h;
  CHECK(grant(order, Promise::first_response, policy(), 0, noon + 3h) == nullptr);
  CHECK(grant(order, Promise::resolve, policy(), 0, noon + 3h) != nullptr);
  CHECK(order.compensation.size() == 2);
}

TEST_CASE("an empty table grants nothing, and so does a tier without a rate") {
  auto order = complaint();
  CHECK(grant(order, Promise::resolve, {}, 0, noon) == nullptr);
  order.urgent = true;
  CHECK(grant(order, Promise::resolve, policy(), 0, noon) == nullptr);
  CHECK(order.compensation.empty());
}

TEST_CASE("caps cut what is granted, and then nothing is") {
  auto capped = policy();
  capped.per_order_max = 1200;
  auto order = complaint();
  grant(order, Promise::first_response, capped, 0, noon);
  CHECK(grant(order, Promise::resolve, capped, 0, noon)->granted.amount == "7.00");
  CHECK(grant(order, Promise::next_response, capped, 0, noon) == nullptr);
  CHECK(granted_since(order, "CNY", noon) == 1200);
  CHECK(granted_since(order, "CNY", noon + 1ms) == 0);

  auto daily = policy();
  daily.per_day_max = 600;
  auto other = complaint();
  CHECK(grant(other, Promise::first_response, daily, 400, noon)->granted.amount == "2.00");
  CHECK(grant(other, Promise::resolve, daily, 600, noon) == nullptr);
}

TEST_CASE("what is owed is looked at when it is due, and every day until it is paid") {
  auto order = complaint();
  CHECK_FALSE(next_payment_look(order, noon).has_value());
  grant(order, Promise::first_response, policy(), 0, noon);
  CHECK(next_payment_look(order, noon) == noon + 24h);
  order.compensation[0].overdue = true;
  CHECK(next_payment_look(order, noon + 24h) == noon + 48h);
  order.compensation[0].paid_at = noon + 25h;
  CHECK_FALSE(next_payment_look(order, noon + 25h).has_value());
}
