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
       }) {
    INFO(text);
    CHECK(utterances_of(text) == expected);
  }
}

TEST_CASE("a message that says one thing stays whole") {
  for (const char* text :
       {"", "？", "是的", "怎么退款？", "我被扣了两次钱，另外一次没到账", "我另外的账号也登不上",
        "这样不对了吧", "我昨天充了100块。一直没到账。客服也不理人。", "为什么？？？",
        "怎么回事？急！", "在吗？我充值没到账", "顺便问下手续费多少", "also",
        "I also did not get my coins", "Is it lost? I paid yesterday", "是的是的", "对了"}) {
    INFO(text);
    CHECK(utterances_of(text).empty());
  }
}

TEST_CASE("a list of more wishes than anybody answers at once, or a long story, is one message") {
  CHECK(utterances_of("怎么退款？怎么提现？怎么开票？怎么注销？").empty());
  std::string story = "怎么退款？";
  for (int i = 0; i < 30; ++i) story += "我昨天充值没到账";
  CHECK(utterances_of(story + "，另外怎么提现？").empty());
}
