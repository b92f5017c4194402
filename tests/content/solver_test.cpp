#include "content/solver.hpp"

#include <catch2/catch.hpp>

#include "content/language.hpp"

using namespace yingda;
using namespace yingda::content;

namespace {

bool possible(const std::string& source, Domain domain = {}) {
  Case all([domain](const std::string&) { return domain; });
  all.assume(dialogue::Expression::parse(source).value(), true);
  return all.possible();
}

Domain only(dialogue::SlotType type, const std::set<std::string>& options = {}) {
  Domain out;
  out.anything = false;
  out.add(type, options);
  return out;
}

}  // namespace

TEST_CASE("conditions that may hold are never called impossible") {
  for (const auto* source :
       {"n",
        "not n",
        "n > 5",
        "n > 5 and n < 6",
        "n >= 5 and n <= 5",
        "n > 5 or n < 3",
        "n != 3 and n != 4",
        "n is set and n != \"\"",
        "n is not set",
        "n == n",
        "n + 1 > 5 and n < 5",
        "n * 3 == 1",
        "n / 2 > 1 and n < 3",
        "n - n == 0",
        "n < m and m < n",
        "n == \"a\" or false",
        "n in [\"a\", 3] and n != \"a\"",
        "n contains \"a\" and not n contains \"b\"",
        "n contains \"a\" and n contains \"b\" and n != \"ab\"",
        "n contains \"a\" and n contains \"b\" and n contains \"c\" and not n contains \"d\" and "
        "not n contains \"ab\"",
        "\"a\" in n and not \"b\" in n",
        "n > \"2026-01-01\" and n < \"2026-01-02\"",
        "n == \"15.00\" and n == 15",
        "n == true",
        "n == \"true\"",
        "not (n > 5 and n < 3)",
        "n > 0 and n < 0.001",
        "n == 1000000000",
        "n > m and n < 3",
        "slots.n == 3 and n == 3"}) {
    INFO(source);
    CHECK(possible(source));
  }
}

TEST_CASE("contradictions are seen") {
  for (const auto* source :
       {"false", "1 > 2", "n > 5 and n < 3", "n > 5 and not n > 4", "n == 3 and n == 4",
        "n == \"a\" and n == \"b\"", "n is set and n is not set", "n != n", "n in []",
        "n + 1 > 5 and n < 4", "n * 2 > 10 and n < 5", "slots.n == 3 and n == 4",
        "not (n is set or n is not set)", "n - n > 0", "(n > 5 or n < 3) and n == 4",
        "m == 1 and n > 5 and n < 3"}) {
    INFO(source);
    CHECK_FALSE(possible(source));
  }
}

TEST_CASE("what a slot may hold decides with") {
  const auto flag = only(dialogue::SlotType::boolean);
  CHECK(possible("not n", flag));
  CHECK(possible("n != true and n != false", flag));  // it may be not set
  auto given = flag;
  given.unset = false;
  CHECK_FALSE(possible("n != true and n != false", given));
  const auto choice = only(dialogue::SlotType::choice, {"a", "b"});
  CHECK(possible("n == \"b\"", choice));
  CHECK_FALSE(possible("n == \"c\"", choice));
  CHECK(possible("n != \"a\" and n is set", choice));
  CHECK_FALSE(possible("n != \"a\" and n != \"b\" and n is set", choice));
  // A list holds the one without the other; a text does not.
  const auto part = "n contains \"ab\" and not n contains \"a\"";
  CHECK(possible(part));
  CHECK_FALSE(possible(part, only(dialogue::SlotType::text)));
  const auto money = only(dialogue::SlotType::money);
  CHECK(possible("n > 500 and n < 500.5", money));
  CHECK(possible("n == \"15.00\"", money));
  CHECK_FALSE(possible("n == \"much\"", money));
}

TEST_CASE("patterns are held against all that a type may be") {
  const auto* phone = "1[0-9]{10}";
  for (const auto* pattern : {"1.*", "\\d{11}", "13\\d+", "^1[3-9]\\d{9}$", "(?:13|15)\\d{9}|x",
                              "[^a-z]+", "(?i)x", "\\bx", "1\\d*?0", "[[:digit:]]+", "\\p{N}+"}) {
    INFO(pattern);
    CHECK_FALSE(have_nothing_in_common(pattern, phone));
  }
  for (const auto* pattern : {"[a-z]{3}", "\\d{3}", "\\d{12,}", "2\\d{10}", "1\\d{9}x", "",
                              "(?:a|b)+", "[^0-9]+", "1\\D{10}", "1{12}", "一二三"}) {
    INFO(pattern);
    CHECK(have_nothing_in_common(pattern, phone));
  }
  // What is too large to be looked through is not called impossible.
  CHECK_FALSE(have_nothing_in_common("(a{100}){100}", phone));
  CHECK_FALSE(have_nothing_in_common("(", phone));
}
