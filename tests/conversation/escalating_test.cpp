// The steps of an escalation: warned, supervisors, managers.
#include "support/case.hpp"

using namespace yingda;
using namespace yingda::testing;
using std::chrono::hours;
using std::chrono::minutes;

TEST_CASE("a missed promise that still stands an hour later calls a manager, once, and says so") {
  Case some;
  some.complain();
  some.advance(hours(2));  // the promise of an urgent complaint
  REQUIRE(some.alerts("first_response_missed") == 1);
  CHECK(some.alerts("manager_called") == 0);
  some.advance(minutes(59));
  CHECK(some.alerts("manager_called") == 0);
  some.advance(minutes(2));
  CHECK(some.alerts("manager_called") == 1);
  CHECK(some.said().find("经理") != std::string::npos);
  const auto told = std::count_if(some.notices.begin(), some.notices.end(), [](const auto& notice) {
    return notice.type == conversation::NoticeType::work_order_escalated &&
           notice.reason == "manager_called";
  });
  CHECK(told == 1);
  some.advance(hours(30));  // the solution is late as well
  CHECK(some.alerts("manager_called") == 1);
  some.check_told_again();
}

TEST_CASE("an answer within the hour keeps the manager out of it") {
  Case some;
  some.complain();
  some.advance(hours(2) + minutes(10));
  some.claim();
  some.answer();
  some.advance(hours(2));
  CHECK(some.alerts("manager_called") == 0);
}

TEST_CASE("nobody is called when the configuration says never") {
  auto config = unhurried();
  config.policy.manager_after = {};
  Case some(config);
  some.complain();
  some.advance(hours(60));
  CHECK(some.alerts("manager_called") == 0);
}
