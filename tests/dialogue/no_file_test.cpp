#include "dialogue/no_file.hpp"

#include <catch2/catch.hpp>

using namespace yingda::dialogue;

TEST_CASE("that nothing can be sent is said in many ways") {
  for (const char* text :
       {"没有照片", "没有", "拍不了照", "拍不了", "我没有截图", "现在发不了图片", "手机拍不了照片",
        "没截图", "no photo", "I can't", "I don't have a photo",
        "sorry, i cannot take a picture right now", "no screenshot"}) {
    INFO(text);
    CHECK(has_no_file(text));
  }
}

TEST_CASE("what tells more than that is a description") {
  for (const char* text : {"没有收到货", "拍照的时候卡已经刮花了", "照片发错了", "怎么上传照片",
                           "the picture shows no code", "no code on the card", "等下发"}) {
    INFO(text);
    CHECK_FALSE(has_no_file(text));
  }
}
