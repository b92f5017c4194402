#include "text/characters.hpp"

#include <catch2/catch.hpp>

using namespace yingda::text;

TEST_CASE("characters are counted, not bytes") {
  CHECK(characters("") == 0);
  CHECK(characters("abc") == 3);
  CHECK(characters("退款") == 2);
  CHECK(characters("a退😀") == 3);
}

TEST_CASE("broken UTF-8 is found and never read as something else") {
  CHECK(valid_utf8("退款 ok 😀"));
  for (const std::string_view broken :
       {"\x80", "\xC0\xAF", "\xE0\x80\xAF", "\xED\xA0\x80", "\xF4\x90\x80\x80", "\xF5\x80\x80\x80",
        "\xE9\x80", "a\xFF"}) {
    CAPTURE(broken);
    CHECK_FALSE(valid_utf8(broken));
  }
  CHECK(characters("a\xFF") == 2);
  CHECK(decode("\xE9\x80")[0] == 0xFFFD);
}

TEST_CASE("decoding and encoding are each other's inverse") {
  for (const std::string_view text : {"", "abc", "é", "退款", "😀𠮷"}) {
    CHECK(encode(decode(text)) == text);
  }
}

TEST_CASE("trim takes off every kind of white space and the invisible") {
  CHECK(trim("  \t\n退款\u3000\u200b ") == "退款");
  CHECK(trim(" a b ") == "a b");
  CHECK(trim("\u200b\u3000").empty());
}

TEST_CASE("a text with one Chinese character is Chinese") {
  CHECK(has_han("VIP 怎么开"));
  CHECK(has_han("𠮷"));
  CHECK_FALSE(has_han("how much?"));
  CHECK_FALSE(has_han("ひらがな。"));
}

TEST_CASE("what nobody sees and what turns words around is left out of them") {
  using yingda::text::without_controls;
  CHECK(without_controls("一\t二\n三") == "一\t二\n三");
  CHECK(without_controls("a\r\nb\rc\r") == "a\nb\nc\n");
  CHECK(without_controls(std::string("a\0b\x07\x1b\x7f", 6)) == "ab");
  CHECK(without_controls("\u0085a\u009f") == "a");
  CHECK(without_controls("a\u202etxt.exe\u2066b\u2069") == "atxt.exeb");
  // Marks that only join or hint stay: emoji and mixed scripts need them.
  CHECK(without_controls("👨\u200d👩\u200e") == "👨\u200d👩\u200e");
  CHECK(without_controls("\xff") == "\xff");
}
