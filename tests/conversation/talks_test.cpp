// What a visitor came for, as figures count it.
#include "conversation/talks.hpp"

#include "support/case.hpp"

using namespace yingda;
using namespace yingda::testing;
using std::chrono::hours;
using std::chrono::minutes;

TEST_CASE("a talk begins with words, and with words after a quiet half hour") {
  Case some;
  const auto first = some.take(conversation::MessageReceived{some.id(), "你好", {}});
  REQUIRE(first.talk);
  CHECK(first.talk->began == some.now);
  CHECK_FALSE(first.talk->person);
  const Instant began = some.now;
  some.advance(minutes(29));
  some.say("在吗");
  CHECK(some.state().talk->began == began);
  some.advance(minutes(30));
  some.say("在吗");
  CHECK(some.state().talk->began == began);
  some.advance(minutes(31));
  const auto next = some.take(conversation::MessageReceived{some.id(), "又来了", {}});
  REQUIRE(next.talk);
  CHECK(next.talk->began == some.now);
  some.check_told_again();
}

TEST_CASE("a talk that goes to people is told once, and its order knows when they got it") {
  Case some;
  some.say("你好");
  some.advance(minutes(3));
  const auto asked = some.take(conversation::HumanAsked{some.id()});
  REQUIRE(asked.talk);
  CHECK(asked.talk->person);
  CHECK(asked.talk->began == some.now - minutes(3));
  CHECK(some.order().handed_at == some.now);
  const Instant handed = some.now;
  some.advance(minutes(1));
  some.claim();
  CHECK_FALSE(some.take(conversation::AgentMessaged{some.id(), some.agent, "我来查"}).talk);
  CHECK(some.order().handed_at == handed);
  some.check_told_again();
}

TEST_CASE("looking around begins no talk") {
  Case some;
  CHECK_FALSE(some.take(conversation::PageEvent{some.id(), "chat_opened", ""}).talk);
  CHECK_FALSE(some.state().talk);
}

TEST_CASE("a conversation with the bot is over after a quiet half hour, not before") {
  Case some;
  const auto over = [&] { return conversation::is_over(some.state(), some.now); };
  some.say("提现多久到账");
  CHECK_FALSE(over());
  some.advance(minutes(29));
  CHECK_FALSE(over());
  some.advance(minutes(2));
  CHECK(over());
  some.say("还有一个问题");
  CHECK_FALSE(over());
}

TEST_CASE("what people have is not over, what they solved is at once, until the customer speaks") {
  Case some;
  const auto over = [&] { return conversation::is_over(some.state(), some.now); };
  some.say("提现多久到账");
  some.take(conversation::HumanAsked{some.id()});
  CHECK_FALSE(over());
  some.claim();
  some.advance(minutes(45));
  CHECK_FALSE(over());
  some.resolve({"已经到账", {}});
  REQUIRE(some.state().handling == conversation::Handling::bot);
  CHECK(over());
  some.say("怎么开发票");
  CHECK_FALSE(over());
}
