#include "workorder/service_level.hpp"

#include <catch2/catch.hpp>

#include "workorder/promises.hpp"

using namespace yingda;
using namespace yingda::workorder;
using std::chrono::hours;
using std::chrono::minutes;

namespace {

const Instant now{hours(24 * 365)};

// As conversations keep history and ledger.
void happened(WorkOrder& order, Instant at, const std::string& what) {
  order.history.push_back({at, "system", what, ""});
  if (what == "reopened") {
    begin_promise(order, Promise::first_response, at, at + hours(24));
    begin_promise(order, Promise::resolve, at, at + hours(72));
  }
  if (what == "first_response") meet_promise(order, Promise::first_response, at);
  if (what == "first_response_missed") miss_promise(order, Promise::first_response);
  if (what == "resolved") meet_promise(order, Promise::resolve, at);
  if (what == "closed") drop_promises(order);
}

WorkOrder order(Instant opened, std::vector<std::pair<TimeSpan, std::string>> changes,
                Status status = Status::in_progress) {
  WorkOrder out;
  out.tier = Tier::complaint;
  out.opened_at = opened;
  out.resolve_due = opened + hours(72);
  out.status = status;
  out.history.push_back({opened, "bot", "opened", ""});
  begin_promise(out, Promise::first_response, opened, opened + hours(24));
  begin_promise(out, Promise::resolve, opened, opened + hours(72));
  for (const auto& [after, what] : changes) happened(out, opened + after, what);
  return out;
}

PeriodFigures measure(const std::vector<WorkOrder>& orders, int days = 30) {
  ServiceMeter meter(now, days);
  for (const auto& each : orders) meter.add(service_record(each));
  return meter.figures();
}

}  // namespace

TEST_CASE("an answer after the promise is a broken promise, and its time still counts") {
  const auto figures = measure(
      {order(now - hours(50), {{hours(1), "first_response"}}),
       order(now - hours(50),
             {{hours(24), "first_response_missed"}, {hours(30), "first_response"}}),
       order(now - hours(50), {{hours(24), "first_response_missed"}}), order(now - hours(1), {})});
  const auto& first = figures.tiers.at({Tier::complaint, false}).first_response;
  CHECK(figures.opened == 4);
  CHECK(first.kept == 1);
  CHECK(first.missed == 2);
  CHECK(first.p50 == TimeSpan(hours(30)));
  CHECK_FALSE(first.p90);  // one in three still waits
  CHECK(figures.broken == 2);
}

TEST_CASE("reopening takes neither the first answer nor the moment of opening away") {
  auto again = order(now - hours(100), {{hours(1), "first_response"},
                                        {hours(2), "resolved"},
                                        {hours(40), "reopened"},
                                        {hours(80), "first_response_missed"}});
  again.opened_at = now - hours(60);  // the clocks were started anew
  const auto figures = measure({again});
  const auto& tier = figures.tiers.at({Tier::complaint, false});
  CHECK(tier.first_response.kept == 1);
  CHECK(tier.first_response.missed == 0);
  CHECK(figures.reopened == 1);
  CHECK(figures.settled == 0);
  CHECK_FALSE(tier.resolution.p50);
}

TEST_CASE("a result long after the first opening keeps no promise, however often it was reopened") {
  auto twice = order(now - hours(24 * 22),
                     {{hours(48), "resolved"}, {hours(480), "reopened"}, {hours(500), "resolved"}},
                     Status::resolved);
  twice.opened_at = now - hours(48);
  twice.resolve_due = twice.opened_at + hours(72);
  const auto resolution = measure({twice}).tiers.at({Tier::complaint, false}).resolution;
  CHECK(resolution.missed == 1);
  CHECK(resolution.p50 == TimeSpan(hours(500)));
}

TEST_CASE("compensation is summed by currency, granted and paid") {
  auto paid = order(now - hours(50), {});
  paid.compensation.push_back({});
  paid.compensation.back().granted = {"15.00", "CNY"};
  paid.compensation.back().paid_at = now;
  auto owed = order(now - hours(40), {});
  owed.compensation.push_back({});
  owed.compensation.back().granted = {"5.50", "CNY"};
  const auto sums = measure({paid, owed}).compensation.at("CNY");
  CHECK(sums.granted == 2050);
  CHECK(sums.paid == 1500);
}

TEST_CASE("what the customer withdrew is no promise kept and none broken") {
  const auto figures = measure({order(now - hours(9), {{hours(1), "closed"}}, Status::closed)});
  const auto& tier = figures.tiers.at({Tier::complaint, false});
  CHECK(figures.withdrawn == 1);
  CHECK(tier.first_response.due() == 0);
  CHECK(tier.resolution.due() == 0);
}

TEST_CASE("what was opened before the period, and ratings before it, are left out") {
  CHECK(measure({order(now - hours(24 * 31), {})}).opened == 0);
  CHECK(measure({order(now - hours(24 * 31), {})}, 90).opened == 1);
  ServiceMeter meter(now, 30);
  meter.add_rating(now - hours(1), 5);
  meter.add_rating(now - hours(2), 4);
  meter.add_rating(now - hours(3), 1);
  meter.add_rating(now - hours(24 * 40), 1);
  const auto figures = meter.figures();
  CHECK(figures.satisfaction.ratings == 3);
  CHECK(figures.satisfaction.satisfied == 2);
  CHECK(figures.satisfaction.mean == Approx(10.0 / 3));
}

TEST_CASE("percentiles are values that occurred") {
  std::vector<WorkOrder> orders;
  for (int i = 1; i <= 10; ++i) {
    orders.push_back(order(now - hours(50), {{minutes(i), "first_response"}}));
  }
  const auto first = measure(orders).tiers.at({Tier::complaint, false}).first_response;
  CHECK(first.p50 == TimeSpan(minutes(5)));
  CHECK(first.p90 == TimeSpan(minutes(9)));
}
