#include "content/amendment.hpp"

#include <catch2/catch.hpp>

#include "content/article_parser.hpp"

using namespace yingda;
using namespace yingda::content;

namespace {

const std::string block =
    "---\nid: top-up\ntitle: 充值没到账怎么办？  # 客户原话\nlocale: zh-CN\nquestions:\n"
    "    - 充值没到账\n    - 'it''s late'   # 英文\ntags: [充值]\n---\n一般 **10 分钟** 到账。\n";

std::string flow(const std::string& list) {
  return "---\nid: a\ntitle: t\nlocale: en\nquestions: " + list + "\ntags: [x]\n---\nbody\n";
}

Files files() {
  return {
      {"knowledge_base/zh-CN/top-up.md", block},
      {"knowledge_base/zh-CN/other.md",
       "---\nid: other\ntitle: 别的\nlocale: zh-CN\nquestions: [怎么开发票]\n---\n点开发票。\n"},
      {"flows/a.yaml",
       "flows:\n  refund:\n    name: {zh-CN: 退款}\n    description: d\n    triggers:\n"
       "      zh-CN: [我要退款]\n    steps:\n      - say: {zh-CN: 好}\n"}};
}

Amendment wording(std::vector<std::string> questions, const std::string& article = "top-up") {
  return {AmendmentKind::variant, article, "zh-CN", std::move(questions), "", ""};
}

Amendment new_article(const std::string& id, const std::string& question) {
  Amendment out{AmendmentKind::article, id, "zh-CN", {}, learned_path("zh-CN", id), ""};
  out.file = article_file({id, "zh-CN", "新的", {question}, {}, "", "回答。"});
  return out;
}

}  // namespace

TEST_CASE("questions are added behind the others, and nothing else of the file changes") {
  const auto out = with_questions(block, {"话费几天了还没来", "no: really"});
  REQUIRE(out.has_value());
  std::string wanted = block;
  const std::string last = "    - 'it''s late'   # 英文\n";
  wanted.insert(wanted.find(last) + last.size(), "    - 话费几天了还没来\n    - \"no: really\"\n");
  CHECK(*out == wanted);
}

TEST_CASE("a list on one line stays on one line") {
  CHECK(with_questions(flow("[a, b]"), {"c d"}).value() == flow("[a, b, \"c d\"]"));
  CHECK(with_questions(flow("[\"a, ]\", 'b, ]' ]"), {"c"}).value() ==
        flow("[\"a, ]\", 'b, ]', \"c\" ]"));
}

TEST_CASE("an article without questions gets its first ones, and carriage returns stay") {
  const std::string none = "---\r\nid: a\r\ntitle: t\r\nlocale: en\r\n---\r\nbody\r\n";
  CHECK(with_questions(none, {"how"}).value() ==
        "---\r\nid: a\r\ntitle: t\r\nlocale: en\r\nquestions:\r\n  - how\r\n---\r\nbody\r\n");
  const std::string windows =
      "---\r\nid: a\r\ntitle: t\r\nlocale: en\r\nquestions:\r\n- one\r\n---\r\nbody\r\n";
  CHECK(
      with_questions(windows, {"two"}).value() ==
      "---\r\nid: a\r\ntitle: t\r\nlocale: en\r\nquestions:\r\n- one\r\n- two\r\n---\r\nbody\r\n");
}

TEST_CASE("what would be no text without quotes is quoted") {
  for (const char* question :
       {"yes", "1 day", "- a", "a: b", "a #b", "{x}", "*star", "it's", "42"}) {
    const auto out = with_questions(block, {question});
    INFO(question);
    REQUIRE(out.has_value());
    std::vector<Finding> findings;
    const auto parsed = parse_article("a.md", *out, findings);
    REQUIRE(parsed);
    CHECK(findings.empty());
    CHECK(parsed->article.questions.back() == question);
  }
}

TEST_CASE("a list that nothing can be added to by itself is left alone") {
  const std::string folded = flow("\n  - >-\n    one\n    two");
  CHECK(with_questions(folded, {"c"}).error().code == ErrorCode::invalid);
  CHECK(with_questions("no front matter", {"c"}).error().code == ErrorCode::invalid);
}

TEST_CASE("an amendment says what it did, what was there and what belongs to others") {
  auto content = files();
  const auto out =
      amend(content, wording({"话费几天了还没来", "充值没到账？", "怎么开发票", "我要退款"}));
  CHECK(out.files == std::vector<std::string>{"knowledge_base/zh-CN/top-up.md"});
  CHECK(out.added == std::vector<std::string>{"话费几天了还没来"});
  CHECK(out.there == std::vector<std::string>{"充值没到账？"});
  CHECK(out.claimed == std::vector<std::string>{"\"怎么开发票\" belongs to article `other`",
                                                "\"我要退款\" belongs to flow `refund`"});
  CHECK_FALSE(out.over());
}

TEST_CASE("an amendment is over once the content holds it, or has no place for it") {
  auto content = files();
  REQUIRE(amend(content, wording({"话费几天了还没来"})).changes());
  const auto again = amend(content, wording({"话费几天了还没来"}));
  CHECK_FALSE(again.changes());
  CHECK(again.over());
  const auto gone = amend(content, wording({"话费几天了还没来"}, "gone"));
  CHECK(gone.over());
  CHECK(gone.missing == "there is no article `gone` in zh-CN");
}

TEST_CASE("a new article is added once, and never over another file") {
  auto content = files();
  CHECK(amend(content, new_article("cold-chain", "能冷链吗")).changes());
  CHECK(content.contains("knowledge_base/zh-CN/learned/cold-chain.md"));
  CHECK(amend(content, new_article("cold-chain", "能冷链吗")).over());
  content = files();
  content[learned_path("zh-CN", "cold-chain")] = block;
  CHECK_FALSE(amend(content, new_article("cold-chain", "能冷链吗")).missing.empty());
  CHECK(amend(content, new_article("third", "怎么开发票")).claimed.size() == 1);
}

TEST_CASE("a question is one line with words in it") {
  CHECK(question_fault("能冷链吗").empty());
  CHECK_FALSE(question_fault("？？").empty());
  CHECK_FALSE(question_fault("a\nb").empty());
  CHECK_FALSE(question_fault(" a").empty());
  CHECK_FALSE(question_fault(std::string(201, 'a')).empty());
}
