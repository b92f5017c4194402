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

TEST_CASE("what is not a number at all is refused") {
  for (const char* text :
       {"", "GD", "GD20261121-0042", "GD20261121-42-8", "gd20261121-0042-8", "GD20261121-0042-8 ",
        "XX20261121-0042-8", "GD2026112A-0042-8", "GD20261121-00428"}) {
    INFO(text);
    CHECK_FALSE(valid_number(text));
  }
}
