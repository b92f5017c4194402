#include "dialogue/utterances.hpp"

#include <catch2/catch.hpp>

using namespace yingda::dialogue;
using Strings = std::vector<std::string>;

TEST_CASE("a message that says several things is taken apart where a new one begins") {
  for (const auto& [text, expected] : std::vector<std::pair<std::string, Strings>>{
           {"我要退款，另外发票怎么开？", {"我要退款", "发票怎么开？"}},
           {"怎么退款？发票怎么开？", {"怎么退款？", "发票怎么开？"}},
           {"是的，顺便问下手续费多少", {"是的", "手续费多少"}},
           {"对，还想问一下提现多久到账", {"对", "提现多久到账"}},
           {"不是，怎么改手机号？", {"不是", "怎么改手机号？"}},
           {"充值没到账。对了，优惠券能叠加吗？", {"充值没到账", "优惠券能叠加吗？"}},
           {"我想问怎么绑定手机，还有个问题，怎么注销账号", {"怎么绑定手机", "怎么注销账号"}},
           {"How do I get a refund? Where is my invoice?",
            {"How do I get a refund?", "Where is my invoice?"}},
           {"I want a refund. By the way, how long does a withdrawal take?",
            {"I want a refund", "how long does a withdrawal take?"}},
           {"yes, also how much is the fee", {"yes", "how much is the fee"}},
           {"我想退款，怎么开发票？", {"我想退款", "怎么开发票？"}},
           {"我要退款和开发票", {"我要退款", "开发票"}},
           {"我要退款。发票怎么开？卡密用不了。", {"我要退款", "发票怎么开？", "卡密用不了"}},
           {"我要退款，还有我的账号被冻结了", {"我要退款", "我的账号被冻结了"}},
           {"怎么开发票？还有我的账号被冻结了", {"怎么开发票？", "我的账号被冻结了"}},
           {"我想退款，另外怎么开发票？还有我的账号被冻结了",
            {"我想退款", "怎么开发票？", "我的账号被冻结了"}},
           {"我不是要退款，我是要查订单20261120001", {"我不是要退款", "我是要查订单20261120001"}},
           {"actually never mind, where is my order 20261120001",
            {"actually never mind", "where is my order 20261120001"}},
           {"发票怎么开，提现多久到账", {"发票怎么开", "提现多久到账"}},
           {"提现多久到账，我的订单20261120002怎么还没到",
            {"提现多久到账", "我的订单20261120002怎么还没到"}},
           {"I want a refund, and how do I get an invoice?",
            {"I want a refund", "how do I get an invoice?"}},
       }) {
    INFO(text);
    CHECK(utterances_of(text) == expected);
  }
}

TEST_CASE("a message that says one thing stays whole") {
  for (const char* text : {"",
                           "？",
                           "是的",
                           "怎么退款？",
                           "我被扣了两次钱，另外一次没到账",
                           "我另外的账号也登不上",
                           "这样不对了吧",
                           "我昨天充了100块。一直没到账。客服也不理人。",
                           "为什么？？？",
                           "怎么回事？急！",
                           "在吗？我充值没到账",
                           "顺便问下手续费多少",
                           "also",
                           "I also did not get my coins",
                           "我要退款，怎么还不处理",
                           "我要退款，卡密用不了",
                           "我要退款，怎么办？",
                           "我想知道和平精英的点券多久到账",
                           "我要充值和平精英点券",
                           "我想把蓝色和红色的都退掉",
                           "我需要跟你们核对一下地址",
                           "我的包裹到哪了，怎么好几天没动静了",
                           "我的快递到哪里了，怎么三天没更新了",
                           "I don't have my order number, where can I find it?",
                           "我等了好几天了，怎么开发票，麻烦看一下",
                           "充值没到账，我等了三天了，你们必须退款",
                           "会员还有3天到期",
                           "我的订单还有问题",
                           "退款还有多久，还有几天",
                           "我要和客服说话",
                           "我想要50和100的卡",
                           "你好，我想退款，可以帮我吗",
                           "I want a refund, why is nobody answering me?",
                           "Is it lost? I paid yesterday",
                           "是的是的",
                           "对了"}) {
    INFO(text);
    CHECK(utterances_of(text).empty());
  }
}

TEST_CASE("a list of more wishes than anybody answers at once, or a long story, is one message") {
  CHECK(utterances_of("怎么退款？怎么提现？怎么开票？怎么注销？怎么绑定？怎么充值？").empty());
  std::string story = "怎么退款？";
  for (int i = 0; i < 30; ++i) story += "我昨天充值没到账";
  CHECK(utterances_of(story + "，另外怎么提现？").empty());
}

TEST_CASE("beside an open question the answer and a question of the visitor's are two") {
  using Parts = std::vector<std::string>;
  CHECK(utterances_of("20261120001，你们几点上班？", true) ==
        Parts{"20261120001", "你们几点上班？"});
  CHECK(utterances_of("13800000002，多久能解冻？", true) == Parts{"13800000002", "多久能解冻？"});
  CHECK(utterances_of("发票怎么开？单号20261120001", true) ==
        Parts{"发票怎么开？", "单号20261120001"});
  CHECK(utterances_of("要退款，多久到账？", true) == Parts{"要退款", "多久到账？"});
  // Why it takes so long is no question for an article; and with nothing open it is one message.
  CHECK(utterances_of("20261120002，怎么还没到账？", true).empty());
  CHECK(utterances_of("昨天充的，为什么没到", true).empty());
  CHECK(utterances_of("20261120001，你们几点上班？").empty());
}

TEST_CASE("order numbers and their labels say nothing about what is wanted") {
  for (const auto& [text, expected] : std::vector<std::pair<std::string, std::string>>{
           {"my top-up hasn't arrived, order number 20261120002",
            "my top-up hasn't arrived, order"},
           {"It has not arrived. Order number: 20261120002", "it has not arrived. order"},
           {"我的订单20261120002怎么还没到", "我的订单 怎么还没到"},
           {"充值没到账，订单号是20261120002", "充值没到账,订单"},
           {"20261120002", "20261120002"},
           {"怎么找订单号？", "怎么找订单号？"},
           {"我充了100元", "我充了100元"},
       }) {
    INFO(text);
    CHECK(without_order_numbers(text) == expected);
  }
}
