#include "text/normalize.hpp"

#include <catch2/catch.hpp>

using namespace yingda::text;

TEST_CASE("spellings of the same text have one normal form") {
  CHECK(normalize("ＡＢＣ１２３") == "abc123");
  CHECK(normalize("  Hello \t\n World ") == "hello world");
  CHECK(normalize("退\u200b款") == "退款");
  CHECK(normalize("ｶﾞ") == "ガ");
  CHECK(normalize("STRASSE") == normalize("straße"));
  CHECK(normalize("①") == "1");
  CHECK(normalize("\u202e款退") == "款退");
}

TEST_CASE("traditional characters become simplified ones") {
  CHECK(normalize("儲值未到賬，賬號被凍結") == "储值未到账,账号被冻结");
  CHECK(match_key("怎麼退費？") == match_key("怎么退费"));
  CHECK(normalize("ガ") == "ガ");
}

TEST_CASE("normalising twice changes nothing") {
  for (const std::string_view text : {"ＡＢ　Ｃ", "a  b", "İstanbul", "\xFF\xFE", "退 款？"}) {
    CHECK(normalize(normalize(text)) == normalize(text));
  }
}

TEST_CASE("the match key leaves out punctuation and blanks beside Chinese") {
  CHECK(match_key("怎么退款？") == "怎么退款");
  CHECK(match_key(" 怎么 退款 !! ") == "怎么退款");
  CHECK(match_key("How do I get a refund?") == "how do i get a refund");
  CHECK(match_key("don't") == "dont");
  CHECK(match_key("top-up") == "top up");
  CHECK(match_key("开 VIP 会员") == "开vip会员");
  CHECK(match_key("？！…").empty());
}
