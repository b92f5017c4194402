#include "text/csv.hpp"

#include <catch2/catch.hpp>

using yingda::text::csv_rows;
using Cells = std::vector<std::string>;

TEST_CASE("cells hold commas, quotes and line ends when they are quoted") {
  const auto rows = csv_rows(
      "\xEF\xBB\xBF"
      "a,\"b,\"\"c\"\"\"\r\n\"x\ny\",\"\"\n\n最后,一行");
  REQUIRE(rows);
  REQUIRE(rows->size() == 3);
  CHECK((*rows)[0].cells == Cells{"a", "b,\"c\""});
  CHECK((*rows)[1].cells == Cells{"x\ny", ""});
  CHECK((*rows)[2].cells == Cells{"最后", "一行"});
  CHECK((*rows)[1].line == 2);
  CHECK((*rows)[2].line == 5);
}

TEST_CASE("a quote that is never closed is a fault, one at the very end is not") {
  CHECK_FALSE(csv_rows("a,\"b\nc"));
  CHECK(csv_rows("a,\"b\"")->front().cells == Cells{"a", "b"});
  CHECK(csv_rows("")->empty());
}

TEST_CASE("what is written is read back, and no cell becomes a formula") {
  using yingda::text::csv_line;
  const Cells plain{"", "李敏", "a,b", "x\"y", "1\n2", "-3.5", "12"};
  const auto again = csv_rows(csv_line(plain));
  REQUIRE(again);
  CHECK(again->front().cells == plain);
  for (const std::string evil :
       {"=cmd|' /C calc'!A0", "+1+1", "-1+1", "@SUM(A1)", "\t=1", "＝1", "－x", "\r=1"}) {
    INFO(evil);
    CHECK(csv_line({evil}) == "\"'" + evil + "\"\r\n");
  }
  CHECK(csv_line({"", "a"}) == ",a\r\n");
}
