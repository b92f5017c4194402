#include "conversation/complaint_subject.hpp"

#include <catch2/catch.hpp>

using yingda::conversation::holds_complaint_subject;

TEST_CASE("the subject line of a complaint is found wherever it stands") {
  for (const char* text :
       {"投诉-20261120002-付款未到账",
        "你好，我这边有个事：\n投诉-20261120002-付款未到账\n麻烦尽快",
        "标题：投诉—20261120002—卡密无效", "客服在吗 投诉 - ２０２６１１２０００２ - 没到账，急",
        "我要投诉/20261120002/没人处理"}) {
    CAPTURE(text);
    CHECK(holds_complaint_subject(text));
  }
}

TEST_CASE("what only looks like it, is denied or taken back, is none") {
  for (const char* text :
       {"怎么投诉", "投诉-建议在哪提交", "投诉-12-3", "投诉20261120002", "投诉-20261120002-",
        "我没有投诉-20261120002-未到账", "取消投诉-20261120002-未到账",
        "投诉-20261120002-未到账 已经解决了", "订单-20261120002-未到账", ""}) {
    CAPTURE(text);
    CHECK_FALSE(holds_complaint_subject(text));
  }
}
