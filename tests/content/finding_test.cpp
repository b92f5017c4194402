#include "content/finding.hpp"

#include <catch2/catch.hpp>

using namespace yingda::content;

TEST_CASE("a finding is one line that an editor can click on") {
  const Finding finding{"flows/a.yaml", 3, 7, Severity::warning, "two\nlines", "dead-end"};
  CHECK(to_line(finding) == "flows/a.yaml:3:7: warning: two lines [dead-end]");
  CHECK(to_line({"flows", 0, 0, Severity::error, "x", "schema"}) == "flows:1:1: error: x [schema]");
}

TEST_CASE("findings are sorted by place and said once") {
  std::vector<Finding> findings{{"b", 1, 1, Severity::error, "x", "schema"},
                                {"a", 9, 1, Severity::error, "x", "schema"},
                                {"a", 2, 5, Severity::error, "x", "schema"},
                                {"a", 2, 5, Severity::error, "x", "schema"}};
  sort_findings(findings);
  REQUIRE(findings.size() == 3);
  CHECK(findings[0].line == 2);
  CHECK(findings[2].file == "b");
  prefix_files(findings, "content");
  CHECK(findings[0].file == "content/a");
}

TEST_CASE("findings as JSON count errors and warnings") {
  const std::vector<Finding> findings{{"a", 1, 2, Severity::error, "\"q\"", "schema"},
                                      {"a", 3, 4, Severity::warning, "w", "unreachable"}};
  CHECK(has_errors(findings));
  CHECK(
      to_json(findings) ==
      R"({"ok":false,"errors":1,"warnings":1,"findings":[)"
      R"({"file":"a","line":1,"column":2,"severity":"error","text":"\"q\"","rule":"schema"},)"
      R"({"file":"a","line":3,"column":4,"severity":"warning","text":"w","rule":"unreachable"}]})");
  CHECK(to_json({}) == R"({"ok":true,"errors":0,"warnings":0,"findings":[]})");
}
