// The examples of the documentation are content: checked without findings, and their conversations
// played. A block is marked by its fence: ```yaml example, ```markdown example, ```yaml test. The
// tests of a section run on that section's examples.

#include <catch2/catch.hpp>
#include <fstream>
#include <set>
#include <sstream>

#include "app/flow_test.hpp"
#include "content/keys.hpp"
#include "support/talk.hpp"

using namespace yingda;

namespace {

struct Section {
  std::string heading;
  content::Files files;
  std::vector<std::string> tests;
};

std::vector<Section> sections_of(const std::string& page) {
  std::ifstream in(std::string(YINGDA_SOURCE_DIR) + "/docs/" + page);
  REQUIRE(in);
  std::vector<Section> out{{page, {}, {}}};
  std::string line;
  std::string fence;
  std::string block;
  while (std::getline(in, line)) {
    if (fence.empty()) {
      if (line.starts_with("#")) out.push_back({line, {}, {}});
      if (line.starts_with("```")) fence = line.substr(3);
      block.clear();
      if (line == "```") fence = " ";
    } else if (line != "```") {
      block += line + "\n";
    } else {
      auto& section = out.back();
      const std::string count = std::to_string(section.files.size());
      if (fence == "yaml example") section.files["flows/example" + count + ".yaml"] = block;
      if (fence == "markdown example") section.files["knowledge_base/" + count + ".md"] = block;
      if (fence == "yaml test") section.tests.push_back(block);
      fence.clear();
    }
  }
  std::erase_if(
      out, [](const Section& section) { return section.files.empty() && section.tests.empty(); });
  return out;
}

std::string listed(const std::vector<content::Finding>& findings) {
  std::string out;
  for (const auto& finding : findings) out += content::to_line(finding) + "\n";
  return out;
}

// Checks and plays one section; the names of the flows that a test ran in.
void play(const Section& section) {
  INFO(section.heading);
  CHECK_FALSE(section.files.empty());
  CHECK_FALSE(section.tests.empty());
  auto files = section.files;
  const auto loaded = content::load(files, testing::plain_config());
  CHECK(listed(loaded.findings) == "");
  REQUIRE(loaded.ok());
  for (const auto& block : section.tests) {
    std::vector<content::Finding> findings;
    const auto tests = content::parse_tests("documentation", block, findings);
    CHECK(listed(findings) == "");
    CHECK_FALSE(tests.empty());
    for (const auto& test : tests) {
      INFO(test.name);
      for (const auto& failure : app::run_test(loaded.catalog, test)) {
        FAIL_CHECK("expected " << failure.expected << "\nbut there was " << failure.actual);
      }
    }
  }
}

bool uses(const Section& section, std::string_view key) {
  for (const auto& [file, text] : section.files) {
    for (const auto& lead : {"- ", "- {", "  ", "{"}) {
      if (text.find(lead + std::string(key) + ":") != std::string::npos) return true;
    }
  }
  return false;
}

}  // namespace

TEST_CASE("the examples of the flow language are free of findings and do what they say") {
  const auto sections = sections_of("flow-language.md");
  CHECK(sections.size() >= 14);
  for (const auto& section : sections) play(section);
}

TEST_CASE("every kind of step has an example") {
  const auto sections = sections_of("flow-language.md");
  for (const auto& kind : content::keys::step_kinds) {
    INFO(kind.name);
    CHECK(std::any_of(sections.begin(), sections.end(),
                      [&](const Section& section) { return uses(section, kind.name); }));
  }
}

TEST_CASE("every stage of the tutorial is complete and passes its tests") {
  const auto sections = sections_of("flow-tutorial.md");
  CHECK(sections.size() == 5);
  for (const auto& section : sections) play(section);
}
