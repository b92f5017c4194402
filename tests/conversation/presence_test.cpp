// Who only says that they are there, or will be in a moment, has not failed to answer.

#include "conversation/presence.hpp"

#include <catch2/catch.hpp>

#include "support/sample_content.hpp"
#include "support/talk.hpp"

using namespace yingda;
using namespace yingda::testing;

namespace {

const std::string track = R"(flows:
  track:
    name: {zh-CN: 查订单, en: Track}
    triggers: {zh-CN: [帮我查订单], en: [track my order]}
    steps:
      - collect: order_number
        type: order_number
        ask: {zh-CN: 订单号？, en: Order number?}
        retries: 2
      - collect: story
        type: text
        ask: {zh-CN: 怎么回事？, en: What happened?}
      - collect: photo
        type: file
        ask: {zh-CN: 照片？, en: A photo?}
        skip: {zh-CN: 跳过, en: Skip}
      - say: "{order_number} {story}"
)";

}  // namespace

TEST_CASE("who looks something up first is waited for, and who wants it looked up is not") {
  using conversation::Presence;
  const auto waits = [](const char* words) {
    return conversation::presence_of(conversation::Said(words)) == Presence::in_a_moment;
  };
  for (const char* words : {"我看看日历", "我去问问我老婆", "好的，让我想想", "我先翻一下聊天记录",
                            "let me check my calendar", "I'll ask my wife first"}) {
    INFO(words);
    CHECK(waits(words));
  }
  for (const char* words :
       {"我查一下订单", "我看看退款进度", "我要查一下账单", "我问一下", "帮我看看",
        "let me talk to a person", "I need to find my order status"}) {
    INFO(words);
    CHECK_FALSE(waits(words));
  }
}

TEST_CASE("what is said behind a word of waiting is heard") {
  using conversation::behind_moment;
  CHECK(behind_moment("等等，我要投诉") == "我要投诉");
  CHECK(behind_moment("好的，稍等，帮我查订单吧") == "好的，稍等，帮我查订单吧");
  CHECK(behind_moment("在的。等一下，20261120001") == "20261120001");
  CHECK(behind_moment("hold on, I want to complain") == "I want to complain");
  CHECK(behind_moment("等等") == "等等");
  CHECK(behind_moment("等等多久") == "等等多久");
  CHECK(behind_moment("") == "");
  Talk talk(catalog_of(track + R"(  complain:
    name: {zh-CN: 投诉, en: Complaint}
    triggers: {zh-CN: [我要投诉, 投诉你们], en: [I want to complain]}
    steps:
      - collect: about
        type: text
        ask: {zh-CN: 投诉什么？, en: About what?}
)"));
  talk.say("帮我查订单");
  CHECK(talk.say("等等，我要投诉") == "投诉什么？");
}

TEST_CASE("presence is told by whole clauses only") {
  using conversation::Presence;
  using conversation::presence_of;
  using conversation::Said;
  for (const char* text :
       {"在", "在的", "嗯，在的", "我在呢", "yes, I'm here", "Yes I'm here", "still here"}) {
    INFO(text);
    CHECK(presence_of(Said(text)) == Presence::here);
  }
  for (const char* text : {"稍等", "嗯，等一下", "好的，稍等", "我找一下", "hang on", "one moment",
                           "ok, let me check"}) {
    INFO(text);
    CHECK(presence_of(Said(text)) == Presence::in_a_moment);
  }
  for (const char* text : {"在哪里查", "稍等，订单号是20261120001", "等多久", "好的", "嗯",
                           "wait, that is wrong", "20261120001"}) {
    INFO(text);
    CHECK(presence_of(Said(text)) == Presence::none);
  }
}

TEST_CASE("who is there hears the question again, who looks for the answer is waited for") {
  const auto catalog = catalog_of(track);
  Talk talk(catalog);
  talk.say("帮我查订单");
  for (int time = 0; time < 3; ++time) {
    CHECK(talk.say("在的") == "订单号？");
    CHECK(talk.say("稍等，我找一下") == "好的，不急，我在这儿等您。");
  }
  CHECK_FALSE(talk.with_person());
  CHECK(talk.say("20261120001") == "怎么回事？");
  SECTION("and no description is made of it") {
    talk.say("稍等");
    CHECK(talk.slot("story") == "(unset)");
    talk.say("卡刮花了");
    CHECK(talk.slot("story") == "卡刮花了");
    SECTION("no photo is as good as the button") {
      CHECK(talk.say("拍不了照") == "20261120001 卡刮花了");
    }
    SECTION("who will send it is waited for") {
      CHECK(talk.say("我等下发") == "好的，不急，我在这儿等您。");
    }
  }
}
