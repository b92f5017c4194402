// What starts a flow: phrases, keywords, guards and the page's events, in one ranking with
// articles.

#include "conversation/triggers.hpp"

#include <catch2/catch.hpp>

#include "support/talk.hpp"

using namespace yingda;
using namespace yingda::testing;

namespace {

const content::Files invoice{{"knowledge_base/zh-CN/invoice.md", R"(---
id: invoice
title: 怎么开发票
locale: zh-CN
questions: [怎么开发票, 能开电子发票吗, 发票在哪里开, 我要发票]
---
在订单详情里点开发票。
)"}};

const std::string flows = R"(flows:
  vip:
    name: 会员服务
    triggers:
      zh-CN: [我想了解会员服务]
      phrases: [会员]
      keywords: [白金卡, vip]
    steps: [{say: 会员服务为您开通。}]
  card:
    name: 卡
    triggers: {keywords: [金卡]}
    steps: [{say: 金卡在这里。}]
  checkout_help:
    name: 付款帮助
    if: page.url contains "/checkout"
    triggers:
      zh-CN: [付不了款怎么办, 付款页打不开]
      events: [chat_opened]
    steps: [{say: 付款遇到问题了吗？}]
  coupon:
    name: 优惠券
    triggers: {events: [coupon_clicked]}
    steps: [{say: 优惠券可以这样用。}]
)";

Talk visitor(const std::string& page = "https://shop.example/") {
  static const auto catalog = catalog_of(flows, plain_config(), invoice);
  Talk talk(catalog);
  talk.rehearsal().state().arrival.page.url = page;
  return talk;
}

}  // namespace

TEST_CASE("a phrase is the whole message, a keyword stands anywhere in it") {
  auto talk = visitor();
  CHECK(talk.say("会员！") == "会员服务为您开通。");
  CHECK(talk.say("那个白金卡呀搞不懂") == "会员服务为您开通。");  // the longer keyword comes first
  CHECK_FALSE(has(talk.say("vipers"), "会员服务"));
}

TEST_CASE("two keywords ask which was meant") {
  auto talk = visitor();
  const auto reply = talk.say("vip跟金卡哈哈");
  CHECK(has(reply, "您想问的是下面哪一个"));
  CHECK(has(talk.choose("卡"), "金卡在这里。"));
}

TEST_CASE("what the sentence surely asks wins over a keyword") {
  auto talk = visitor();
  CHECK(has(talk.say("怎么开发票"), "在订单详情里"));
  CHECK(has(talk.say("能开电子发票吗 vip"), "在订单详情里"));
}

TEST_CASE("a guard keeps a flow from visitors elsewhere") {
  CHECK(has(visitor("https://shop.example/checkout/1").say("付不了款怎么办"), "付款遇到问题"));
  CHECK_FALSE(has(visitor().say("付不了款怎么办"), "付款遇到问题"));
}

TEST_CASE("an event of the page starts the flows that wait for it, once") {
  auto talk = visitor("https://shop.example/checkout/1");
  const auto tell = [](Talk& to, const std::string& event) {
    std::string out;
    for (const auto& entry : to.rehearsal().event(event).entries) {
      const auto* message = std::get_if<conversation::MessageEntry>(&entry.body);
      if (message != nullptr) out += message->text;
    }
    return out;
  };
  CHECK(tell(talk, "chat_opened") == "付款遇到问题了吗？");
  CHECK(tell(talk, "chat_opened").empty());
  auto elsewhere = visitor();
  CHECK(tell(elsewhere, "chat_opened").empty());
  CHECK(tell(elsewhere, "nobody_knows_it").empty());
  CHECK(tell(elsewhere, "coupon_clicked coupon") == "优惠券可以这样用。");
  CHECK(tell(elsewhere, "coupon_clicked coupon") == "优惠券可以这样用。");  // by a click: again
  CHECK(elsewhere.rehearsal().event("coupon_clicked vip").refused.has_value());
  elsewhere.human();
  CHECK(tell(elsewhere, "coupon_clicked coupon").empty());  // a person has the conversation
}

TEST_CASE("the id of a flow without a name is nothing that people say") {
  static const auto catalog = catalog_of(R"(flows:
  n3:
    triggers: {zh-CN: [我想租一辆车], en: [I want to rent a car]}
    steps:
      - {say: {zh-CN: 租车, en: Cars}}
  refund:
    triggers: {zh-CN: [我要退款], en: [I want my money back]}
    steps:
      - {say: {zh-CN: 退款, en: Money}}
)");
  Talk talk(catalog, "zh-CN");
  CHECK(talk.say("1 3").find("租车") == std::string::npos);
  CHECK(talk.say("refund").find("退款") == std::string::npos);
  CHECK(talk.say("我想租一辆车").find("租车") != std::string::npos);
}
