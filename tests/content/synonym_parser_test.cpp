#include "content/synonym_parser.hpp"

#include <catch2/catch.hpp>

#include "support.hpp"

using namespace yingda::content;

namespace {

std::string wrong(const std::string& yaml) {
  std::vector<Finding> findings;
  parse_synonyms("s.yaml", yaml, findings);
  return test::lines(findings);
}

const std::string article =
    "---\nid: refund\ntitle: Refund\nlocale: en\nquestions: [refund my order]\n---\nText.\n";

}  // namespace

TEST_CASE("synonyms are groups of words for each locale, in their normal form") {
  std::vector<Finding> findings;
  const auto parsed = parse_synonyms(
      "s.yaml", "zh-CN:\n  - [退款, 退钱]\nen:\n  - [Refund, money back]\n", findings);
  CHECK(findings.empty());
  CHECK(parsed.groups.at("zh-CN") == yingda::knowledge::SynonymGroups{{"退款", "退钱"}});
  CHECK(parsed.groups.at("en") == yingda::knowledge::SynonymGroups{{"refund", "money back"}});
  CHECK(wrong("") == "");
}

TEST_CASE("a synonym file that cannot be meant is found, with the place") {
  CHECK(wrong("- [a, b]\n") ==
        "s.yaml:1:1: error: expected a mapping from locales to groups of words, not a list "
        "[schema]\n");
  CHECK(wrong("chinese:\n  - [a, b]\n") ==
        "s.yaml:1:1: error: `chinese` is no locale; write for example `zh-CN` or `en` [schema]\n");
  CHECK(wrong("en: refund\n") ==
        "s.yaml:1:5: error: `en` must be a list of groups, not `refund` [schema]\n");
  CHECK(wrong("en:\n  - [refund]\n") ==
        "s.yaml:2:5: error: a group is a list of two words or more, like [refund, money back] "
        "[schema]\n");
  CHECK(wrong("en:\n  - [a, b]\n  - [c, B]\n") ==
        "s.yaml:3:9: error: `B` stands in line 2 already; a word belongs to one group [schema]\n");
  CHECK(wrong("en:\n  - [a, b, [c]]\n") ==
        "s.yaml:2:12: error: a synonym must be text, not a list [schema]\n");
}

TEST_CASE("the synonyms of a content directory reach its engine") {
  const auto load_with = [](const std::string& synonyms) {
    return load(
        Files{{"knowledge_base/refund.md", article}, {std::string(synonyms_file), synonyms}},
        test::small_config());
  };
  const auto loaded = load_with("en:\n  - [refund, reimbursement]\n");
  REQUIRE(loaded.ok());
  const auto found = loaded.catalog->engine->understand("reimbursement", {"en", ""});
  REQUIRE_FALSE(found.candidates.empty());
  CHECK(found.candidates[0].id == "refund");
  CHECK(test::contains(test::lines(load_with("zh-CN:\n  - [退款, 退钱]\n").findings),
                       "knowledge_base/synonyms.yaml:1:1: warning: no article is in `zh-CN` "
                       "[unknown-reference]\n"));
}
