// Conversation repair: the patterns, and what editors may make of them.

#include "conversation/repair.hpp"

#include <catch2/catch.hpp>

#include "support/sample_content.hpp"
#include "support/talk.hpp"

using namespace yingda;
using namespace yingda::testing;

namespace {

const std::string orders = R"(flows:
  track:
    name: {zh-CN: 查订单, en: Track}
    triggers: {zh-CN: [帮我查订单], en: [track my order]}
    steps:
      - collect: order_number
        type: order_number
        label: {zh-CN: 订单号, en: order number}
        ask: {zh-CN: 订单号？, en: Order number?}
      - collect: phone
        type: phone
        label: {zh-CN: 手机号, en: phone number}
        ask: {zh-CN: 手机号？, en: Phone number?}
      - action: find_order
        arguments: {order_number: "{order_number}"}
        result: order
        on_error: broken
      - choose: {zh-CN: "订单 {order_number} 是 {order.status}，怎么办？", en: "{order_number} is {order.status}. What now?"}
        options:
          - {id: wait, label: {zh-CN: 再等等, en: Wait}, next: bye}
          - {id: refund, label: {zh-CN: 退款, en: Refund}, next: broken}
      - id: bye
        say: {zh-CN: 好的再见。, en: Bye.}
        next: END
      - id: broken
        handoff: {reason: 订单}
)";

gateway::CallAnswer status_of(const conversation::CallAction& call) {
  const auto number = call.arguments.at("order_number");
  return {true, "", {{"status", number == "20261120002" ? "已到账" : "处理中"}}};
}

Talk tracking(const std::string& locale = "zh-CN") {
  static const auto catalog = catalog_of(orders);
  return Talk(catalog, locale, status_of);
}

}  // namespace

TEST_CASE("a correction replaces the value and looks up what depends on it anew") {
  auto talk = tracking();
  talk.say("帮我查订单");
  talk.say("20261120001");
  CHECK(talk.say("13800000001") == "订单 20261120001 是 处理中，怎么办？");
  SECTION("with the label") {
    const auto reply = talk.say("不对，订单号是20261120002");
    CHECK(reply == "好的，订单号改为 20261120002。\n订单 20261120002 是 已到账，怎么办？");
    CHECK(talk.calls.size() == 2);
    CHECK(talk.slot("phone") == "13800000001");  // what does not depend on it is not asked again
  }
  SECTION("without the label") { CHECK(has(talk.say("发错了，20261120002"), "已到账")); }
  SECTION("of what nothing depends on: only the open question comes again") {
    const auto reply = talk.say("手机号写错了，是13900000002");
    CHECK(reply == "好的，手机号改为 13900000002。\n订单 20261120001 是 处理中，怎么办？");
    CHECK(talk.calls.size() == 1);
    CHECK(talk.slot("phone") == "13900000002");
  }
  SECTION("the same value is no correction, and neither is a bare no") {
    talk.say("不对，订单号是20261120001");
    talk.say("不对");
    CHECK(talk.calls.size() == 1);
    CHECK(talk.slot("order_number") == "20261120001");
  }
}

TEST_CASE("a correction may come while the next question is open") {
  auto talk = tracking("en");
  talk.say("track my order");
  CHECK(talk.say("20261120001") == "Phone number?");
  CHECK(talk.say("no, the order number is 20261120002") ==
        "All right, order number is now 20261120002.\nPhone number?");
  CHECK(has(talk.say("13800000001"), "20261120002 is 已到账"));
}

TEST_CASE("an answer to the open question is not taken for a correction") {
  auto talk = tracking();
  talk.say("帮我查订单");
  talk.say("20261120001");
  CHECK(has(talk.say("不好意思，13800000001"), "怎么办？"));
  CHECK(talk.slot("order_number") == "20261120001");
  CHECK(talk.slot("phone") == "13800000001");
}

TEST_CASE("a correction after the hand-over reaches the order, and nobody is asked again") {
  auto talk = tracking();
  talk.say("帮我查订单");
  talk.say("20261120001，手机13800000001");
  talk.choose("refund");
  REQUIRE(talk.with_person());
  REQUIRE(talk.state().orders.size() == 1);
  CHECK(talk.say("打错了，订单号是20261120002") == "好的，订单号改为 20261120002。");
  CHECK(talk.state().orders.size() == 1);
  CHECK(talk.state().orders[0].about == "20261120002");
  CHECK(talk.state().session.stack.empty());
}

TEST_CASE("start over forgets what the flow was given and begins it anew") {
  auto talk = tracking();
  talk.say("帮我查订单");
  talk.say("20261120001");
  CHECK(talk.say("重新开始") == "好的，我们从头来。\n订单号？");
  CHECK(talk.slot("order_number") == "(unset)");
}

TEST_CASE("help, thanks and repeat leave the open question open") {
  auto talk = tracking();
  talk.say("帮我查订单");
  CHECK(has(talk.say("帮助"), "转人工"));
  CHECK(talk.say("谢谢") == "不客气，有问题随时说。\n订单号？");
  CHECK(talk.say("再说一遍") == "订单号？");
  CHECK(talk.say("20261120001") == "手机号？");
}

TEST_CASE("outside of flows the last answer is repeated") {
  auto talk = tracking();
  talk.say("帮我查订单");
  talk.say("算了");
  CHECK(talk.state().session.stack.empty());
  CHECK(talk.say("重复一遍") == "好的，已经取消。还有什么可以帮您？");
  CHECK(talk.say("谢谢") == "不客气，有问题随时说。");
  CHECK_FALSE(talk.with_person());
}

TEST_CASE("failed answers count on over a word of thanks") {
  auto talk = tracking();
  talk.say("帮我查订单");
  talk.say("不知道在哪里看");
  talk.say("谢谢");
  talk.say("还是不知道呀");
  CHECK(talk.with_person());
}

TEST_CASE("abuse is met with calm once, then by a person; an answer inside it counts") {
  auto talk = tracking();
  talk.say("帮我查订单");
  SECTION("nothing but abuse") {
    CHECK(has(talk.say("他妈的什么玩意"), "对不起"));
    CHECK_FALSE(talk.with_person());
    talk.say("傻逼机器人");
    CHECK(talk.with_person());
    CHECK(talk.state().handoff->reason == "客户很生气，需要人来处理");
  }
  SECTION("an answer in strong words") { CHECK(talk.say("他妈的20261120001快点") == "手机号？"); }
  SECTION("a word inside another is none") { CHECK(has(talk.say("shitake"), "订单号？")); }
}

TEST_CASE("editors write patterns anew") {
  const auto catalog = catalog_of(orders + R"(
  pattern_cancel:
    steps: [{say: 不办了，随时再来。}]
  pattern_human:
    steps:
      - say: 马上叫人。
      - handoff: {team: topup, reason: 点名要人}
  pattern_thanks:
    triggers: {phrases: [谢谢, 蟹蟹]}
    steps: [{say: 应该的。}]
)");
  Talk talk(catalog, "zh-CN", status_of);
  talk.say("帮我查订单");
  CHECK(talk.say("蟹蟹") == "应该的。\n订单号？");
  CHECK(talk.say("算了") == "不办了，随时再来。");
  SECTION("by words") { CHECK(has(talk.say("转人工"), "马上叫人。")); }
  SECTION("by the control") { CHECK(has(talk.human(), "马上叫人。")); }
  CHECK(talk.state().team == "topup");
  CHECK(talk.state().handoff->reason == "点名要人");
}

TEST_CASE("a flow that interrupts another leads back to its question") {
  const auto catalog = catalog_of(R"(flows:
  first:
    triggers: [第一件事情]
    steps:
      - {collect: order_number, type: order_number, ask: 订单号？}
      - say: 完成一。
  second:
    triggers: [第二件事情]
    steps:
      - say: 第二件好了。
)");
  Talk talk(catalog);
  talk.say("第一件事情");
  CHECK(talk.say("第二件事情") == "第二件好了。\n我们接着刚才的问题：\n订单号？");
  CHECK(talk.say("20261120001") == "完成一。");
}

TEST_CASE("a choice that was made is corrected by naming another") {
  const auto catalog = catalog_of(R"(flows:
  main:
    triggers: [开始办事]
    steps:
      - choose: 哪一种？
        slot: kind
        options:
          - {id: card, label: 卡密, next: ask_phone}
          - {id: credit, label: 话费, next: ask_number}
      - id: ask_number
        collect: number
        type: phone
        ask: 充到哪个号？
        next: END
      - id: ask_phone
        collect: order_number
        type: order_number
        ask: 卡密的订单号？
)");
  Talk talk(catalog);
  talk.say("开始办事");
  CHECK(talk.say("卡密") == "卡密的订单号？");
  CHECK(has(talk.say("选错了，不对，话费"), "充到哪个号？"));
}

TEST_CASE("a number, a yes or a word that takes back the last answer corrects it") {
  const std::string booking = R"(flows:
  main:
    name: {zh-CN: 订房, en: Booking}
    triggers: {zh-CN: [订房], en: [book a room]}
    steps:
      - collect: nights
        type: number
        label: {zh-CN: 晚数, en: nights}
        ask: {zh-CN: 住几晚？, en: How many nights?}
      - collect: price
        type: money
        label: {zh-CN: 房价, en: price}
        ask: {zh-CN: 房价多少？, en: What price?}
      - collect: breakfast
        type: boolean
        label: {zh-CN: 早餐, en: breakfast}
        ask: {zh-CN: 要早餐吗？, en: Breakfast?}
      - collect: phone
        type: phone
        ask: {zh-CN: 手机号？, en: Phone?}
      - say: "{nights} {price} {breakfast}"
)";
  const auto catalog = catalog_of(booking);
  SECTION("right after it") {
    for (const char* words : {"不对，是4", "不对，4晚", "说错了，4晚", "等等，改成4晚"}) {
      INFO(words);
      Talk talk(catalog);
      talk.say("订房");
      talk.say("3");
      talk.say(words);
      CHECK(talk.slot("nights") == "4");
      CHECK(talk.slot("price") == "(unset)");
    }
  }
  SECTION("by its unit, later") {
    Talk talk(catalog);
    talk.say("订房");
    talk.say("3晚");
    talk.say("500");
    talk.say("不对，4晚");
    CHECK(talk.slot("nights") == "4");
    CHECK(talk.slot("breakfast") == "(unset)");
    talk.say("不用");
    talk.say("不对，要早餐");
    CHECK(talk.slot("breakfast") == "true");
    CHECK(has(talk.say("13800000001"), "4 500.00 是"));
  }
  SECTION("in English") {
    for (const char* words : {"sorry, 4", "no, 4 nights", "actually 4 nights"}) {
      INFO(words);
      Talk talk(catalog, "en");
      talk.say("book a room");
      talk.say("3 nights");
      talk.say(words);
      CHECK(talk.slot("nights") == "4");
    }
  }
  SECTION("a sentence with a number in it is no correction") {
    Talk talk(catalog);
    talk.say("订房");
    talk.say("3");
    talk.say("不是，我有5个订单都没到");
    CHECK(talk.slot("nights") == "3");
  }
  SECTION("a no to a yes-or-no question is its answer") {
    Talk talk(catalog);
    talk.say("订房");
    talk.say("3");
    talk.say("500");
    talk.say("不要");
    CHECK(talk.slot("breakfast") == "false");
    CHECK(talk.slot("price") == "500.00");
  }
}

TEST_CASE("whoever asks for a person has one in that turn, whatever the pattern does first") {
  // Its connector never answers.
  Talk talk(published_catalog_of(orders + R"(
  pattern_human:
    steps:
      - say: 请稍等。
      - action: find_order
        arguments: {order_number: "20261120001"}
        result: order
        timeout_s: 30
        retries: 3
      - handoff: {team: topup, reason: 查过订单}
)"));
  CHECK(has(talk.say("转人工"), "请稍等。"));
  CHECK(talk.with_person());
  CHECK(talk.state().session.stack.empty());
}
