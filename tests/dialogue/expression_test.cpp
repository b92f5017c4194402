#include "dialogue/expression.hpp"

#include <catch2/catch.hpp>
#include <map>

using namespace yingda::dialogue;

namespace {

const std::map<std::string, Value> slots{
    {"status", Value(std::string("processing"))},
    {"amount", Value(std::string("15.00"))},
    {"minutes", Value(42.0)},
    {"urgent", Value(true)},
    {"flag", Value(std::string("true"))},
    {"order.status", Value(std::string("delivered"))},
    {"code", Value(std::string("007"))},
    {"paid_at", Value(std::string("2026-11-20 15:04"))},
    {"tags", Value(std::vector<std::string>{"vip", "new"})},
    {"empty", Value(std::string())},
};

Value look_up(const std::string& name) {
  const auto at = slots.find(name);
  return at == slots.end() ? Value() : at->second;
}

Value evaluate(const std::string& source) {
  const auto parsed = Expression::parse(source);
  INFO(source);
  if (!parsed) FAIL(parsed.error().detail);
  return parsed->evaluate(look_up);
}

std::string problem(const std::string& source) {
  const auto parsed = Expression::parse(source);
  INFO(source);
  if (parsed) FAIL("parsed");
  CHECK(parsed.error().code == yingda::ErrorCode::invalid);
  return parsed.error().detail;
}

}  // namespace

TEST_CASE("conditions hold or do not") {
  for (const std::string holds : {"status == \"processing\"",
                                  "status == 'processing'",
                                  "status != \"paid\"",
                                  "minutes > 30",
                                  "minutes >= 42",
                                  "minutes <= 42",
                                  "not (minutes < 42)",
                                  "urgent",
                                  "urgent == true",
                                  "status in [\"paid\", \"processing\"]",
                                  "minutes in [1, 42]",
                                  "status not in [\"paid\"]",
                                  "\"vip\" in tags",
                                  "\"old\" not in tags",
                                  "order.status == \"delivered\"",
                                  "slots.order.status == \"delivered\"",
                                  "status is set",
                                  "nothing is not set",
                                  "empty is set",
                                  "nothing == null",
                                  "urgent and minutes > 30 or false",
                                  "false or urgent and true",
                                  "not false and true",
                                  "not not urgent",
                                  "-minutes < 0",
                                  "paid_at < \"2026-11-21 00:00\"",
                                  "nothing not in [1]"}) {
    INFO(holds);
    CHECK(evaluate(holds) == Value(true));
  }
  for (const std::string fails :
       {"status == \"paid\"", "minutes < 30", "nothing < 5", "nothing > 5", "nothing == 0",
        "nothing is set", "status is not set", "urgent and false", "status < 5", "not urgent",
        "tags == \"vip\"", "urgent == 1", "\"a\" in status", "1 in nothing"}) {
    INFO(fails);
    CHECK(evaluate(fails) == Value(false));
  }
}

TEST_CASE("a text that is a number compares with numbers as one") {
  CHECK(evaluate("amount == 15") == Value(true));
  CHECK(evaluate("amount > 9") == Value(true));
  CHECK(evaluate("amount < \"9.00\"") == Value(false));
  CHECK(evaluate("15 in [amount]") == Value(true));
  CHECK(evaluate("flag == true") == Value(true));
  SECTION("but two texts are equal letter by letter only") {
    CHECK(evaluate("code == \"7\"") == Value(false));
    CHECK(evaluate("code == 7") == Value(true));
  }
}

TEST_CASE("arithmetic follows the usual order and never fails") {
  CHECK(evaluate("1 + 2 * 3") == Value(7.0));
  CHECK(evaluate("(1 + 2) * 3") == Value(9.0));
  CHECK(evaluate("10 - 3 - 2") == Value(5.0));
  CHECK(evaluate("12 / 4 / 3") == Value(1.0));
  CHECK(evaluate("amount * 2") == Value(30.0));
  CHECK(evaluate("-2 - -3") == Value(1.0));
  CHECK(evaluate("1.5 + 0.5 == 2 or false") == Value(true));
}

TEST_CASE("what makes no sense is null") {
  for (const std::string source : {"1 / 0", "status * 2", "nothing + 1", "tags - 1", "null"}) {
    INFO(source);
    CHECK(evaluate(source) == Value());
  }
}

TEST_CASE("literals are values") {
  CHECK(evaluate("\"a \\\"b\\\"\"") == Value(std::string("a \"b\"")));
  CHECK(evaluate("'充值'") == Value(std::string("充值")));
  CHECK(evaluate("[1, \"b\"]") == Value(std::vector<std::string>{"1", "b"}));
  CHECK(evaluate("[]") == Value(std::vector<std::string>{}));
  CHECK(evaluate("2.50") == Value(2.5));
}

TEST_CASE("an expression knows the names it reads, each once") {
  const auto parsed = Expression::parse("slots.b == 1 and a.c > b or now is set");
  REQUIRE(parsed.has_value());
  CHECK(parsed->names() == std::vector<std::string>{"b", "a.c", "now"});
  CHECK(parsed->source() == "slots.b == 1 and a.c > b or now is set");
}

TEST_CASE("an error says the column, what is wrong and what to write") {
  CHECK(problem("") == "column 1: the expression is empty");
  CHECK(problem("a = 1") == "column 3: write == to compare");
  CHECK(problem("a && b") == "column 3: write and instead of &&");
  CHECK(problem("!a") == "column 1: write not instead of !");
  CHECK(problem("a == \"x") == "column 6: the text has no closing \"");
  CHECK(problem("\"充值\" == ") ==
        "column 9: the expression ends here, expected a name, a number, a text or (");
  CHECK(problem("(a == 1") ==
        "column 8: the expression ends here, expected ) for the ( at column 1");
  CHECK(problem("a is empty") ==
        "column 6: unexpected \"empty\", expected set (`x is set`, `x is not set`)");
  CHECK(problem("1 < a < 3") == "column 7: comparisons cannot be chained; join two with and");
  CHECK(problem("a b") == "column 3: unexpected \"b\", expected an operator such as == or the end");
  CHECK(problem("a in [1 2]") ==
        "column 9: unexpected \"2\", expected , or ] for the [ at column 6");
  CHECK(problem("“a” == 1") == "column 1: write \" instead of “");
  CHECK(problem("充值 == 1") == "column 1: unexpected \"充\"");
  CHECK(problem("12ab == 1").starts_with("column 1: \"12a…\" is not a number"));
}

TEST_CASE("nesting is limited and chains are not") {
  CHECK(Expression::parse(std::string(60, '(') + "a" + std::string(60, ')')).has_value());
  CHECK(problem(std::string(100'000, '(')).ends_with("nested deeper than 64"));
  CHECK(problem(std::string(100'000, '[')).ends_with("nested deeper than 64"));
  std::string chain = "a";
  for (int i = 0; i < 20'000; ++i) chain += " or a";
  const auto parsed = Expression::parse(chain);
  REQUIRE(parsed.has_value());
  CHECK(parsed->evaluate({}) == Value(false));
  CHECK(Expression::parse(std::string(100'000, '-') + "1").has_value());
}

TEST_CASE("any bytes are parsed or refused, never more") {
  const std::string alphabet =
      "a.1\"'()[],<>=!+-*/ \\\xE5\xFF"
      "notinisset";
  std::uint32_t state = 7;
  for (int round = 0; round < 3000; ++round) {
    std::string source;
    for (int i = 0; i < 24; ++i) {
      state = state * 1664525 + 1013904223;
      source += alphabet[(state >> 8) % alphabet.size()];
    }
    const auto parsed = Expression::parse(source);
    if (parsed) parsed->evaluate(look_up);
    if (!parsed) CHECK(parsed.error().detail.starts_with("column "));
  }
}

TEST_CASE("contains finds a part of a text and a text of a list") {
  for (const char* holds :
       {"status contains \"process\"", "tags contains \"vip\"", "status not contains \"paid\"",
        "not status contains \"paid\"", "status contains \"ing\" and minutes > 1"}) {
    INFO(holds);
    CHECK(truthy(evaluate(holds)));
  }
  for (const char* fails : {"nothing contains \"x\"", "minutes contains \"4\"",
                            "tags contains \"vi\"", "status contains nothing"}) {
    INFO(fails);
    CHECK_FALSE(truthy(evaluate(fails)));
  }
}
