#include "dialogue/wording.hpp"

#include <catch2/catch.hpp>
#include <string>

using namespace yingda::dialogue;

TEST_CASE("a question asks how things are") {
  for (const char* text :
       {"退款多久到账？", "为什么还没到", "退款要手续费吗", "how long does it take",
        "is it on the way?", "what is a refund", "can you tell me how it works"}) {
    INFO(text);
    CHECK(asks(text));
  }
}

TEST_CASE("a wish in the clothes of a question is none") {
  for (const char* text : {"可以退款吗", "能补发吗", "退款吧", "can I have a refund",
                           "refund please", "do it again", "whatever"}) {
    INFO(text);
    CHECK_FALSE(asks(text));
  }
}

TEST_CASE("words that take something back") {
  for (const char* text :
       {"不对，订单号是20261120002", "我说错了", "No, it's 5", "sorry, 13800000001",
        "订单号应该是20261120002", "I meant the other one"}) {
    INFO(text);
    CHECK(takes_back(text));
  }
  for (const char* text : {"订单号是20261120002", "nothing works", "对的", "note 5"}) {
    INFO(text);
    CHECK_FALSE(takes_back(text));
  }
}

TEST_CASE("behind the words that take something back stands what is meant") {
  CHECK(behind_take_back("不对，是张三") == "张三");
  CHECK(behind_take_back("说错了，不对，话费") == "话费");
  CHECK(behind_take_back("No, it's Bob") == "Bob");
  CHECK(behind_take_back("张三") == "张三");
  CHECK(behind_take_back("不对") == "不对");
}

TEST_CASE("there is none: said alone, or beside what is no question") {
  for (const char* text : {"没有", "我真的不记得了", "订单号我忘了，手机号13800138001可以查",
                           "没有订单号，谢谢", "I don't have one"}) {
    INFO(text);
    CHECK(says_none(text));
  }
  for (const char* text : {"我不知道，订单号在哪里看？", "我没有，怎么查订单号？",
                           "不记得了，我去找找", "I don't remember, let me check"}) {
    INFO(text);
    CHECK_FALSE(says_none(text));
  }
}

TEST_CASE("a question that is asked of something else names it") {
  CHECK(asks_the_same_of("那微信呢？") == "微信");
  CHECK(asks_the_same_of("信用卡呢") == "信用卡");
  CHECK(asks_the_same_of("如果是海外的话呢") == "海外");
  CHECK(asks_the_same_of("What about PayPal?") == "paypal");
  for (const char* text :
       {"人呢", "那怎么办呢", "我的钱什么时候到呢", "呢", "微信", "那微信", "", "我的钱呢",
        "投诉呢", "what about", "and then what", "那我昨天申请的那笔一千块的退款呢"}) {
    INFO(text);
    CHECK(asks_the_same_of(text).empty());
  }
}
