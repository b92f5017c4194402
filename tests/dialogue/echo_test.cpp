// Yes and no said by the question's own words.

#include "dialogue/echo.hpp"

#include <catch2/catch.hpp>

using namespace yingda::dialogue;

TEST_CASE("what is asked, said again, is yes") {
  for (const char* answer : {"加急", "加急吧", "帮我加急", "我要加急", "加急处理", "请加急，谢谢",
                             "最好加急", "能加急就加急"}) {
    INFO(answer);
    CHECK(echoed("要加急吗？", answer) == true);
  }
  CHECK(echoed("内容都对，现在提交吗？", "提交") == true);
  CHECK(echoed("需要开发票吗？", "开") == true);
  CHECK(echoed("需要开发票吗？", "开发票") == true);
  CHECK(echoed("您收到了吗？", "到了") == true);
  CHECK(echoed("到账了吗？", "到了到了，谢谢") == true);
  CHECK(echoed("到账了吗？", "到啦") == true);
  CHECK(echoed("要加急吗？", "加急呗") == true);
  CHECK(echoed("收到短信了吗？", "早收到了") == true);
  CHECK(echoed("收到短信了吗？", "刚收到") == true);
  CHECK(echoed("收到短信了吗？", "从来没收到") == false);
  CHECK(echoed("是本人下的单吗？", "本人下的单") == true);
  CHECK(echoed("Do you want it expedited?", "expedite please") == true);
  CHECK(echoed("Do you want it expedited?", "I'd like it expedited") == true);
}

TEST_CASE("what is asked, denied, is no") {
  CHECK(echoed("要加急吗？", "不加急") == false);
  CHECK(echoed("要加急吗？", "不用加急了吧") == false);
  CHECK(echoed("要加急吗？", "算了不加急了") == false);
  CHECK(echoed("您收到了吗？", "还没收到呢") == false);
  CHECK(echoed("您收到了吗？", "没到") == false);
  CHECK(echoed("Do you want it expedited?", "don't expedite it") == false);
}

TEST_CASE("who it was is told by who it was") {
  for (const char* answer : {"本人", "我自己", "我下的", "我自己下的。"}) {
    INFO(answer);
    CHECK(echoed("是本人下的单吗？", answer) == true);
  }
  for (const char* answer : {"朋友", "不是本人", "我妈", "别人下的"}) {
    INFO(answer);
    CHECK(echoed("是本人下的单吗？", answer) == false);
  }
  CHECK(echoed("Did you order it yourself?", "me") == true);
  CHECK(echoed("Did you order it yourself?", "my son") == false);
  CHECK(echoed("要加急吗？", "我自己") == std::nullopt);
  CHECK(echoed("收货人是朋友吗？", "本人") == std::nullopt);
}

TEST_CASE("other words are neither") {
  for (const char* answer :
       {"加急就算了", "加急费太贵", "加急吧不用了", "加急个屁", "加急要等", "加急？", "加急过了"}) {
    INFO(answer);
    CHECK(echoed("要加急吗？", answer) == std::nullopt);
  }
  CHECK(echoed("需要开发票吗？", "开发票太麻烦") == std::nullopt);
  CHECK(echoed("Should we expedite it?", "should") == std::nullopt);
  CHECK(echoed("要加急吗？", "不加急不行") == true);
  for (const char* answer : {"很急", "加急多少钱？", "要多久", "50", "不是不加急", "手机", ""}) {
    INFO(answer);
    CHECK(echoed("要加急吗？", answer) == std::nullopt);
  }
  CHECK(echoed("Express?", "no") == std::nullopt);
  CHECK(echoed("", "加急") == std::nullopt);
}

TEST_CASE("a question that denies is agreed to by its denial") {
  using yingda::dialogue::echoed;
  CHECK(echoed("Would you like it without a driver?", "without a driver") == true);
  CHECK(echoed("Would you like it without a driver?", "no driver") == true);
  CHECK(echoed("Do you need a child seat?", "no child seat") == false);
  CHECK(echoed("Do you need a child seat?", "a child seat please") == true);
}
