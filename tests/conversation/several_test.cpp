// A message that says several things: answers with a question beside them, several wishes, several
// orders, and what is told before it is asked.

#include <catch2/catch.hpp>

#include "support/talk.hpp"

using namespace yingda;
using namespace yingda::testing;

namespace {

std::string article(const std::string& id, const std::string& title, const std::string& questions,
                    const std::string& text) {
  return "---\nid: " + id + "\ntitle: " + title + "\nlocale: zh-CN\nquestions: [" + questions +
         "]\n---\n" + text + "\n";
}

const content::Files articles{
    {"knowledge_base/zh-CN/invoice.md",
     article("invoice", "怎么开发票", "怎么开发票, 能开电子发票吗, 发票在哪里开",
             "在订单详情里开票。")},
    {"knowledge_base/zh-CN/fee.md",
     article("fee", "手续费多少", "手续费多少, 提现收手续费吗, 收多少手续费", "不收手续费。")}};

const std::string errand = R"(flows:
  main:
    name: {zh-CN: 办事, en: Errand}
    triggers: [开始办事]
    steps:
      - collect: amount
        type: money
        ask: 多少钱？
      - collect: phone
        type: phone
        ask: 手机号多少？
        confirm: "是 {phone} 吗？"
      - collect: sure
        type: boolean
        ask: 现在办吗？
      - say: "办 {amount} {phone} {sure}。"
  other:
    name: {zh-CN: 改绑手机, en: Rebind}
    triggers: [我要改绑手机, 换绑手机号, 改绑手机号码]
    steps:
      - collect: code
        type: number
        ask: 验证码多少？
      - say: 改好了。
)";

Talk errand_talk() { return Talk(catalog_of(errand, plain_config(), articles)); }

}  // namespace

TEST_CASE("a value told early is confirmed when its question comes, and not asked for") {
  auto talk = errand_talk();
  talk.say("开始办事");
  CHECK(talk.say("100元，手机号13800000001") == "是 13800000001 吗？");
  CHECK(talk.slot("phone") == "(unset)");
  SECTION("yes") {
    CHECK(talk.say("是的") == "现在办吗？");
    CHECK(talk.slot("phone") == "13800000001");
    CHECK(talk.state().session.early.empty());
  }
  SECTION("no: it is asked") { CHECK(talk.say("不对") == "手机号多少？"); }
}

TEST_CASE("a yes with a question behind it is a yes, and the question is answered") {
  auto talk = errand_talk();
  talk.say("开始办事");
  talk.say("100元，手机号13800000001");
  const auto beside = talk.say("是的，顺便问下手续费多少");
  CHECK(has(beside, "不收手续费。"));
  CHECK(has(beside, "现在办吗？"));
  CHECK(beside.find("不收手续费。") < beside.find("现在办吗？"));
  CHECK(talk.slot("phone") == "13800000001");
  const auto last = talk.say("对，还想问一下怎么开发票");
  CHECK(has(last, "在订单详情里开票。"));
  CHECK(has(last, "办 100.00 13800000001"));
}

TEST_CASE("a number with a question behind it is taken, and the question is answered") {
  auto talk = errand_talk();
  talk.say("开始办事");
  const auto beside = talk.say("100元，另外怎么开发票？");
  CHECK(has(beside, "在订单详情里开票。"));
  CHECK(has(beside, "手机号多少？"));
  CHECK(talk.slot("amount") == "100.00");
}

TEST_CASE("two questions in one message are both answered") {
  auto talk = errand_talk();
  const auto both = talk.say("怎么开发票？手续费多少？");
  CHECK(has(both, "在订单详情里开票。"));
  CHECK(has(both, "不收手续费。"));
  CHECK(talk.state().failed_turns == 0);
}

TEST_CASE("a question and a wish in one message: the answer first, then the flow") {
  auto talk = errand_talk();
  const auto both = talk.say("我要改绑手机，另外怎么开发票？");
  CHECK(both.find("在订单详情里开票。") < both.find("验证码多少？"));
  CHECK(has(both, "验证码多少？"));
}

TEST_CASE("two wishes in one message are done one after the other") {
  auto talk = errand_talk();
  CHECK(talk.say("我要改绑手机，顺便开始办事") == "验证码多少？");
  const auto next = talk.say("1234");
  CHECK(has(next, "改好了。"));
  CHECK(has(next, "多少钱？"));
}

TEST_CASE("what is not understood beside an answer is named") {
  auto talk = errand_talk();
  const auto both = talk.say("怎么开发票？月亮上为什么有兔子？");
  CHECK(has(both, "在订单详情里开票。"));
  CHECK(has(both, "“月亮上为什么有兔子？”这一句我没有理解"));
  CHECK(talk.state().failed_turns == 0);
}

TEST_CASE("of several orders one is taken, and the others are not passed over") {
  const std::string lookup = R"(flows:
  order_lookup:
    name: {zh-CN: 查订单, en: Order}
    triggers: [查订单]
    steps:
      - collect: order_number
        type: order_number
        ask: 订单号？
      - say: "看过 {order_number}。"
)";
  Talk talk(catalog_of(lookup));
  const auto told = talk.say("查订单20261120001和20261120002");
  CHECK(has(told, "看过 20261120001。"));
  CHECK(has(told, "20261120002 等这个看完再发我一次"));
  CHECK_FALSE(has(talk.say("查订单20261120003"), "等这个看完"));
}

TEST_CASE("who names what is to be cancelled ends the flow, where nothing else fits") {
  for (const char* words : {"取消办理", "我要取消办事", "不办了", "cancel the errand"}) {
    INFO(words);
    auto talk = errand_talk();
    talk.say("开始办事");
    talk.say(words);
    CHECK(talk.state().session.stack.empty());
    CHECK_FALSE(talk.with_person());
  }
}

TEST_CASE("a clause that is known leads on where the whole message is not") {
  auto talk = errand_talk();
  CHECK(has(talk.say("我等了三天了，怎么开发票，你们快点行不行啊真是的"), "在订单详情里开票。"));
}

TEST_CASE("a question that nobody can answer is not passed over beside options") {
  const std::string options = R"(flows:
  main:
    name: {zh-CN: 办事, en: Errand}
    triggers: [开始办事]
    steps:
      - choose: 哪一个？
        options:
          - {id: a, label: 红色}
          - {id: b, label: 蓝色}
      - say: 好的。
)";
  Talk talk(catalog_of(options));
  talk.say("开始办事");
  const auto again = talk.say("月亮上为什么有兔子？");
  CHECK(has(again, "这个问题我答不上来"));
  CHECK(has(again, "哪一个？"));
}

TEST_CASE("an opening sentence fills what is asked later") {
  auto talk = errand_talk();
  CHECK(talk.say("开始办事，手机号13800000001") == "多少钱？");
  CHECK(talk.say("100元") == "是 13800000001 吗？");
}

TEST_CASE("a short question that leans on the first one is no wish of its own") {
  auto talk = errand_talk();
  const auto said = talk.say("怎么开发票？多久能好？");
  CHECK(has(said, "在订单详情里开票。"));
  CHECK_FALSE(has(said, "没有理解"));
}

TEST_CASE("a second wish is a case of its own, and is not lost to a hand-over or a cancel") {
  SECTION("its own name") {
    auto talk = errand_talk();
    talk.say("我要改绑手机，顺便开始办事");
    CHECK(talk.state().intent == "改绑手机");
    talk.say("1234");
    CHECK(talk.state().intent == "办事");
    CHECK(talk.state().next_flows.empty());
  }
  SECTION("a person takes over") {
    auto talk = errand_talk();
    talk.say("我要改绑手机，顺便开始办事");
    CHECK(has(talk.human(), "您还提到的“办事”"));
    CHECK(talk.state().next_flows.empty());
  }
  SECTION("the first is cancelled") {
    auto talk = errand_talk();
    talk.say("我要改绑手机，顺便开始办事");
    CHECK(has(talk.say("算了"), "多少钱？"));
  }
}

TEST_CASE("what is given and then given up opens nothing") {
  const auto catalog = catalog_of(R"(flows:
  topup:
    name: {zh-CN: 充值没到, en: Top-up}
    triggers: {zh-CN: [充值没到账], en: [my top-up is missing]}
    steps:
      - collect: order_number
        type: order_number
        ask: {zh-CN: 订单号？, en: Order number?}
      - handoff: {reason: 没到账}
)");
  for (const char* words :
       {"20261120002，算了不用了", "20261120002。不用了", "20261120002, 取消吧"}) {
    INFO(words);
    Talk talk(catalog);
    talk.say("充值没到账");
    talk.say(words);
    CHECK_FALSE(talk.with_person());
    CHECK(talk.slot("order_number") == "(unset)");
    CHECK(talk.state().session.stack.empty());
  }
  Talk talk(catalog, "en");
  talk.say("my top-up is missing");
  talk.say("20261120002, never mind");
  CHECK_FALSE(talk.with_person());
}
