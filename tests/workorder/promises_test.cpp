#include "workorder/promises.hpp"

#include <catch2/catch.hpp>

using namespace yingda;
using namespace yingda::workorder;
using std::chrono::hours;

namespace {

const Instant opened{hours(24 * 365)};

WorkOrder order() {
  WorkOrder out;
  out.opened_at = out.clocks_since = opened;
  begin_promise(out, Promise::first_response, opened, opened + hours(2));
  begin_promise(out, Promise::resolve, opened, opened + hours(72));
  return out;
}

// "what outcome met-after-hours", one each.
std::vector<std::string> told(const WorkOrder& order, Instant now) {
  std::vector<std::string> out;
  for (const auto& line : promise_record(order, now)) {
    std::string text = line.what + " " + std::string(to_string(line.outcome));
    if (line.met_at) text += " " + std::to_string((*line.met_at - opened) / hours(1));
    out.push_back(text);
  }
  return out;
}

using Lines = std::vector<std::string>;

}  // namespace

TEST_CASE("what was late stays late, whatever comes after it") {
  auto one = order();
  miss_promise(one, Promise::first_response);
  meet_promise(one, Promise::first_response, opened + hours(3));
  meet_promise(one, Promise::resolve, opened + hours(4));
  begin_promise(one, Promise::first_response, opened + hours(5), opened + hours(7));
  begin_promise(one, Promise::resolve, opened + hours(5), opened + hours(77));
  meet_promise(one, Promise::first_response, opened + hours(6));
  CHECK(told(one, opened + hours(8)) == Lines{"first_response missed 3", "first_response kept 6",
                                              "resolve kept 4", "resolve running"});
}

TEST_CASE("a promise that was met after its time is missed, also if no timer rang") {
  auto one = order();
  meet_promise(one, Promise::first_response, opened + hours(2));
  meet_promise(one, Promise::resolve, opened + hours(73));
  CHECK(told(one, opened + hours(80)) == Lines{"first_response kept 2", "resolve missed 73"});
}

TEST_CASE("what is open is missed when its time has passed, unless its clock stands still") {
  auto one = order();
  CHECK(told(one, opened + hours(1)) == Lines{"first_response running", "resolve running"});
  CHECK(told(one, opened + hours(99)) == Lines{"first_response missed", "resolve missed"});
  one.request = CustomerRequest{};
  CHECK(told(one, opened + hours(99)) == Lines{"first_response missed", "resolve running"});
  move_promise(one, Promise::resolve, opened + hours(120));
  CHECK(one.promised[1].due == opened + hours(120));
}

TEST_CASE("an answer answers all that waited for it, and a case that was ended owes nothing") {
  auto one = order();
  meet_promise(one, Promise::first_response, opened + hours(1));
  begin_promise(one, Promise::next_response, opened + hours(2), opened + hours(3));
  miss_promise(one, Promise::next_response);
  begin_promise(one, Promise::next_response, opened + hours(4), opened + hours(9));
  meet_promise(one, Promise::next_response, opened + hours(6));
  drop_promises(one);
  meet_promise(one, Promise::resolve, opened + hours(7));
  CHECK(told(one, opened + hours(8)) == Lines{"first_response kept 1", "next_response missed 6",
                                              "next_response kept 6", "resolve lapsed"});
}

TEST_CASE("the ledger of an order from before has what its history and its clocks tell") {
  WorkOrder old;
  old.opened_at = opened;
  old.clocks_since = opened + hours(10);
  old.first_response_due = opened + hours(12);
  old.first_response_at = opened + hours(11);
  old.resolve_due = opened + hours(82);
  old.status = Status::in_progress;
  for (const auto& [after, what] : {std::pair{0, "opened"}, std::pair{2, "first_response_missed"},
                                    std::pair{3, "first_response"}, std::pair{5, "target_missed"},
                                    std::pair{6, "next_response_missed"}, std::pair{9, "resolved"},
                                    std::pair{10, "reopened"}, std::pair{11, "first_response"}}) {
    old.history.push_back({opened + hours(after), "system", what, ""});
  }
  restore_promises(old);
  CHECK(told(old, opened + hours(20)) == Lines{"first_response missed 3", "next_response missed",
                                               "first_response kept 11", "resolve running"});
  const auto once = old;
  restore_promises(old);
  CHECK(old == once);
}
