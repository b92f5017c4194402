#include "workorder/merging.hpp"

#include <catch2/catch.hpp>

#include "workorder/promises.hpp"
#include "workorder/service_level.hpp"

using namespace yingda;
using namespace yingda::workorder;
using std::chrono::hours;

namespace {

const Instant the_moment{hours(24 * 400)};
const Calendar always_open;

WorkOrder order_since(const std::string& number, TimeSpan ago) {
  WorkOrder out;
  out.number = number;
  out.type = "not_arrived";
  out.about = "20261120001";
  out.tier = Tier::complaint;
  out.opened_at = out.clocks_since = the_moment - ago;
  out.target_due = out.opened_at + hours(2);
  out.first_response_due = out.opened_at + hours(24);
  out.resolve_due = out.opened_at + hours(72);
  out.history.push_back({out.opened_at, "bot", "opened", ""});
  begin_promise(out, Promise::first_response, out.opened_at, out.first_response_due);
  begin_promise(out, Promise::resolve, out.opened_at, out.resolve_due);
  return out;
}

void answer_it(WorkOrder& order, Instant at) {
  order.status = Status::in_progress;
  order.first_response_at = at;
  meet_promise(order, Promise::first_response, at);
}

const TimedPromise& ledger_line(const WorkOrder& order, Promise promise, CommitmentState state) {
  for (const auto& each : order.promised) {
    if (each.promise == promise && each.state == state) return each;
  }
  FAIL("no such promise");
  return order.promised.front();
}

}  // namespace

TEST_CASE("the tighter deadline survives, whichever of the two had it") {
  auto older = order_since("A", hours(10));
  auto newer = order_since("B", hours(1));
  newer.urgent = true;
  newer.first_response_due = the_moment + hours(1);
  newer.resolve_due = the_moment + hours(20);
  CHECK(is_older(older, newer));
  merge(newer, older, always_open, the_moment);
  CHECK(older.urgent);
  CHECK(older.first_response_due == the_moment + hours(1));
  CHECK(older.resolve_due == the_moment + hours(20));
  CHECK(ledger_line(older, Promise::resolve, CommitmentState::open).due == the_moment + hours(20));
  CHECK(ledger_line(older, Promise::first_response, CommitmentState::open).due ==
        the_moment + hours(1));
  CHECK(newer.status == Status::closed);
  CHECK(newer.merged_into == "A");
  CHECK(older.merged == std::vector<std::string>{"B"});
  CHECK(older.target_due == the_moment - hours(8));
}

TEST_CASE("what was not answered in one is waited for in the other") {
  auto older = order_since("A", hours(10));
  answer_it(older, the_moment - hours(9));
  auto newer = order_since("B", hours(1));
  merge(newer, older, always_open, the_moment);
  REQUIRE(older.next_response_due);
  CHECK(*older.next_response_due == the_moment + hours(23));
  CHECK(ledger_line(older, Promise::next_response, CommitmentState::open).due ==
        the_moment + hours(23));
}

TEST_CASE("what was missed stays missed, and counts once") {
  auto older = order_since("A", hours(10));
  auto newer = order_since("B", hours(5));
  newer.first_response_missed = true;
  miss_promise(newer, Promise::first_response);
  merge(newer, older, always_open, the_moment);
  CHECK(older.first_response_missed);
  CHECK(ledger_line(older, Promise::first_response, CommitmentState::missed).since ==
        the_moment - hours(5));
  drop_promises(newer);  // as the conversation does
  const auto gone = service_record(newer);
  const auto stays = service_record(older);
  CHECK(gone.merged);
  CHECK_FALSE(gone.withdrawn);
  CHECK(stays.broken == 1);
  ServiceMeter meter(the_moment, 30);
  meter.add(gone);
  meter.add(stays);
  CHECK(meter.figures().opened == 1);
  CHECK(meter.figures().broken == 1);
}

TEST_CASE("only when both wait on the customer does the clock stand still") {
  auto older = order_since("A", hours(10));
  answer_it(older, the_moment - hours(9));
  older.status = Status::waiting_on_customer;
  older.request = CustomerRequest{"截图", the_moment - hours(4), {}, false};
  auto newer = order_since("B", hours(1));
  merge(newer, older, always_open, the_moment);
  CHECK_FALSE(older.request);
  CHECK(older.status == Status::in_progress);
  CHECK(older.resolve_due == the_moment + hours(66));  // four hours were the customer's
}

TEST_CASE("demands, files, open commitments and the owner come along; what is owed stays") {
  auto older = order_since("A", hours(10));
  older.demands = {{"refund", "退款", {}, {}}};
  auto newer = order_since("B", hours(1));
  newer.demands = {{"refund", "退款", Money{"50"}, {}}, {"apology", "道歉", {}, {}}};
  newer.evidence = {{"f1", "a.png", "image/png", 1, ""}};
  newer.owner = Person{"u1", "李敏"};
  newer.commitments = {{"0", "今天退", the_moment + hours(2), {}, CommitmentState::open, {}},
                       {"1", "查", the_moment - hours(1), {}, CommitmentState::kept, the_moment}};
  newer.compensation.push_back({});
  merge(newer, older, always_open, the_moment);
  REQUIRE(older.demands.size() == 2);
  CHECK(older.demands[0].amount->amount == "50");
  CHECK(older.evidence.size() == 1);
  CHECK(older.owner->id == "u1");
  CHECK(older.status == Status::assigned);
  REQUIRE(older.commitments.size() == 1);
  CHECK(newer.commitments.size() == 1);
  CHECK(newer.compensation.size() == 1);
  CHECK(older.compensation.empty());
}

TEST_CASE("open orders about the same thing and problem may be duplicates; settled ones never") {
  const auto one = order_since("A", hours(9));
  auto same = order_since("B", hours(8));
  auto unnamed = order_since("C", hours(7));
  unnamed.about.clear();
  auto other_thing = order_since("D", hours(6));
  other_thing.about = "999";
  auto other_problem = order_since("E", hours(5));
  other_problem.type = "account";
  auto settled = order_since("F", hours(4));
  settled.status = Status::resolved;
  const std::vector all{one, same, unnamed, other_thing, other_problem, settled};
  CHECK(duplicates_of(one, all) == std::vector<std::string>{"B", "C"});
  CHECK(duplicates_of(settled, all).empty());
  auto unnamed_too = unnamed;
  unnamed_too.number = "G";
  CHECK(duplicates_of(unnamed, {unnamed_too}).empty());  // nothing says that they are one
}

TEST_CASE("a part that is split off is never due later than it was") {
  auto order = order_since("A", hours(10));
  order.demands = {{"refund", "退款", {}, {}}, {"apology", "道歉", {}, {}}};
  auto fresh = order_since("B", hours(0));
  fresh.promised.clear();
  const auto part = split_off(order, {{"apology"}, {}}, fresh);
  REQUIRE(order.demands.size() == 1);
  REQUIRE(part.demands.size() == 1);
  CHECK(part.demands[0].kind == "apology");
  CHECK(part.first_response_due == order.first_response_due);
  CHECK(part.resolve_due == order.resolve_due);
  CHECK(ledger_line(part, Promise::resolve, CommitmentState::open).due == order.resolve_due);
  CHECK(part.links.front().number == "A");
  CHECK(order.links.front().number == "B");
  SECTION("a missed one begins anew, so that nothing is missed twice") {
    order.resolve_missed = true;
    auto again = order_since("C", hours(0));
    again.promised.clear();
    const auto late = split_off(order, {{"refund"}, {}}, again);
    CHECK(late.resolve_due == again.resolve_due);
    CHECK_FALSE(late.resolve_missed);
  }
}
