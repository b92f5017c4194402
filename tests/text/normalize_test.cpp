#include "text/normalize.hpp"

#include <catch2/catch.hpp>
#include <cstdint>
#include <string>

#include "text/characters.hpp"

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

TEST_CASE("a message without letters is known by its signs") {
  CHECK(phrase_key("👍🏽 👍") == "👍");
  CHECK(phrase_key("？？？") == "?");
  CHECK(phrase_key("?!") == "?!");
  CHECK(phrase_key("❤️") == "❤");
  CHECK(phrase_key("到账了 👍") == match_key("到账了"));
  CHECK(phrase_key(" \n").empty());
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

namespace {

// By ICU whatever stands in the text: the soft hyphen, which folding takes away, is known to it
// alone.
std::string normalized_by_icu(const std::string& text) { return normalize(text + "\u00ad"); }

}  // namespace

TEST_CASE("the characters that most messages are made of are folded as ICU folds them") {
  for (char32_t c = 1; c < 0x10000; ++c) {
    if (c >= 0xD800 && c <= 0xDFFF) continue;
    std::string text = "a";
    append_utf8(text, c);
    text += "退";
    if (normalize(text) == normalized_by_icu(text)) continue;
    FAIL("U+" << std::hex << static_cast<std::uint32_t>(c) << ": " << normalize(text));
  }
  const std::string sentence = "  您好，“ＶＩＰ”會員　的訂單（No.１２）——在哪裡？《退款》、谢谢。 ";
  CHECK(normalize(sentence) == normalized_by_icu(sentence));
}
