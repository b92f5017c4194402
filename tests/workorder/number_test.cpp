#include "workorder/number.hpp"

#include <catch2/catch.hpp>

using namespace yingda::workorder;

TEST_CASE("a number names the day, counts and carries its check digit") {
  CHECK(make_number("20261121", 42) == "GD20261121-0042-8");
  CHECK(make_number("20261121", 12345).starts_with("GD20261121-12345-"));
  CHECK(valid_number("GD20261121-0042-8"));
}

TEST_CASE("every single wrong digit is found") {
  const std::string right = make_number("20261121", 42);
  for (std::size_t at = 2; at < right.size(); ++at) {
    if (right[at] == '-') continue;
    for (char digit = '0'; digit <= '9'; ++digit) {
      if (digit == right[at]) continue;
      std::string wrong = right;
      wrong[at] = digit;
      INFO(wrong);
      CHECK_FALSE(valid_number(wrong));
    }
  }
}

TEST_CASE("a number is read however it was typed") {
  for (const char* typed :
       {"GD20261121-0042-8", "gd20261121-0042-8", " GD20261121 - 0042 - 8 ", "20261121-0042-8",
        "GD2026112100428", "2026112100428", "20261121 0042 8", "ＧＤ２０２６１１２１－００４２－８",
        "ｇｄ２０２６１１２１—００４２–８", "GD 20261121−0042−8", "GD20261121-42-8",
        "gd　20261121ー0042ー8", "GD20261121一0042一8"}) {
    INFO(typed);
    CHECK(normal_number(typed) == "GD20261121-0042-8");
  }
  CHECK(normal_number("20261121-12345-0") == "GD20261121-12345-0");
}

TEST_CASE("what cannot be a number stays as it was typed") {
  for (const char* text : {"", "GD", "GD-1", "GD2026112A-0042-8", "20261121", "13800138000",
                           "我的工单", "GD20261121-0042-8x", "\xEF\xBC", "20261120001"}) {
    INFO(text);
    CHECK(normal_number(text) == text);
  }
}

TEST_CASE("what is not a number at all is refused") {
  for (const char* text :
       {"", "GD", "GD20261121-0042", "GD20261121-42-8", "gd20261121-0042-8", "GD20261121-0042-8 ",
        "XX20261121-0042-8", "GD2026112A-0042-8", "GD20261121-00428"}) {
    INFO(text);
    CHECK_FALSE(valid_number(text));
  }
}
