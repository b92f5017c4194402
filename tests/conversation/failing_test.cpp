// Answers in a row that did not fit are counted over the end of a flow and over a new beginning.

#include <catch2/catch.hpp>

#include "support/talk.hpp"

using namespace yingda;
using namespace yingda::testing;

namespace {

// Gives up after one answer, without a person.
const std::string gives_up = R"(flows:
  main:
    triggers: [开始办事]
    steps:
      - {collect: order_number, type: order_number, ask: 单号？, retries: 1, on_failure: bye}
      - {say: "查 {order_number}", next: END}
      - {id: bye, say: 再见}
  other:
    triggers: [查天气预报]
    steps:
      - {collect: city, options: [{id: bj, label: 北京}, {id: sh, label: 上海}], ask: 哪里？}
      - {say: "{city}晴"}
)";

}  // namespace

TEST_CASE("whoever begins a flow anew that gave up has as many failed answers as before") {
  Talk talk(catalog_of(gives_up));
  talk.say("开始办事");
  CHECK(talk.say("阿萨德") == "再见");
  CHECK(talk.state().session.given_up == 1);
  SECTION("the same flow again") {
    CHECK(talk.say("开始办事") == "单号？");
    talk.say("阿萨德");
    CHECK(talk.with_person());
    CHECK(talk.state().session.given_up == 0);
  }
  SECTION("another flow") {
    talk.say("查天气预报");
    talk.say("阿萨德");
    CHECK(talk.with_person());
  }
  SECTION("words that nothing knows") {
    talk.say("阿萨德");
    CHECK(talk.with_person());
  }
  SECTION("an answer that fits takes it back") {
    talk.say("查天气预报");
    CHECK(talk.choose("bj") == "北京晴");
    CHECK(talk.state().session.given_up == 0);
    talk.say("开始办事");
    CHECK(talk.say("阿萨德") == "再见");
    CHECK_FALSE(talk.with_person());
  }
}

TEST_CASE("to have none is an answer that did not fit, when the flow gives up on it") {
  Talk talk(catalog_of(gives_up));
  for (int i = 0; i < 2; ++i) {
    CHECK_FALSE(talk.with_person());
    talk.say("开始办事");
    talk.say("我没有");
  }
  CHECK(talk.with_person());
}

TEST_CASE("starting over takes back no answer that did not fit") {
  Talk talk(
      catalog_of("flows:\n  main:\n    triggers: [开始办事]\n    steps:\n"
                 "      - {collect: order_number, type: order_number, ask: 单号？}\n"
                 "      - say: 好\n"));
  talk.say("开始办事");
  talk.say("阿萨德");
  CHECK_FALSE(talk.with_person());
  talk.say("重新开始");
  CHECK_FALSE(talk.with_person());
  talk.say("阿萨德");
  CHECK(talk.with_person());
}

TEST_CASE("a person follows wherever a flow leads that gave up for good") {
  // Content that is not proved.
  Talk talk(
      published_catalog_of("flows:\n  main:\n    triggers: [开始办事]\n    steps:\n"
                           "      - {id: q, collect: n, type: order_number, ask: 单号？, "
                           "on_failure: again}\n"
                           "      - {say: 好, next: END}\n"
                           "      - {id: again, say: 再来, next: q}\n"));
  talk.say("开始办事");
  talk.say("阿萨德");
  talk.say("阿萨德");
  CHECK(talk.with_person());
}

TEST_CASE("a flow that gives up without a word is one failed turn") {
  Talk talk(
      published_catalog_of("flows:\n  main:\n    triggers: [开始办事]\n    steps:\n"
                           "      - {collect: n, type: order_number, ask: 单号？, retries: 1, "
                           "on_failure: END}\n"
                           "      - say: 好\n"));
  talk.say("开始办事");
  talk.say("阿萨德");
  CHECK_FALSE(talk.with_person());
  talk.say("开始办事");
  talk.say("阿萨德");
  CHECK(talk.with_person());
}
