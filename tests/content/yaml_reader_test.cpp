#include "content/yaml_reader.hpp"

#include <catch2/catch.hpp>

using namespace yingda::content;

namespace {

struct Read {
  std::optional<YamlNode> root;
  std::vector<Finding> findings;
};

Read read(std::string_view yaml, const YamlLimits& limits = {}, int first_line = 1) {
  Read out;
  Report report("a.yaml", out.findings);
  out.root = parse_yaml(yaml, report, first_line, limits);
  return out;
}

}  // namespace

TEST_CASE("every value knows its line and its column in characters") {
  const auto got = read("名字: 值\nlist:\n  - 充值: {b: c}\n");
  REQUIRE(got.root);
  CHECK(got.root->find("名字")->at.line == 1);
  CHECK(got.root->find("名字")->at.column == 5);
  const auto& item = got.root->find("list")->items.front();
  CHECK(item.at.line == 3);
  CHECK(item.at.column == 5);
  CHECK(item.find("充值")->find("b")->at.column == 13);
}

TEST_CASE("quotes make a number text") {
  const auto got = read("a: 20261120001\nb: \"20261120001\"\nc: 'true'\nd: true\ne: ~\nf: null\n");
  REQUIRE(got.root);
  CHECK(as_number(*got.root->find("a")) == 20261120001.0);
  CHECK_FALSE(as_number(*got.root->find("b")));
  CHECK_FALSE(as_boolean(*got.root->find("c")));
  CHECK(as_boolean(*got.root->find("d")) == true);
  CHECK(got.root->find("e")->is_null());
  CHECK(got.root->find("f")->is_null());
}

TEST_CASE("a key that stands twice is a finding at the second place") {
  const auto got = read("a: 1\nb: 2\na: 3\n");
  REQUIRE(got.findings.size() == 1);
  CHECK(to_line(got.findings[0]) ==
        "a.yaml:3:1: error: `a` stands here twice; the first is in line 1 [schema]");
}

TEST_CASE("broken YAML is one finding that says where") {
  const auto got = read("flows:\n  a: [1, 2\n  b: 3\n");
  CHECK_FALSE(got.root);
  REQUIRE(got.findings.size() == 1);
  CHECK(got.findings[0].line >= 2);
  CHECK(got.findings[0].rule == "schema");
}

TEST_CASE("nothing that somebody pastes into a YAML file ends the process") {
  const std::string deep(100'000, '[');
  for (const auto& yaml :
       {std::string("\t- a"), std::string("a: &x [*x]"), std::string("*nothing"), deep,
        std::string("\xFF\xFE"), std::string("a\0b", 3), std::string("? [1,2]\n: x\n"),
        std::string("a: !!binary xx"), std::string("%YAML 9.9\n---\n"), std::string("{{{{{{a"),
        std::string("- - - - - - - - -"), std::string("--- a\n--- b\n"),
        std::string("\"\\xZZ\"")}) {
    const auto got = read(yaml);
    CHECK((got.root || !got.findings.empty()));
  }
}

TEST_CASE("aliases are copied within a budget, so that a bomb stays small") {
  std::string bomb = "a0: &a0 [x,x,x,x,x,x,x,x,x,x]\n";
  for (int i = 1; i < 10; ++i) {
    const auto last = "*a" + std::to_string(i - 1);
    bomb += "a" + std::to_string(i) + ": &a" + std::to_string(i) + " [";
    for (int j = 0; j < 10; ++j) bomb += (j ? "," : "") + last;
    bomb += "]\n";
  }
  const auto got = read(bomb);
  CHECK_FALSE(got.root);
  REQUIRE(got.findings.size() == 1);
  CHECK(got.findings[0].text.find("more than 100000 values") == 0);
}

TEST_CASE("anchors and merge keys work; what a mapping has itself wins") {
  const auto got = read("base: &base {a: 1, b: 2}\nmine:\n  a: 3\n  <<: *base\n");
  REQUIRE(got.root);
  CHECK(got.findings.empty());
  CHECK(got.root->find("mine")->find("a")->scalar == "3");
  CHECK(got.root->find("mine")->find("b")->scalar == "2");
}

TEST_CASE("a question mark needs no quotes inside of braces") {
  const auto fine = read("{ask: how much?, say: [really?, 真的?], 问?: \"x?\", next: END}\n");
  REQUIRE(fine.root);
  CHECK(fine.root->find("ask")->scalar == "how much?");
  CHECK(fine.root->find("say")->items.at(1).scalar == "真的?");
  CHECK(fine.root->find("问?")->scalar == "x?");
  CHECK(fine.root->find("next")->at.column == 55);
}

TEST_CASE("depth, size and second documents are bounded") {
  CHECK(read("a: {b: {c: {d: e}}}", {1024, 100, 3}).findings.size() == 1);
  CHECK(read("a: b", {2, 100, 3}).findings.size() == 1);
  CHECK(read("a: 1\n---\nb: 2\n").findings.size() == 1);
}

TEST_CASE("front matter counts its lines from where it stands") {
  CHECK(read("a: 1\na: 2\n", {}, 10).findings.at(0).line == 11);
}

TEST_CASE("an unknown key says what was probably meant") {
  const auto got = read("titel: x\nwhatever_it_is: y\n");
  std::vector<Finding> findings;
  Report report("a.yaml", findings);
  const KeyTable known{"article", {"id", "title", "locale"}};
  Fields(*got.root, report, "an article").only(known);
  REQUIRE(findings.size() == 2);
  CHECK(findings[0].text == "unknown key `titel` in an article (did you mean `title`?)");
  CHECK(findings[1].text ==
        "unknown key `whatever_it_is` in an article; it knows id, title, locale");
}

TEST_CASE("getters collect what is wrong and go on") {
  const auto got = read("n: many\nb: maybe\nt: [x]\nl: {a: b}\nok: 3\n");
  std::vector<Finding> findings;
  Report report("a.yaml", findings);
  const Fields fields(*got.root, report, "it");
  CHECK_FALSE(fields.integer("n", 0, 10));
  CHECK_FALSE(fields.boolean("b"));
  CHECK_FALSE(fields.text("t"));
  CHECK_FALSE(fields.texts("l"));
  CHECK(fields.integer("ok", 0, 10) == 3);
  CHECK_FALSE(fields.integer("ok", 5, 10));
  CHECK_FALSE(fields.text("missing"));
  REQUIRE(findings.size() == 5);
  CHECK(findings[0].text == "`n` must be a whole number from 0 to 10, not `many`");
  CHECK(findings[1].text == "`b` must be true or false, not `maybe`");
  CHECK(findings[2].text == "`t` must be text, not a list");
}
