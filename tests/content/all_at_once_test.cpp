// Every fault of every file in one run: none hides another.

#include <catch2/catch.hpp>

#include "support.hpp"

using namespace yingda;
using namespace yingda::content;
using namespace yingda::content::test;

namespace {

std::string found(const Files& files, bool config_is_sound = true) {
  LoadOptions options;
  options.train = false;
  options.config_is_sound = config_is_sound;
  return lines(load(files, small_config(), options).findings);
}

const std::string good = main_flow("      - say: hello\n");

}  // namespace

TEST_CASE("the second flow of one name is looked at, too") {
  const auto text = found({{"flows/a.yaml", good},
                           {"flows/b.yaml",
                            "flows:\n  main:\n    triggers: [x]\n    steps:\n"
                            "      - {say: hello, next: nowhere}\n      - fly: away\n"}});
  CHECK(contains(text, "b.yaml:2:3: error: there is a flow `main` already, in flows/a.yaml:2"));
  CHECK(contains(text, "b.yaml:6:9: error:"));
}

TEST_CASE("sentences that start a flow are a list") {
  CHECK(contains(found({{"flows/a.yaml", "flows: {f: {triggers: 5, steps: [{say: a}]}}"}}),
                 "a.yaml:1:23: error: `triggers` must be a list of sentences"));
}

TEST_CASE("a slot that is not closed is read out as it stands") {
  CHECK(contains(found({{"flows/a.yaml", main_flow("      - say: 'hello {name'\n")}}),
                 "a.yaml:5:14: warning: `{name` is not closed"));
  CHECK(found({{"flows/a.yaml", main_flow("      - say: 'a { b'\n")}}) == "");
}

TEST_CASE("a flow that may stand in an unreadable file is said to") {
  const auto text = found(
      {{"flows/a.yaml", "flows: [\n"}, {"flows/b.yaml", main_flow("      - link: elsewhere\n")}});
  CHECK(contains(text, "no valid YAML"));
  CHECK(contains(text, "there is no flow `elsewhere`; it may be in flows/a.yaml, which could not"));
}

TEST_CASE("tests that can never pass, and two of one name, are found") {
  const auto text = found(
      {{"flows/a.yaml", good},
       {"flows/tests/a.yaml",
        "test_cases:\n  - test_case: one\n    steps: [{user: go}, {flow: maim}, {flow: main}]\n"
        "  - test_case: one\n    steps: [{user: go}, {article: nowhere}]\n"},
       {"flows/tests/b.yaml", ""}});
  CHECK(
      contains(text, "tests/a.yaml:3:25: error: there is no flow `maim` (did you mean `main`?) "));
  CHECK(contains(text, "tests/a.yaml:4:5: error: there is a test `one` already, in line 2"));
  CHECK(contains(text, "tests/a.yaml:5:25: error: there is no article `nowhere`"));
  CHECK(contains(text, "tests/b.yaml:1:1: error: a test file holds `test_cases:`"));
}

TEST_CASE("names that only a sound config knows are not missed in one that is not") {
  const Files files{
      {"flows/a.yaml", main_flow("      - handoff: {team: ours, reason: r}\n"
                                 "      - {say: x, next: nowhere}\n")},
      {"knowledge_base/a.md",
       "---\nid: a\ntitle: t\nlocale: zh-CN\nquestions: [q]\ndepartment: ours\n---\nx\n"}};
  CHECK(contains(found(files), "there is no team `ours`"));
  const auto unsound = found(files, false);
  CHECK_FALSE(contains(unsound, "no team"));
  CHECK(contains(unsound, "nowhere"));
}
