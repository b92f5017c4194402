#include "learning/traffic.hpp"

#include "learning/queue.hpp"
#include "recorded.hpp"

using namespace yingda;
using namespace yingda::learning;
using yingda::testing::Recorded;

TEST_CASE("a question that the bot did not know is read with what was made of it") {
  Recorded one;
  one.say("海鲜礼盒能不能冷链寄到拉萨");
  REQUIRE(one.utterances().size() == 1);
  const auto& asked = one.utterances()[0];
  CHECK(asked.came == Came::unanswered);
  CHECK(asked.text == "海鲜礼盒能不能冷链寄到拉萨");
  CHECK(asked.locale == "zh-CN");
  CHECK(asked.conversation == "c1");
  CHECK(trouble_of(asked) == Trouble::unanswered);
}

TEST_CASE("the question that led to a hand-over counts, the wish for a person does not") {
  Recorded one;
  one.say("海鲜礼盒能不能冷链寄到拉萨").say("冷链寄拉萨行不行");
  CHECK(one.state().handling == conversation::Handling::queued);
  CHECK(one.utterances().size() == 2);
  CHECK(one.utterances()[1].came == Came::unanswered);
  Recorded other;
  other.say("转人工");
  CHECK(other.utterances().empty());
}

TEST_CASE("what a visitor says to a person, or to a flow, is no question to the bot") {
  Recorded one;
  one.ask_person().claim().say("海鲜礼盒能不能冷链寄到拉萨").answer("可以的");
  CHECK(one.utterances().empty());
  Recorded other;
  other.say("充值没到账").say("不知道在哪看");
  CHECK(other.utterances().empty());
}

TEST_CASE("what was judged is known at its question, and the last word counts") {
  Recorded one;
  one.say("提现多久到账");
  CHECK(one.utterances()[0].came == Came::answered);
  CHECK(one.utterances()[0].answered == "withdraw-arrival");
  CHECK_FALSE(trouble_of(one.utterances()[0]));
  one.judge(false, "off_point");
  CHECK(one.utterances()[0].helped == false);
  CHECK(one.utterances()[0].reason == "off_point");
  CHECK(trouble_of(one.utterances()[0]) == Trouble::disliked);
  one.judge(true);
  CHECK(one.utterances()[0].helped == true);
  CHECK_FALSE(trouble_of(one.utterances()[0]));
}

TEST_CASE("an article that an agent sends corrects the question that was handed over") {
  Recorded one;
  one.say("提现多久到账").say("转人工").claim().answer("您好").answer("请点开发票", "invoice");
  REQUIRE(one.utterances().size() == 1);
  CHECK(one.utterances()[0].corrected == "invoice");
  CHECK(trouble_of(one.utterances()[0]) == Trouble::corrected);
  one.answer("还有这个", "withdraw-arrival");
  CHECK(one.utterances()[0].corrected == "invoice");
}

TEST_CASE("the article that the bot had shown is no correction") {
  Recorded one;
  one.say("提现多久到账").ask_person().claim().answer("2 小时内到账", "withdraw-arrival");
  CHECK(one.utterances()[0].corrected.empty());
}

TEST_CASE("an earlier question is not corrected by what is sent for a later matter") {
  Recorded one;
  one.say("提现多久到账").say("充值没到账").say("20261120003").ask_person().claim();
  one.answer("请点开发票", "invoice");
  CHECK(one.utterances()[0].corrected.empty());
}

TEST_CASE("what a visitor picks when asked back is known at the question") {
  Recorded one;
  conversation::MessageReceived message{"m1", "钱多久到", {}};
  message.understanding.outcome = knowledge::Outcome::ask_back;
  message.understanding.confidence = 0.4;
  message.understanding.locale = "zh-CN";
  message.understanding.candidates = {
      {knowledge::DocumentKind::article, "invoice", "怎么开发票", 0.4, "", {}},
      {knowledge::DocumentKind::article, "withdraw-arrival", "提现多久到账", 0.3, "", {}}};
  one.take(message);
  REQUIRE(one.utterances().size() == 1);
  CHECK(one.utterances()[0].came == Came::asked_back);
  CHECK(one.utterances()[0].candidates == std::vector<Target>{"invoice", "withdraw-arrival"});
  one.choose("article:withdraw-arrival").judge(false);
  CHECK(one.utterances()[0].chosen == "withdraw-arrival");
  CHECK(one.utterances()[0].helped == false);
}

TEST_CASE("of several things in one message each is a question of its own") {
  Recorded one;
  one.say("提现多久到账？海鲜礼盒冷链怎么寄到拉萨？");
  REQUIRE(one.utterances().size() == 2);
  CHECK(one.utterances()[0].came == Came::answered);
  CHECK(one.utterances()[0].answered == "withdraw-arrival");
  CHECK(one.utterances()[0].text.find("海鲜") == std::string::npos);
  CHECK(one.utterances()[1].came == Came::unanswered);
  CHECK(one.utterances()[1].text.find("海鲜礼盒冷链怎么寄到拉萨") != std::string::npos);
  Recorded both;
  both.say("提现多久到账？怎么开发票？").judge(false);
  REQUIRE(both.utterances().size() == 2);
  CHECK_FALSE(both.utterances()[0].helped);
  CHECK(both.utterances()[1].answered == "invoice");
  CHECK(both.utterances()[1].helped == false);
}

TEST_CASE("of a row of clauses the one that the bot went by is the question") {
  Recorded one;
  one.say("我等了好几天了，怎么开发票，麻烦看一下");
  REQUIRE(one.utterances().size() == 1);
  CHECK(one.utterances()[0].answered == "invoice");
  CHECK(one.utterances()[0].candidates.front() == "invoice");
}

TEST_CASE("personal data is masked, and a visitor who is signed in is one visitor") {
  Recorded one;
  one.signed_in("shop-77").say("海鲜礼盒寄给13812345678行不行");
  REQUIRE(one.utterances().size() == 1);
  CHECK(one.utterances()[0].text == "海鲜礼盒寄给138****5678行不行");
  CHECK(one.traffic().visitor == "shop-77");
}

TEST_CASE("an event that cannot be read teaches nothing, and the rest is read") {
  TrafficReader reader("c1");
  CHECK_FALSE(reader.take({1, "{", {}}).has_value());
  CHECK(reader.traffic().utterances.empty());
}
