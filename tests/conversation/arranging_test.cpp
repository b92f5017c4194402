// Merging, splitting and linking work orders, and the order that is talked about.
#include "support/case.hpp"
#include "workorder/merging.hpp"

using namespace yingda;
using namespace yingda::testing;
using std::chrono::hours;
using std::chrono::minutes;
using workorder::Promise;
using workorder::Status;

namespace {

const workorder::Person supervisor{"u9", "赵岚"};

// Two open orders: the older one claimed, the newer one split from it.
struct TwoOrders : Case {
  explicit TwoOrders(content::Config config = unhurried()) : Case(config) {
    ask_person();
    claim();
    answer();
    first = order().number;
    split("退款单独处理");
    second = order().number;
  }
  conversation::Transition split(const std::string& title, std::optional<std::uint64_t> seen = {}) {
    return take(conversation::OrderSplit{id(), agent, false, first, "", title, {}, "两件事", seen});
  }
  conversation::OrdersMerged wish(const std::string& reason = "同一件事") {
    return {id(), agent, false, first, second, reason, {}, {}};
  }
  const workorder::WorkOrder& named(const std::string& number) const {
    for (const auto& each : state().orders) {
      if (each.number == number) return each;
    }
    FAIL(number);
    return order();
  }
  std::string first;
  std::string second;
};

}  // namespace

TEST_CASE("a split gives a number of its own, tells the customer, and both show each other") {
  TwoOrders some;
  REQUIRE(some.state().orders.size() == 2);
  CHECK(some.first != some.second);
  const auto& part = some.named(some.second);
  CHECK(part.title == "退款单独处理");
  CHECK(part.status == Status::in_progress);
  CHECK(part.resolve_due <= some.named(some.first).resolve_due);
  CHECK(part.links.front().number == some.first);
  CHECK(some.all<conversation::OrderEntry>().back().note.find(some.second) != std::string::npos);
  CHECK(some.timers.contains("resolve:" + some.second));
  some.check_told_again();
}

TEST_CASE("merged orders go on in the older one; the other's clocks stop") {
  TwoOrders some;
  some.take(some.wish());
  const auto& gone = some.named(some.second);
  CHECK(gone.status == Status::closed);
  CHECK(gone.merged_into == some.first);
  CHECK(gone.history.back().what == "merged");
  CHECK(some.named(some.first).history.back().what == "took_in");
  CHECK_FALSE(some.timers.contains("resolve:" + some.second));
  CHECK(some.timers.contains("resolve:" + some.first));
  CHECK(some.said().find("并入") != std::string::npos);
  some.check_told_again();
}

TEST_CASE("the customer's other number goes on working, and means the order that goes on") {
  TwoOrders some;
  some.take(some.wish());
  some.advance(minutes(11));
  some.take(conversation::OrderRequested{
      some.id(), some.second, conversation::OrderRequest::urge, "", {}});
  CHECK(some.named(some.first).history.back().what == "urged");
  conversation::State state = some.state();
  CHECK(living_order(state, some.second)->number == some.first);
}

TEST_CASE("nothing is granted twice for one matter") {
  auto config = unhurried();
  config.policy.compensation.rates.inquiry.resolve = 500;
  TwoOrders some(config);
  some.advance(hours(24 * 4));  // both solutions are late
  const auto granted = [&](const std::string& number) {
    return some.named(number).compensation.size();
  };
  REQUIRE(granted(some.second) > 0);
  TwoOrders other(config);
  other.advance(hours(23));
  other.take(other.wish());
  other.advance(hours(24));
  CHECK(other.named(other.second).compensation.empty());
  CHECK(granted(some.first) == other.named(other.first).compensation.size());
  const auto before = granted(some.first) + granted(some.second);
  some.take(some.wish());
  some.advance(hours(24 * 9));
  CHECK(granted(some.first) + granted(some.second) == before);
  some.check_told_again();
}

TEST_CASE("who saw an older version is told what was changed, and by whom") {
  TwoOrders some;
  auto wish = some.wish();
  wish.version = workorder::version_of(some.named(some.first)) - 1;
  wish.agent = supervisor;
  wish.supervisor = true;
  const auto refused = some.refused(wish);
  CHECK(refused.code == ErrorCode::conflict);
  REQUIRE(refused.changes.size() == 1);
  CHECK(refused.changes[0].who == some.agent.name);
  CHECK(refused.changes[0].what == "split");
  wish.agent = some.agent;  // they changed it themselves
  wish.with_version = workorder::version_of(some.named(some.second));
  CHECK_FALSE(some.take(wish).refused);
}

TEST_CASE("merging needs two open orders, a reason, and the conversation or a supervisor") {
  TwoOrders some;
  CHECK(some.refused(some.wish(" ")).code == ErrorCode::invalid);
  auto same = some.wish();
  same.with = some.first;
  CHECK(some.refused(same).code == ErrorCode::invalid);
  auto unknown = some.wish();
  unknown.with = "GD20261120-0099-0";
  CHECK(some.refused(unknown).code == ErrorCode::not_found);
  auto stranger = some.wish();
  stranger.agent = {"u2", "王强"};
  CHECK(some.refused(stranger).code == ErrorCode::conflict);
  auto boss = some.wish();
  boss.agent = supervisor;
  boss.supervisor = true;
  CHECK_FALSE(some.take(boss).refused);
  CHECK(some.refused(some.wish()).code == ErrorCode::conflict);
}

TEST_CASE("linked orders name each other; a number that is none is refused") {
  TwoOrders some;
  const auto link = [&](const std::string& with) {
    return conversation::OrdersLinked{some.id(), some.agent, false, some.first,
                                      with,      "同一店铺", {}};
  };
  CHECK_FALSE(some.take(link(some.second)).refused);
  CHECK(some.named(some.second).links.front().why == "同一店铺");
  CHECK(some.named(some.second).links.size() == 1);  // the split had linked them already
  CHECK(some.refused(link("GD20261120-0099-0")).code == ErrorCode::invalid);
  const std::string elsewhere = workorder::make_number("20261101", 7);
  CHECK_FALSE(some.take(link(elsewhere)).refused);
  CHECK(some.named(some.first).links.back().number == elsewhere);
}

TEST_CASE(
    "an agent's answer goes to the order that the customer last spoke about, or the chosen one") {
  TwoOrders some;
  some.say("还没好吗");
  CHECK(open_order(some.state())->number == some.first);
  some.take(conversation::OrderRequested{
      some.id(), some.second, conversation::OrderRequest::urge, "", {}});
  CHECK(open_order(some.state())->number == some.second);
  some.say("快一点");
  REQUIRE(some.named(some.second).next_response_due);
  REQUIRE(some.named(some.first).next_response_due);
  some.take(conversation::AgentMessaged{some.id(), some.agent, "第一单已退", {}, some.first});
  CHECK_FALSE(some.named(some.first).next_response_due);
  CHECK(some.named(some.second).next_response_due);
  some.take(conversation::AgentMessaged{some.id(), some.agent, "第二单正在退"});
  CHECK_FALSE(some.named(some.second).next_response_due);
  CHECK(
      some.refused(conversation::AgentMessaged{some.id(), some.agent, "x", {}, "GD20261120-0099-0"})
          .code == ErrorCode::not_found);
  some.check_told_again();
}
