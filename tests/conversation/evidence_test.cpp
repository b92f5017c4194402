// Files among words: what the bot makes of them.

#include <catch2/catch.hpp>

#include "support/talk.hpp"

using namespace yingda;
using namespace yingda::testing;

TEST_CASE("words that come with a file are not called incomprehensible when they explain it") {
  Talk talk(catalog_of("flows: {}\n"));
  const auto heard = said(talk.rehearsal().send_file("付款截图.png", "这是付款截图"));
  CHECK(heard.find("文件收到了") != std::string::npos);
  CHECK(heard.find("您遇到了什么问题？") != std::string::npos);
  CHECK(heard.find("没有理解") == std::string::npos);
  CHECK_FALSE(talk.with_person());
  talk.say("啊啊啊");
  CHECK(talk.with_person());
}

TEST_CASE("to whoever waits, files and their words are one thing that was sent, and one line") {
  Talk talk(catalog_of("flows: {}\n"));
  talk.human();
  const auto heard = said(talk.rehearsal().send_file("付款.png", "这是付款截图"));
  CHECK(has(heard, "已补充到工单"));
  CHECK(heard.find("已补充", heard.find("已补充") + 1) == std::string::npos);
  CHECK(talk.say("还有一句").empty());  // typed in one go with them
}
