// Waiting on the customer: what starts it, what stands still, what ends it.

#include "support/case.hpp"

using namespace yingda;
using namespace yingda::testing;
using namespace std::chrono_literals;
using workorder::Status;

namespace {

Case served() {
  Case one;
  one.complain();
  one.claim();
  one.answer();
  return one;
}

bool has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

std::string last_change(const Case& one) { return one.order().history.back().what; }

}  // namespace

TEST_CASE("a concrete request stops the resolve clock and says so") {
  auto one = served();
  const Instant due = one.order().resolve_due;
  CHECK_FALSE(one.ask_customer("请发一下付款截图").refused);
  CHECK(one.order().status == Status::waiting_on_customer);
  CHECK(one.order().request->text == "请发一下付款截图");
  CHECK(one.order().request->by.name == "李敏");
  CHECK(has(one.said(), "请发一下付款截图\n"));
  CHECK(has(one.said(), "暂停计时"));
  CHECK(last_change(one) == "asked_customer");
  CHECK(one.order().history.back().who == "李敏");
  CHECK(one.order().history.back().why == "请发一下付款截图");
  CHECK_FALSE(one.timers.contains("resolve:" + one.order().number));
  CHECK(one.order().resolve_due == due);
  one.check_told_again();
}

TEST_CASE("any word of the customer ends the wait and moves the due time by what passed") {
  auto one = served();
  const Instant due = one.order().resolve_due;
  one.ask_customer();
  one.advance(5h);
  SECTION("a message") { one.say("发了"); }
  SECTION("a file") {
    one.take(
        conversation::EvidenceAttached{one.id(), {{"e1", "a.png", "image/png", 3, "ff"}}, "", {}});
  }
  SECTION("the human control") { one.ask_person(); }
  SECTION("something done to the order") { one.request(conversation::OrderRequest::urge); }
  CHECK(one.order().status == Status::in_progress);
  CHECK_FALSE(one.order().request.has_value());
  CHECK(one.order().resolve_due == due + 5h);
  CHECK(one.timers.at("resolve:" + one.order().number) == due + 5h);
  CHECK_FALSE(one.timers.contains("waiting:" + one.order().number));
  one.check_told_again();
}

TEST_CASE("a resolve timer that was on its way when the clock was stopped does nothing") {
  auto one = served();
  one.advance(23h + 59min);
  one.ask_customer();
  one.advance(10min);
  one.take(conversation::TimerFired{"resolve:" + one.order().number});
  CHECK_FALSE(one.order().resolve_missed);
  one.say("在");
  one.take(conversation::TimerFired{"resolve:" + one.order().number});  // too early again
  CHECK_FALSE(one.order().resolve_missed);
  one.answer();
  one.advance(1h);
  CHECK(one.order().resolve_missed);
}

TEST_CASE("a request is an answer: it pauses no first response, it gives one") {
  Case one;
  one.complain();
  one.claim();
  one.ask_customer();
  CHECK(one.order().first_response_at == one.now);
  CHECK(one.order().status == Status::waiting_on_customer);
}

TEST_CASE("patience is no request, one request at a time, and only by whoever has the case") {
  auto one = served();
  CHECK(one.ask_customer("请耐心等待").refused->code == ErrorCode::invalid);
  one.ask_customer("请发一下付款截图");
  const auto twice = one.ask_customer("再发一张");
  CHECK(twice.refused->code == ErrorCode::conflict);
  CHECK(has(twice.refused->message, "付款截图"));
  const workorder::Person other{"u2", "王强"};
  CHECK(one.refused(conversation::CustomerAsked{"x", other, "", "发图"}).code ==
        ErrorCode::conflict);
  CHECK(
      one.refused(conversation::CustomerAsked{"x", one.agent, "GD20261120-0099-1", "发图"}).code ==
      ErrorCode::not_found);
}

TEST_CASE("who does not answer is reminded once, then the case is closed and may be reopened") {
  auto one = served();
  one.ask_customer("请发一下付款截图");
  one.advance(24h);
  CHECK(last_change(one) == "customer_reminded");
  CHECK(has(one.said(), "还在等您回复：请发一下付款截图"));
  CHECK(one.order().status == Status::waiting_on_customer);
  one.advance(71h);
  CHECK(one.order().status == Status::waiting_on_customer);
  one.advance(1h);
  CHECK(one.order().status == Status::closed);
  CHECK(has(one.said(), "随时重新打开"));
  CHECK_FALSE(one.order().resolve_missed);
  CHECK(one.state().handling == conversation::Handling::bot);
  one.request(conversation::OrderRequest::reopen);
  CHECK(one.order().status == Status::reopened);
  CHECK(one.order().owner->name == "李敏");
  one.check_told_again();
}

TEST_CASE("an answer after the reminder counts, and a solution ends the wait as well") {
  auto one = served();
  one.ask_customer();
  one.advance(25h);
  SECTION("the customer answers") { one.say("来了"); }
  SECTION("the agent finds out alone") { one.resolve({"查到了，已补发", {}}); }
  CHECK_FALSE(one.order().request.has_value());
  CHECK_FALSE(one.timers.contains("waiting:" + one.order().number));
}

TEST_CASE("with office hours the clock goes on with the working time that was left") {
  auto config = unhurried();
  auto& calendar = config.policy.calendar;
  calendar.round_the_clock = false;
  for (std::size_t day = 0; day < 5; ++day) calendar.week[day] = {{9h, 18h}};
  config.policy.sla.urgent_complaint.resolve = 8h;
  Case one(config);  // Friday noon
  one.complain();
  one.claim();
  one.answer();
  CHECK(one.order().resolve_due == one.now + 71h);  // Monday 11:00: six hours on Friday, two more
  one.advance(1h);
  one.ask_customer();
  one.advance(48h);  // Sunday 13:00; seven hours are left
  one.say("好");
  CHECK(one.order().resolve_due == one.now + 27h);  // Monday 16:00
}
