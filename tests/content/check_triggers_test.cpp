#include <catch2/catch.hpp>

#include "content/default_patterns.hpp"
#include "conversation/repair.hpp"
#include "support.hpp"

using namespace yingda;
using namespace yingda::content;
using namespace yingda::content::test;

namespace {

std::string all(const std::string& flows) { return lines(load_flows("flows:\n" + flows).findings); }

const std::string main_says = "  main:\n    triggers: [go]\n    steps: [{say: x}]\n";

}  // namespace

TEST_CASE("the default patterns are there, complete and without findings") {
  ParsedFlows parsed;
  std::vector<Finding> findings;
  parse_flows("patterns.yaml", default_patterns(), parsed, findings);
  CHECK(lines(findings) == "");
  for (const auto name : conversation::pattern::all) {
    INFO(name);
    CHECK(parsed.flows.find(std::string(name)) != nullptr);
  }
  CHECK(parsed.flows.flows.size() == conversation::pattern::all.size());
  CHECK(all(main_says) == "");
}

TEST_CASE("content takes the place of a default, and the others stay") {
  const auto got = load_flows("flows:\n" + main_says +
                              "  pattern_thanks:\n    triggers: {phrases: [谢啦]}\n"
                              "    steps: [{say: 应该的}]\n");
  REQUIRE(got.ok());
  const auto& flows = got.catalog->flows;
  CHECK(flows.find("pattern_thanks")->phrases == std::vector<std::string>{"谢啦"});
  CHECK(flows.find("pattern_help") != nullptr);
  CHECK(got.catalog->triggers.phrases.at("谢啦") == "pattern_thanks");
  CHECK_FALSE(got.catalog->triggers.phrases.contains("谢谢"));
}

TEST_CASE("names that begin with pattern_ are reserved") {
  const auto text = all(main_says + "  pattern_thank:\n    steps: [{say: x}]\n");
  CHECK(contains(text, "flows/test.yaml:5:3: error: there is no repair pattern `pattern_thank`"));
  CHECK(contains(text, "(did you mean `pattern_thanks`?) [unknown-reference]"));
}

TEST_CASE("whoever asks for a person gets one at once, whatever pattern_human says") {
  const auto pattern = [](const std::string& steps) {
    return all(main_says + "  pattern_human:\n    steps:\n" + steps);
  };
  CHECK(contains(pattern("      - say: 请打电话\n"),
                 "`pattern_human` ends without a handoff: pattern_human/#1 → END"));
  CHECK(contains(pattern("      - {collect: phone, type: phone, ask: 手机号？}\n"
                         "      - handoff: {reason: r}\n"),
                 "`pattern_human` asks something before it hands over"));
  CHECK(contains(pattern("      - say: x\n        next:\n"
                         "          - if: visitor.name == \"vip\"\n            then: person\n"
                         "          - else: END\n"
                         "      - id: person\n        handoff: {reason: r}\n"),
                 "ends without a handoff"));
  CHECK(contains(pattern("      - {say: 请打电话}\n"), "[robot-wall]"));
  CHECK(pattern("      - say: 马上\n      - handoff: {reason: r}\n") == "");
}

TEST_CASE("a phrase belongs to one flow, and asking for a person to none but its own") {
  CHECK(contains(
      all(main_says + "  a:\n    triggers: {phrases: [转人工]}\n    steps: [{say: x}]\n"),
      "the phrase `转人工` already belongs to `pattern_human`: it asks for a person and may "
      "do nothing else [robot-wall]"));
  CHECK(contains(all("  a:\n    triggers: {phrases: [会员]}\n    steps: [{say: x}]\n"
                     "  b:\n    triggers: {phrases: [会员！]}\n    steps: [{say: x}]\n"),
                 "the phrase `会员！` already belongs to `a` [schema]"));
}

TEST_CASE("a guard that never holds and a keyword of one character are found") {
  CHECK(contains(all("  a:\n    if: 1 > 2\n    triggers: [go]\n    steps: [{say: x}]\n"),
                 "no visitor ever starts flow `a`: its `if` (`1 > 2`) is always false "
                 "[unreachable]"));
  CHECK(contains(all("  a:\n    triggers: {keywords: [卡, 白金卡]}\n    steps: [{say: x}]\n"),
                 "the keyword `卡` is too short"));
}

TEST_CASE("phrases, keywords and events alone start a flow") {
  CHECK(
      all("  a:\n    triggers: {phrases: [会员]}\n    steps: [{say: x}]\n"
          "  b:\n    triggers: {keywords: {zh-CN: [白金], en: [platinum]}}\n    steps: [{say: x}]\n"
          "  c:\n    if: page.url contains \"/x\"\n    triggers: {events: [chat_opened]}\n"
          "    steps: [{say: x}]\n") == "");
  CHECK(contains(all("  a:\n    triggers: {events: [Chat opened]}\n    steps: [{say: x}]\n"),
                 "`Chat opened` is no event"));
  CHECK(contains(all("  a:\n    if: page.urll contains \"x\"\n    triggers: [go]\n"
                     "    steps: [{say: x}]\n"),
                 "nothing sets the slot `page.urll`"));
}
