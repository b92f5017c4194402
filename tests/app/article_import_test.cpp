#include "app/article_import.hpp"

#include <catch2/catch.hpp>

using namespace yingda;
using app::ArticleImport;

namespace {

ArticleImport csv(const std::string& bytes) {
  return app::articles_from_csv(bytes, "faq.csv", "zh-CN");
}

ArticleImport jsonl(const std::string& bytes) {
  return app::articles_from_jsonl(bytes, "faq.jsonl", "en");
}

}  // namespace

TEST_CASE("rows become articles that the knowledge base loads") {
  const auto got =
      csv("\xEF\xBB\xBFid,title,questions,answer,tags\r\n"
          "invoice,怎么开发票,\"怎么开发票|能开\"\"电子\"\"发票吗\","
          "\"在订单里点“开发票”，\n三天内开出。\",发票，税\r\n"
          "\r\n"
          "hours,,几点上班,全天。,\r\n");
  CHECK(got.faults.empty());
  REQUIRE(got.files.size() == 2);
  CHECK(got.files.at("knowledge_base/zh-CN/imported/invoice.md") ==
        "---\nid: invoice\ntitle: \"怎么开发票\"\nlocale: zh-CN\nquestions:\n"
        "  - \"怎么开发票\"\n  - \"能开\\\"电子\\\"发票吗\"\ntags: [\"发票\",\"税\"]\n---\n"
        "在订单里点“开发票”，\n三天内开出。\n");
  const auto loaded = content::load(got.files, content::default_config());
  CHECK_FALSE(content::has_errors(loaded.findings));
}

TEST_CASE("every fault is named with its line, and one is enough for nothing to be taken") {
  const auto got =
      csv("id,questions,answer\n"
          "Not An Id,q,a\n"
          "empty,,a\n"
          "\"two\nlines\",q\n"
          "same,q,a\n"
          "same,q,b\n");
  REQUIRE(got.faults.size() == 4);
  CHECK(got.faults[0] ==
        "faq.csv:2: `id` must be 1 to 100 of a-z, 0-9 and -, here it is \"Not An Id\"");
  CHECK(got.faults[1] == "faq.csv:3: `questions` is empty");
  CHECK(got.faults[2] == "faq.csv:4: 2 cells under 3 columns");
  CHECK(got.faults[3] == "faq.csv:7: `same` is there twice in this language");
  CHECK(csv("id,colour\n").faults.at(0).starts_with("faq.csv:1: there is no column \"colour\""));
  CHECK(csv("id,\"answer\n").faults.at(0) == "faq.csv: a quote is opened and never closed");
  CHECK(csv("").faults.size() == 1);
}

TEST_CASE("JSON Lines take the same names") {
  const auto got = jsonl(
      R"({"id":"a-b","questions":["how long","when"],"answer":"Two hours.","department":"topup"})"
      "\n\n"
      R"({"id":"c","title":"T","questions":"one","answer":"x","lang":"zh-CN"})"
      "\n");
  CHECK(got.faults.empty());
  CHECK(got.files.contains("knowledge_base/en/imported/a-b.md"));
  CHECK(got.files.contains("knowledge_base/zh-CN/imported/c.md"));
  const auto bad = jsonl(
      "[1]\n{\"id\":7}\n{\"id\":\"../x\",\"questions\":[\"q\"],\"answer\":\"a\"}\n"
      "{\"id\":\"n\",\"questions\":[1],\"answer\":\"a\"}\n");
  REQUIRE(bad.faults.size() == 4);
  CHECK(bad.faults[0] == "faq.jsonl:1: not a JSON object");
  CHECK(bad.faults[1] == "faq.jsonl:2: `id` must be a string");
  CHECK(bad.faults[2].starts_with("faq.jsonl:3: `id` must be"));
  CHECK(bad.faults[3] == "faq.jsonl:4: `questions` must be a list of strings");
}

TEST_CASE("a table that is not UTF-8 is refused with the line, not stored as question marks") {
  const auto got = csv("id,questions,answer\nok,q,a\ninvoice,\xD4\xF5\xC3\xB4\xBF\xAA\xC6\xB1,a\n");
  REQUIRE(got.faults.size() == 1);
  CHECK(got.faults[0] == "faq.csv:3: not UTF-8; save the table as \"CSV UTF-8\"");
  CHECK(got.files.empty());
}
