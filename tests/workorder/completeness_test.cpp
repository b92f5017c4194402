#include "workorder/completeness.hpp"

#include <catch2/catch.hpp>

using namespace yingda;
using namespace yingda::workorder;
using namespace std::chrono_literals;

namespace {

WorkOrder bare_complaint() {
  WorkOrder out;
  out.tier = Tier::complaint;
  out.clocks_since = Instant{1000h};
  out.first_response_due = out.clocks_since + 24h;
  return out;
}

}  // namespace

TEST_CASE("a complaint is complete with what it is about, evidence and a demand") {
  auto order = bare_complaint();
  CHECK(completeness_of(order) == Completeness{0, {"what", "evidence", "demand"}});
  CHECK(lead_of(order) == 0s);
  order.demands.push_back({"refund", "退款", {}, {}});
  CHECK(completeness_of(order) == Completeness{1, {"what", "evidence"}});
  order.demands.back().amount = Money{"500.00", "CNY"};
  CHECK(completeness_of(order) == Completeness{2, {"evidence"}});
  order.evidence.push_back({"e1", "a.png", "image/png", 3, "ff"});
  CHECK(completeness_of(order) == Completeness{3, {}});
  CHECK(lead_of(order) == 144min);
  CHECK(order.first_response_due == Instant{1024h});
}

TEST_CASE("classes differ by tier and urgency") {
  auto one = bare_complaint();
  auto other = bare_complaint();
  CHECK(class_of(one) == class_of(other));
  other.urgent = true;
  CHECK(class_of(one) != class_of(other));
  other = bare_complaint();
  other.tier = Tier::dispute;
  CHECK(class_of(one) != class_of(other));
}
