// A change that the visitor should see, and does not.

#include "conversation/unseen.hpp"

#include "support/case.hpp"

using namespace yingda;
using namespace yingda::conversation;
using namespace yingda::testing;
using namespace std::chrono_literals;

namespace {

std::vector<Notice> told(const Case& talk) {
  std::vector<Notice> out;
  for (const auto& notice : talk.notices) {
    if (notice.type == NoticeType::conversation_unseen) out.push_back(notice);
  }
  return out;
}

// A complaint that a person has answered, and the visitor is gone.
Case answered() {
  Case talk;
  talk.complain();
  talk.claim();
  talk.answer("卡密已经重新发给您");
  return talk;
}

}  // namespace

TEST_CASE("what nobody saw for five minutes is told once, with where it begins") {
  Case talk = answered();
  REQUIRE(talk.state().unseen.has_value());
  CHECK(talk.state().unseen->number == talk.order().number);
  CHECK(talk.state().unseen->seq == talk.state().seq);
  const Instant since = talk.now;
  talk.advance(5min - 1ms);
  CHECK(told(talk).empty());
  talk.advance(1ms);
  REQUIRE(told(talk).size() == 1);
  CHECK(told(talk)[0].number == talk.order().number);
  CHECK(told(talk)[0].unseen->since == since);
  CHECK_FALSE(talk.state().unseen.has_value());
  talk.advance(6min);
  CHECK(told(talk).size() == 1);
  talk.check_told_again();
}

TEST_CASE("more of it does not put it off") {
  Case talk = answered();
  talk.advance(4min);
  talk.answer("也可以退款，您看哪个方便");
  talk.advance(1min);
  REQUIRE(told(talk).size() == 1);
  CHECK(told(talk)[0].unseen->seq == talk.state().seq);
  talk.answer("已为您登记");
  talk.advance(5min);
  CHECK(told(talk).size() == 2);
}

TEST_CASE("the visitor's own word, or that they saw it, ends the wait") {
  Case talk = answered();
  talk.say("收到");
  CHECK_FALSE(talk.state().unseen.has_value());
  CHECK_FALSE(talk.timers.contains("unseen"));
  talk.answer("不客气，还在处理退款");
  const auto seen = talk.take(VisitorSaw{});
  CHECK(seen.entries.empty());
  CHECK_FALSE(talk.state().unseen.has_value());
  talk.advance(10min);
  CHECK(told(talk).empty());
  talk.check_told_again();
}

TEST_CASE("a timer that was on its way when the visitor came does not cut the next wait short") {
  Case talk = answered();
  talk.advance(4min);
  talk.take(VisitorSaw{});
  talk.answer("又有新的进展");
  talk.take(TimerFired{"unseen"});  // as if it had rung just before
  CHECK(told(talk).empty());
  REQUIRE(talk.timers.contains("unseen"));
  CHECK(talk.timers["unseen"] == talk.now + 5min);
}

TEST_CASE("missed promises and money should be seen, the bot's words and places in a queue not") {
  Case talk;
  talk.complain();
  CHECK_FALSE(talk.state().unseen.has_value());
  talk.take(QueueMoved{1, 60, 1});
  CHECK_FALSE(talk.state().unseen.has_value());
  talk.advance(2h);  // the promise is missed: told, compensated
  REQUIRE(talk.order().first_response_missed);
  REQUIRE(talk.state().unseen.has_value());
  CHECK(talk.state().unseen->news == std::set<std::string>{"compensation", "missed", "update"});
}

TEST_CASE("what kinds of news it is, is told with it") {
  Case talk = answered();
  CHECK(talk.state().unseen->news.contains("reply"));
  CHECK_FALSE(talk.state().unseen->news.contains("missed"));
  talk.advance(5min);
  REQUIRE(told(talk).size() == 1);
  CHECK(told(talk)[0].unseen->news.contains("reply"));
  CHECK_FALSE(told(talk)[0].unseen->news.contains("compensation"));
}

TEST_CASE("without the wait nobody is told") {
  auto config = unhurried();
  config.policy.unseen_after = TimeSpan::zero();
  Case talk(config);
  talk.complain();
  talk.claim();
  talk.answer("卡密已经重新发给您");
  CHECK_FALSE(talk.state().unseen.has_value());
  talk.advance(1h);
  CHECK(told(talk).empty());
}

TEST_CASE("what became of a notice stands in the log for staff, and moves nothing") {
  Case talk = answered();
  const auto timers = talk.timers;
  const std::uint64_t seq = talk.state().seq;
  const NoticeSettled settled{"msg_1",
                              "https://shop.example/h",
                              "shop.example",
                              "conversation.unseen",
                              talk.order().number,
                              false,
                              3,
                              "http 500"};
  const auto done = talk.take(settled);
  REQUIRE(done.entries.size() == 1);
  CHECK(done.entries[0].seq == 0);
  CHECK(talk.state().seq == seq);
  CHECK(talk.timers == timers);
  CHECK(talk.notices.empty() == false);
  CHECK(told(talk).empty());
  talk.check_told_again();
}

TEST_CASE("neither of the two wakes a silent visitor's reminder or passes an order on") {
  Case talk;
  talk.say("我要退款");
  const auto timers = talk.timers;
  talk.advance(1min);
  talk.take(VisitorSaw{});
  talk.take(NoticeSettled{"msg_1", "u", "h", "work_order.opened", "", false, 1, "timeout"});
  CHECK(talk.timers == timers);
}
