#include "content/article_parser.hpp"

#include <catch2/catch.hpp>

#include "support.hpp"

using namespace yingda;
using namespace yingda::content;
using namespace yingda::content::test;

namespace {

const std::string good =
    "---\nid: top-up\ntitle: 充值没到账怎么办？\nlocale: zh-CN\nquestions:\n  - 充值没到账\n"
    "  - 钱扣了没到账\ntags: [充值]\ndepartment: topup\nvalid_from: 2026-01-01\n"
    "valid_to: 2026-12-31\n---\n一般 **10 分钟** 到账。\n\n1. 看状态\n2. 点「未到账」\n";

std::string problems(const std::string& bytes) {
  std::vector<Finding> findings;
  parse_article("knowledge_base/a.md", bytes, findings);
  return lines(findings);
}

// An article with an id, a locale and one question.
std::string article(const std::string& id, const std::string& locale, const std::string& question,
                    const std::string& more = "") {
  return "---\nid: " + id + "\ntitle: t\nlocale: " + locale + "\nquestions: [" + question + "]\n" +
         more + "---\nbody\n";
}

std::string checked(const Files& files) {
  LoadOptions options;
  options.now = parse_rfc3339("2026-11-21T00:00:00Z").value();
  options.train = false;
  return lines(load(files, small_config(), options).findings);
}

}  // namespace

TEST_CASE("an article is read with plain text and tree") {
  std::vector<Finding> findings;
  const auto got = parse_article("knowledge_base/a.md", good, findings);
  REQUIRE(got);
  CHECK(lines(findings).empty());
  CHECK(got->article.id == "top-up");
  CHECK(got->article.questions.size() == 2);
  CHECK(got->questions_at[1].line == 7);
  CHECK(got->valid_to == "20261231");
  CHECK(got->article.text == "一般 10 分钟 到账。\n1. 看状态\n2. 点「未到账」");
  REQUIRE(got->article.rich.size() == 2);
  CHECK(got->article.rich[1].kind == "ol");
}

TEST_CASE("carriage returns and a byte order mark do not matter") {
  std::string windows = "\xEF\xBB\xBF";
  for (const char c : good) windows += c == '\n' ? std::string("\r\n") : std::string(1, c);
  std::vector<Finding> findings;
  const auto got = parse_article("knowledge_base/a.md", windows, findings);
  REQUIRE(got);
  CHECK(lines(findings).empty());
  CHECK(got->article.title == "充值没到账怎么办？");
}

TEST_CASE("what is wrong in front matter is said with its line") {
  CHECK(contains(problems("no front matter"), "begins with front matter"));
  CHECK(contains(problems("---\nid: a\n"), "begins with front matter"));
  CHECK(contains(problems("---\ntitle: t\nlocale: en\n---\nx"), "needs `id`"));
  CHECK(contains(problems("---\nid: A b\ntitle: t\nlocale: en\n---\nx"),
                 "knowledge_base/a.md:2:5: error: `A b` is no article id"));
  CHECK(contains(problems("---\nid: a\ntitel: t\nlocale: en\n---\nx"), "did you mean `title`?"));
  CHECK(contains(problems("---\nid: a\ntitle: t\nlocale: english!\n---\nx"), "is no locale"));
  CHECK(contains(problems("---\nid: a\ntitle: t\nlocale: en\nvalid_to: soon\n---\nx"),
                 "a day like 2026-01-31"));
  CHECK(contains(problems("---\nid: a\ntitle: t\nlocale: en\nvalid_to: 2026-02-30\n---\nx"),
                 "a day like 2026-01-31"));
  CHECK(contains(problems("---\nid: a\ntitle: t\nlocale: en\n---\n\n"), "has no text"));
  CHECK(contains(problems("---\nid: a\ntitle: t: u\n---\nx"), "no valid YAML"));
}

TEST_CASE("README.md is no article") {
  CHECK(is_article_file("knowledge_base/zh-CN/a.md"));
  CHECK_FALSE(is_article_file("knowledge_base/README.md"));
  CHECK_FALSE(is_article_file("knowledge_base/zh-CN/README.md"));
  CHECK_FALSE(is_article_file("docs/a.md"));
}

TEST_CASE("one id in two files of one language is an error, translations are not") {
  CHECK(contains(
      checked({{"knowledge_base/a.md", article("x", "zh-CN", "甲")},
               {"knowledge_base/b.md", article("x", "zh-CN", "乙")}}),
      "knowledge_base/b.md:2:5: error: article `x` (zh-CN) is also in knowledge_base/a.md"));
  CHECK(checked({{"knowledge_base/a.md", article("x", "zh-CN", "甲")},
                 {"knowledge_base/b.md", article("x", "en", "a")}}) == "");
}

TEST_CASE("one fault in an article does not hide another until the next run") {
  const std::string nowhere = "---\nid: x\ntitle: t\nquestions: [甲]\n---\nbody\n";
  // It counts as written in the content's first language until it says otherwise.
  const auto unsaid = checked({{"knowledge_base/a.md", nowhere},
                               {"knowledge_base/b.md", article("x", "zh-CN", "甲")},
                               {"knowledge_base/c.md", article("y", "chinese!", "甲")}});
  CHECK(contains(unsaid, "a.md:2:1: error: an article's front matter needs `locale`"));
  CHECK(contains(unsaid, "b.md:2:5: error: article `x` (zh-CN) is also in knowledge_base/a.md"));
  CHECK(contains(unsaid, "c.md:4:9: error: `chinese!` is no locale"));
  CHECK(contains(unsaid, "c.md:5:13: warning: the question `甲` also belongs to article `x`"));
  // Nor is a flow told that an article is missing that only lacks its language.
  CHECK_FALSE(
      contains(checked({{"knowledge_base/a.md", nowhere},
                        {"flows/a.yaml", "flows: {f: {triggers: [去], steps: [{answer: x}]}}"}}),
               "there is no article"));
  const auto nameless =
      checked({{"knowledge_base/a.md",
                "---\ntitle: t\nlocale: zh-CN\nquestions: [甲]\ndepartment: topp\n---\n\xFF\n"},
               {"knowledge_base/b.md",
                "---\ntitle: t\nlocale: zh-CN\nquestions: [甲]\n---\n[x](help.html)\n"}});
  CHECK(contains(nameless, "a.md:2:1: error: an article's front matter needs `id`"));
  CHECK(contains(nameless, "a.md:7:1: error: not UTF-8 text"));
  CHECK(contains(nameless, "a.md:5:13: error: there is no team `topp`"));
  CHECK(contains(nameless, "b.md:2:1: error: an article's front matter needs `id`"));
  CHECK_FALSE(contains(nameless, "article `` "));
  CHECK(contains(nameless, "b.md:6:5: warning: the link `help.html`"));
  // Front matter that is no YAML does not hide what is wrong with the text, nor the other way
  // round.
  const auto both = problems("---\nid: a\ntitle: t: u\n---\n[x](help.html)\n");
  CHECK(contains(both, "no valid YAML"));
  CHECK(contains(both, "the link `help.html`"));
  const auto empty = problems("---\nid: ''\ntitle: ' '\nlocale: ''\n---\nab\xFF\n");
  CHECK(contains(empty, "2:5: error: `id` is empty"));
  CHECK(contains(empty, "3:8: error: `title` is empty"));
  CHECK(contains(empty, "4:9: error: `locale` is empty"));
  CHECK(contains(empty, "6:3: error: not UTF-8 text"));
  CHECK(contains(problems("---\nid: a\ntitle: t\nlocale: en\n---\nab" + std::string(1, '\0')),
                 "6:3: error: not UTF-8 text"));
}

TEST_CASE("a question that two entries claim is a warning, whatever its punctuation") {
  CHECK(contains(checked({{"knowledge_base/a.md", article("x", "zh-CN", "充值没到账")},
                          {"knowledge_base/b.md", article("y", "zh-CN", "充值没到账？")}}),
                 "knowledge_base/b.md:5:13: warning: the question `充值没到账？` also belongs to "
                 "article `x`"));
  CHECK(contains(checked({{"knowledge_base/a.md", article("x", "zh-CN", "去吧")},
                          {"flows/a.yaml", "flows: {f: {triggers: [去吧！], steps: [{say: a}]}}"}}),
                 "also belongs to flow `f`"));
}

TEST_CASE("gaps in articles are warnings") {
  CHECK(contains(checked({{"knowledge_base/a.md", article("x", "en", "q")}}),
                 "has no text in zh-CN"));
  CHECK(contains(checked({{"knowledge_base/a.md", article("x", "zh-CN", "")}}),
                 "has no `questions`"));
  CHECK(contains(
      checked({{"knowledge_base/a.md", article("x", "zh-CN", "q", "valid_to: 2026-11-20\n")}}),
      "no longer valid"));
  CHECK(checked({{"knowledge_base/a.md", article("x", "zh-CN", "q", "valid_to: 2026-11-21\n")}}) ==
        "");
  CHECK(contains(
      checked({{"knowledge_base/a.md", article("x", "zh-CN", "q", "valid_from: 2026-11-22\n")}}),
      "not valid yet"));
  CHECK(
      contains(checked({{"knowledge_base/a.md", article("x", "zh-CN", "q", "department: topp\n")}}),
               "error: there is no team `topp` (did you mean `topup`?)"));
}
