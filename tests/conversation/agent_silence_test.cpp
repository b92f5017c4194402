// Somebody who has the conversation and leaves the customer without a word.

#include "support/case.hpp"

using namespace yingda;
using namespace yingda::conversation;
using namespace yingda::testing;
using namespace std::chrono_literals;

namespace {

bool has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

Case claimed() {
  Case one(content::default_config());
  one.complain();
  one.claim();
  return one;
}

bool in_queue(const Case& one) { return one.state().handling == Handling::queued; }

}  // namespace

TEST_CASE(
    "who takes a conversation and says nothing loses it to the queue, not what they answer for") {
  auto one = claimed();
  const auto due = one.order().first_response_due;
  one.advance(10min - 1s);
  CHECK_FALSE(in_queue(one));
  one.advance(1s);
  CHECK(in_queue(one));
  CHECK_FALSE(one.state().agent.has_value());
  CHECK(has(one.said(), "一直没有回复您"));
  CHECK(one.order().owner->id == one.agent.id);
  CHECK(one.order().history.back().what == "agent_silent");
  CHECK(one.order().first_response_due == due);
  CHECK_FALSE(one.timers.contains("agent_word"));
  one.check_told_again();
}

TEST_CASE("the queue says why a case is back, until somebody takes it") {
  auto one = claimed();
  CHECK_FALSE(one.state().lost.has_value());
  one.advance(10min);
  REQUIRE(one.state().lost.has_value());
  CHECK(*one.state().lost == LostByAgent{one.agent, "silent", one.now});
  CHECK(one.all<AgentLeftEntry>().back().why == "silent");
  one.say("在吗");
  CHECK(one.state().lost.has_value());
  one.claim();
  CHECK_FALSE(one.state().lost.has_value());
  one.take(AgentLost{one.agent});
  REQUIRE(one.state().lost.has_value());
  CHECK(one.state().lost->why == "gone");
  CHECK(one.all<AgentLeftEntry>().back().why == "gone");
}

TEST_CASE("an answer ends the wait, and the customer's next word begins it anew") {
  auto one = claimed();
  one.advance(9min);
  one.answer();
  CHECK_FALSE(one.timers.contains("agent_word"));
  one.advance(1h);
  CHECK_FALSE(in_queue(one));
  one.say("还是不行");
  one.advance(5min);
  one.say("在吗");  // does not begin it again
  one.advance(5min);
  CHECK(in_queue(one));
}

TEST_CASE("a word that only asks for patience is a word; its own clocks mind it") {
  auto one = claimed();
  one.advance(9min);
  one.answer("请稍等");
  one.advance(9min);
  CHECK_FALSE(in_queue(one));
  CHECK_FALSE(one.order().first_response_at.has_value());
  one.advance(1min);
  CHECK(in_queue(one));
}

TEST_CASE("whoever waits for the customer is not silent") {
  auto one = claimed();
  one.answer();
  one.ask_customer("请发一下付款截图");
  one.advance(2h);
  CHECK_FALSE(in_queue(one));
}

TEST_CASE("the next one to take it has the whole time") {
  auto one = claimed();
  one.advance(9min);
  one.take(AgentClaimed{{"a9", "王芳"}, true, "换我来"});
  one.advance(9min);
  CHECK(one.state().agent->id == "a9");
  one.advance(1min);
  CHECK(in_queue(one));
}

TEST_CASE("a timer that was on its way while its time moved does nothing yet") {
  auto one = claimed();
  one.answer("请稍等");
  one.take(TimerFired{"agent_word"});
  CHECK_FALSE(in_queue(one));
  CHECK(one.timers.contains("agent_word"));
}

TEST_CASE("with 0 nobody loses a conversation by silence") {
  Case one(unhurried());
  one.complain();
  one.claim();
  one.advance(1h);
  CHECK_FALSE(in_queue(one));
}
