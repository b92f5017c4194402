#include "app/learning_acts.hpp"

#include <catch2/catch.hpp>

using namespace yingda;
using namespace yingda::app;

namespace {

std::string act_fault(const std::string& body) {
  const auto act = parse_learning_act(body, "zh-CN");
  return act ? "" : act.error().detail;
}

}  // namespace

TEST_CASE("an act on a cluster is read; its language is the cluster's unless it names one") {
  const auto act = parse_learning_act(
      R"({"action":"variant","article":"a","questions":[" 能冷链吗 ","b"]})", "zh-CN");
  REQUIRE(act.has_value());
  const auto& wording = std::get<content::Amendment>(*act);
  CHECK(wording.kind == content::AmendmentKind::variant);
  CHECK(wording.locale == "zh-CN");
  CHECK(wording.questions == std::vector<std::string>{"能冷链吗", "b"});
  CHECK(std::holds_alternative<DismissCluster>(
      parse_learning_act(R"({"action":"dismiss"})", "en").value()));
  CHECK(std::holds_alternative<RestoreCluster>(
      parse_learning_act(R"({"action":"restore"})", "en").value()));
}

TEST_CASE("a new article is a whole file, whatever stands in its texts") {
  const auto act = parse_learning_act(
      R"({"action":"article","article":"cold-chain","locale":"en","title":"a: \"b\"","questions":["c"],)"
      R"("body":"---\nbody","tags":["x"],"department":"topup"})",
      "zh-CN");
  REQUIRE(act.has_value());
  const auto& article = std::get<content::Amendment>(*act);
  CHECK(article.kind == content::AmendmentKind::article);
  CHECK(article.path == "knowledge_base/en/learned/cold-chain.md");
  CHECK(article.file ==
        "---\nid: cold-chain\ntitle: \"a: \\\"b\\\"\"\nlocale: en\nquestions:\n  - \"c\"\n"
        "tags: [\"x\"]\ndepartment: \"topup\"\n---\n---\nbody\n");
}

TEST_CASE("what is missing or wrong is said") {
  CHECK(act_fault("[]") == "Send a JSON object with an `action`.");
  CHECK(act_fault(R"({"action":"x"})") == "`action` is variant, article, dismiss or restore.");
  CHECK_FALSE(act_fault(R"({"action":"variant","article":"A B","questions":["q"]})").empty());
  CHECK_FALSE(act_fault(R"({"action":"variant","article":"a","questions":"q"})").empty());
  CHECK_FALSE(act_fault(R"({"action":"variant","article":"a","questions":[]})").empty());
  CHECK_FALSE(act_fault(R"({"action":"variant","article":"a","questions":["a\nb"]})").empty());
  CHECK_FALSE(
      act_fault(R"({"action":"variant","article":"a","locale":"中文","questions":["q"]})").empty());
  const std::string article = R"({"action":"article","article":"a","questions":["q"],"title":"t")";
  CHECK(act_fault(article + "}") == "`body` is the answer in Markdown, at most 64 KiB.");
  CHECK(act_fault(article + R"(,"body":"b"})").empty());
  CHECK_FALSE(act_fault(article + R"(,"body":"b","tags":[1]})").empty());
}

TEST_CASE("a dismissal is stored by hashes of features and read again") {
  learning::Cluster cluster;
  cluster.locale = "en";
  cluster.count = 3;
  cluster.signature = {{"00ff", 0.5}};
  auto row = dismissal_row(cluster, "edith");
  row.number = 4;
  const auto read = dismissals_of({row, {5, {}, "x", "en", 1, "no JSON"}});
  REQUIRE(read.size() == 1);
  CHECK(read[0].number == 4);
  CHECK(read[0].signature == cluster.signature);
  CHECK(read[0].count == 3);
}
