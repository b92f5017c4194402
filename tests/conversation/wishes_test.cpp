// Wishes that are understood whatever the engine makes of them.

#include "conversation/wishes.hpp"

#include <catch2/catch.hpp>

#include "support/sample_content.hpp"
#include "support/talk.hpp"
#include "workorder/number.hpp"

using namespace yingda;
using namespace yingda::testing;

TEST_CASE("a person is asked for in many words") {
  const auto catalog = sample_catalog();
  for (const char* text : {"I need a human being right now!!!", "can I talk to someone real pls",
                           "get me an agent", "能不能给我转个真人啊", "机器人滚，叫人来",
                           "我不想跟机器人说话", "你们有没有活人", "快转人工！！！"}) {
    INFO(text);
    CHECK(conversation::wishes_person(*catalog, conversation::Said(text)));
  }
}

TEST_CASE("who asks about people, or wants none, does not get one") {
  const auto catalog = sample_catalog();
  for (const char* text : {"怎么转人工",
                           "转人工要多久",
                           "不用转人工了",
                           "先不要转人工",
                           "人工客服电话是多少",
                           "how do I talk to a person",
                           "what are the hours of a live agent",
                           "no need to talk to someone",
                           "充值没到账",
                           "我是真人认证没通过",
                           "先别转人工",
                           "不想转人工",
                           "不需要人工，谢谢",
                           "我不想找人工客服，我想自己查",
                           "不是要人工，我是想问发票",
                           "别给我转人工，我就想知道退款要几天",
                           "你们人工都是垃圾，我不找人工",
                           "please don't connect me to anybody",
                           "不用转人工，我就想问问退款多久到",
                           "不要人工，我就查个订单",
                           "不转人工行不行"}) {
    INFO(text);
    CHECK_FALSE(conversation::wishes_person(*catalog, conversation::Said(text)));
  }
}

TEST_CASE("a word of denial belongs to the words behind it, not to others") {
  const auto catalog = sample_catalog();
  for (const char* text : {"别拖了，转人工", "不行，我要转人工", "不要再让我等，给我找个活人",
                           "no, I want a human agent", "this is not working, talk to someone"}) {
    INFO(text);
    CHECK(conversation::wishes_person(*catalog, conversation::Said(text)));
  }
}

TEST_CASE("a person is asked for in words that no list holds, and that no setting takes away") {
  const std::vector<std::string> none;
  for (const char* text : {"人工 人工 人工",
                           "人工，人工！",
                           "人工人工",
                           "麻烦帮我转接一下人工谢谢",
                           "请转人工谢谢",
                           "我要和人说话",
                           "能不能找个人跟我说",
                           "换人",
                           "找人工",
                           "给我找个人来",
                           "我想跟真人聊",
                           "转人工",
                           "agent agent agent",
                           "person",
                           "human!!",
                           "can someone call me",
                           "i have no order number get me a person",
                           "20261120002 agent please",
                           "I need to speak with a human now",
                           "please find me a real person",
                           "I want somebody to call me",
                           "喊个人来",
                           "给我接线员",
                           "要人",
                           "put me through",
                           "real people please",
                           "有没有真人",
                           "不转人工我就投诉",
                           "你们再不转人工我就曝光",
                           "不转人工不行",
                           "can anyone help me",
                           "talk to a man",
                           "humans only",
                           "do you have real people"}) {
    INFO(text);
    CHECK(conversation::wishes_person(none, conversation::Said(text)));
  }
  for (const char* text : {"我找人帮我充的话费没到",
                           "找人代付可以吗",
                           "换人民币",
                           "我和人合买的",
                           "要人工费吗多少",
                           "人工智能",
                           "人工客服几点上班",
                           "不要转人工",
                           "别找人工",
                           "不用换人",
                           "I sent it to another person",
                           "am I talking to a bot",
                           "my agent id is wrong",
                           "我没要转人工",
                           "我没想转人工",
                           "没说要人工",
                           "我没有叫人来",
                           "不想跟人说话",
                           "don't get me a person",
                           "please don't give me a human",
                           "I never asked for a human",
                           "never let anyone call me",
                           "需要真人认证",
                           "要真人认证吗",
                           "转人工要钱吗",
                           "我要换个人收货",
                           "安排人来取件吗",
                           "派个人来修一下",
                           "能跟人讲价吗",
                           "他们叫人来打我",
                           "昨天找人工客服说给我退款的",
                           "did a human write this",
                           "is this a real person",
                           "I need a representative sample",
                           "I want someone else's order refunded",
                           "will someone call me before delivery",
                           "I don't need a person",
                           "nobody will call me",
                           "can you give someone a gift card"}) {
    INFO(text);
    CHECK_FALSE(conversation::wishes_person(none, conversation::Said(text)));
  }
}

TEST_CASE("what runs is ended in the visitor's own words") {
  for (const char* text :
       {"不订了", "算了不修了", "我不想修了", "不要了吧", "我不退了", "不用退款了"}) {
    INFO(text);
    CHECK(conversation::wishes_to_stop(conversation::Said(text)));
  }
  for (const char* text :
       {"不行了", "不记得了", "我不知道了", "一直打不开了", "取消要扣钱吗", "取消会员", "取消订单",
        "cancel my order", "不理我了", "不发货了", "不会充值到别人号上了吧", "没有了"}) {
    INFO(text);
    CHECK_FALSE(conversation::wishes_to_stop(conversation::Said(text)));
  }
}

TEST_CASE("a work order's number is found however it is typed, and only if its check digit fits") {
  using conversation::named_work_order;
  const auto number = workorder::make_number("20261122", 21);
  CHECK(named_work_order("我的工单" + number + "处理得怎么样了") == number);
  CHECK(named_work_order("ＧＤ" + number.substr(2)) == number);
  std::string plain = number;
  std::erase(plain, '-');
  CHECK(named_work_order("gd" + plain.substr(2)) == number);
  CHECK(named_work_order(number.substr(2)) == number);
  std::string wrong = number;
  wrong.back() = wrong.back() == '0' ? '1' : '0';
  CHECK(named_work_order(wrong).empty());
  CHECK(named_work_order("订单20261120002").empty());
  CHECK(named_work_order("GD20261122").empty());
}

TEST_CASE("hardly more than an order's number") {
  CHECK(conversation::says_little_beside_number("我的订单号是20261120002，快点"));
  CHECK(conversation::says_little_beside_number("20261120002"));
  CHECK_FALSE(conversation::says_little_beside_number("订单20261120002的发票怎么开"));
}

TEST_CASE("never mind is understood also when nothing runs") {
  Talk visitor(sample_catalog());
  const auto heard = visitor.say("算了");
  CHECK(heard.find("需要的时候再叫我") != std::string::npos);
  CHECK(visitor.state().failed_turns == 0);
}

TEST_CASE("a message that is announced as a complaint") {
  for (const std::string text :
       {"投诉-20261120002-付款未到账", "投诉—20261120002—卡密无效", "投诉 - 1 - 其他",
        "投诉-订单号-问题类型", "【投诉】订单20261120002未到账", "[投诉]没人理我",
        "【投诉】为什么三天还没到账", "我要投诉：付款未到账，要求全额退款", "投诉，没人理我",
        "Complaint: wrong code", "I want to complain: nobody answers",
        "我要投诉订单20261120002没到账要求全额退款", "投诉 20261120002 未到账"}) {
    CAPTURE(text);
    CHECK(conversation::is_complaint(text));
  }
  for (const std::string text :
       {"我要投诉", "投诉", "投诉多久有结果", "投诉，多久有结果", "怎么投诉", "我不投诉了",
        "投诉:", "投诉单号忘了", "投诉订单进度", "投诉/建议在哪里提交？", "投诉：多久有结果",
        "投诉：没到账的已经到了，不用处理了", "complaints procedure"}) {
    CAPTURE(text);
    CHECK_FALSE(conversation::is_complaint(text));
  }
}

TEST_CASE("who wants nobody stays with the bot, in whatever words, and loses no question") {
  const auto catalog = catalog_of(R"(flows:
  repair:
    name: {zh-CN: 修卡, en: Repair}
    triggers: {zh-CN: [我要修卡], en: [repair my card]}
    steps:
      - {collect: order_number, type: order_number, ask: {zh-CN: 订单号？, en: Order number?}}
      - handoff: {reason: 修卡}
)");
  for (const char* text : {"不要人工", "我不需要人工", "无需人工", "别转人工", "先不转人工",
                           "不要给我转人工", "别再给我转人工了", "别叫人来了", "不需要人工客服",
                           "不想找人工", "不用真人", "不用转了", "我不需要人工，你告诉我就行"}) {
    CAPTURE(text);
    Talk talk(catalog);
    CHECK(talk.say(text) == "好的，不转人工。要找人时说“转人工”就行。");
    CHECK(talk.state().handling == conversation::Handling::bot);
  }
  for (const char* text : {"no human please", "I don't want a human", "I do not need an agent",
                           "I don't want to talk to a person", "please don't transfer me",
                           "stop trying to connect me to a person",
                           "I don't want a human, just tell me", "the bot is fine"}) {
    CAPTURE(text);
    Talk talk(catalog, "en");
    CHECK(talk.say(text) == "All right, no person. Say \"agent\" whenever you want one.");
  }
  Talk talk(catalog);
  talk.say("我要修卡");
  CHECK(talk.say("别叫人来") == "好的，不转人工。要找人时说“转人工”就行。\n订单号？");
  CHECK(talk.state().failed_turns == 0);
}

TEST_CASE("that something is to end is heard in the words of what it is") {
  using conversation::Said;
  for (const char* text : {"不登记了", "我不想登记了", "暂时不弄了谢谢", "不查了谢谢",
                           "算了不登记了", "算了吧，不弄了", "不订了", "不了"}) {
    INFO(text);
    CHECK(conversation::wishes_to_stop(Said(text)));
  }
  for (const char* text : {"不清楚了", "不记得了", "不能用了", "不一样了", "不理我了", "不了解"}) {
    INFO(text);
    CHECK_FALSE(conversation::wishes_to_stop(Said(text)));
  }
  for (const char* text : {"算了不登记了", "算了吧，不弄了", "不想说了，算了"}) {
    INFO(text);
    CHECK(conversation::gives_up(Said(text)));
  }
  CHECK_FALSE(conversation::gives_up(Said("不想要了")));
  CHECK_FALSE(conversation::gives_up(Said("算了")));
  Talk talk(catalog_of(R"(flows:
  register:
    name: {zh-CN: 登记, en: Register}
    triggers: {zh-CN: [我要登记], en: [register me]}
    steps:
      - {collect: note, type: text, ask: {zh-CN: 要说明什么？, en: What about?}}
      - say: "记下：{note}"
)"));
  talk.say("我要登记");
  CHECK(talk.say("算了不登记了") == "好的，已经取消。还有什么可以帮您？");
  talk.say("我要登记");
  CHECK(talk.say("不想要了") == "记下：不想要了");
}
