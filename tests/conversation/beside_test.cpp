// One message answers several questions, also those whose values show nothing by themselves.

#include <catch2/catch.hpp>

#include "support/talk.hpp"

using namespace yingda;
using namespace yingda::testing;

namespace {

const std::string rent = R"(flows:
  rent:
    name: {zh-CN: 租车, en: Rent a car}
    triggers: {zh-CN: [我要租车], en: [rent a car]}
    steps:
      - {collect: pick_up, type: datetime, ask: {zh-CN: 什么时候取车？, en: When do you pick it up?}}
      - {collect: days, type: number, ask: {zh-CN: 租几天？, en: For how many days?}}
      - {collect: people, type: number, ask: {zh-CN: 几个人坐？, en: How many people?}}
      - collect: model
        type: choice
        ask: {zh-CN: 要什么车？, en: Which car?}
        options:
          - {id: suv, label: {zh-CN: 越野车, en: SUV}}
          - {id: sedan, label: {zh-CN: 轿车, en: Sedan}}
      - {collect: seat, type: boolean, ask: {zh-CN: 需要儿童座椅吗？, en: Do you need a child seat?}}
      - {collect: insured, type: boolean, ask: {zh-CN: 要买保险吗？, en: Do you want insurance?}}
      - say: done
)";

}  // namespace

TEST_CASE("the message that starts a flow answers its later questions") {
  Talk talk(catalog_of(rent));
  CHECK(talk.say("我要租车，后天上午十点取，租三天，要越野车，不要儿童座椅") == "几个人坐？");
  CHECK(talk.slot("days") == "3");
  CHECK(talk.slot("model") == "suv");
  CHECK(talk.slot("seat") == "false");
  CHECK(talk.say("三个人，要买保险") == "done");
  CHECK(talk.slot("people") == "3");
  CHECK(talk.slot("insured") == "true");
}

TEST_CASE("the same in English") {
  Talk talk(catalog_of(rent), "en");
  talk.say("I want to rent a car");
  CHECK(talk.say("tomorrow 10am, for 3 days, 4 people, a sedan please, no child seat") ==
        "Do you want insurance?");
  CHECK(talk.slot("days") == "3");
  CHECK(talk.slot("people") == "4");
  CHECK(talk.slot("model") == "sedan");
  CHECK(talk.slot("seat") == "false");
}

TEST_CASE("what could answer two questions, or is asked, answers none") {
  Talk talk(catalog_of(rent));
  talk.say("我要租车");
  SECTION("the wish itself is no answer") { CHECK(talk.slot("model") == "(unset)"); }
  SECTION("a question") {
    CHECK(talk.say("后天上午十点，越野车多少钱一天？") == "租几天？");
    CHECK(talk.slot("model") == "(unset)");
  }
  SECTION("a count of something else") {
    CHECK(talk.say("后天上午十点，带两个箱子") == "租几天？");
    CHECK(talk.slot("people") == "(unset)");
  }
  SECTION("two of a kind") { CHECK(talk.say("后天上午十点，租三天，不，租四天") != "几个人坐？"); }
  SECTION("an option in a story") {
    CHECK(talk.say("后天上午十点，上次那辆越野车在路上抛锚了") == "租几天？");
    CHECK(talk.slot("model") == "(unset)");
  }
}

TEST_CASE("what is denied, past or complained of is no answer") {
  for (const char* words : {"不租三天", "上次租了三天就坏了", "租一天不够", "越野车太贵了",
                            "轿车坏了", "越野车没油了"}) {
    Talk talk(catalog_of(rent));
    talk.say("我要租车");
    INFO(words);
    CHECK(talk.say(std::string("后天上午十点，") + words) == "租几天？");
    CHECK(talk.slot("days") == "(unset)");
    CHECK(talk.slot("model") == "(unset)");
  }
  Talk talk(catalog_of(rent), "en");
  talk.say("rent a car");
  talk.say("tomorrow 10am, sedan is too small, I have a child seat");
  CHECK(talk.slot("model") == "(unset)");
  CHECK(talk.slot("seat") == "(unset)");
  CHECK(talk.say("nobody answered for 3 days") != "How many people?");
  CHECK(talk.say("for 3 days") == "How many people?");
}

TEST_CASE("a unit that two questions ask for decides for neither") {
  Talk talk(catalog_of(R"(flows:
  stay:
    triggers: [我要订房]
    steps:
      - {collect: phone, type: phone, ask: 手机号？}
      - {collect: nights, type: number, ask: 住几天？}
      - {collect: ahead, type: number, ask: 提前几天提醒？}
      - say: done
)"));
  talk.say("我要订房");
  CHECK(talk.say("13800000001，三天") == "住几天？");
  CHECK(talk.say("三天") == "提前几天提醒？");
}
