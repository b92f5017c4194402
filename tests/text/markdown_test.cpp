#include "text/markdown.hpp"

#include <catch2/catch.hpp>

using namespace yingda;
using namespace yingda::text;

namespace {

std::string attribute(const RichNode& node) {
  if (!node.href.empty()) return "(" + node.href + ")";
  return node.number != 0 ? std::to_string(node.number) : "";
}

// p[text"x" b[text"y"]]
std::string shape(const Rich& rich) {
  std::string out;
  for (const auto& node : rich) {
    if (!out.empty()) out += ' ';
    out += node.kind + attribute(node);
    if (!node.text.empty()) out += '"' + node.text + '"';
    if (!node.children.empty()) out += '[' + shape(node.children) + ']';
  }
  return out;
}

std::string shape(std::string_view markdown) { return shape(parse_markdown(markdown)); }
std::string plain(std::string_view markdown) { return plain_text(parse_markdown(markdown)); }

}  // namespace

TEST_CASE("Markdown becomes the nodes of the protocol") {
  CHECK(shape("一般 **10 分钟** *内* 到账") ==
        R"(p[text"一般 " b[text"10 分钟"] text" " i[text"内"] text" 到账"])");
  CHECK(shape("# 标题\n\n正文") == R"(h1[text"标题"] p[text"正文"])");
  CHECK(shape("- a\n- b") == R"(ul[li[text"a"] li[text"b"]])");
  CHECK(shape("3. a\n4. b") == R"(ol3[li[text"a"] li[text"b"]])");
  CHECK(shape("> q") == R"(quote[p[text"q"]])");
  CHECK(shape("---") == "hr");
  CHECK(shape("`c` x") == R"(p[code"c" text" x"])");
  CHECK(shape("```\na\nb\n```") == "pre\"a\nb\"");
  CHECK(shape("|a|b|\n|---|---|\n|1|2|") ==
        R"(table[tr[th[text"a"] th[text"b"]] tr[td[text"1"] td[text"2"]]])");
  CHECK(shape("a\nb") == R"(p[text"a" br text"b"])");
  CHECK(shape("") == "");
}

TEST_CASE("links are http, https, tel or mailto; others become text") {
  CHECK(shape("[官网](https://www.12315.cn)") == R"(p[a(https://www.12315.cn)[text"官网"]])");
  CHECK(shape("[call](tel:12315)") == R"(p[a(tel:12315)[text"call"]])");
  CHECK(shape("<mailto:a@b.cn>") == R"(p[a(mailto:a@b.cn)[text"mailto:a@b.cn"]])");
  CHECK(shape("[x](javascript:alert(1))") == R"(p[text"x"])");
  CHECK(shape("[x](JaVaScRiPt:alert(1))") == R"(p[text"x"])");
  CHECK(shape("[x](java&#115;cript:alert(1))") == R"(p[text"x"])");
  CHECK(shape("[x](data:text/html;base64,AA)") == R"(p[text"x"])");
  CHECK(shape("[x](//evil.example)") == R"(p[text"x"])");
  CHECK(shape("[x](/path)") == R"(p[text"x"])");
  CHECK(shape("[x](https:)") == R"(p[text"x"])");
  CHECK(shape("[x](<https://a.cn/ b>)") == R"(p[text"x"])");
  CHECK(shape("[x](HTTPS://A.CN)") == R"(p[a(HTTPS://A.CN)[text"x"]])");
}

TEST_CASE("a bare address ends before Chinese text goes on") {
  CHECK(shape("看 https://www.12315.cn 吧") ==
        R"(p[text"看 " a(https://www.12315.cn)[text"https://www.12315.cn"] text" 吧"])");
  CHECK(plain("看 https://www.12315.cn。") == "看 https://www.12315.cn。");
}

TEST_CASE("an image is its alternative text and loads nothing") {
  CHECK(shape("![截图](https://evil.example/?q=1)") == R"(p[text"截图"])");
}

TEST_CASE("HTML is text") {
  CHECK(shape("<script>alert(1)</script>") == R"(p[text"<script>alert(1)</script>"])");
  CHECK(shape("a <img src=x onerror=y> b") == R"(p[text"a <img src=x onerror=y> b"])");
}

TEST_CASE("entities are what they stand for, once") {
  CHECK(shape("&lt;b&gt; &#65;&#x4E2D; &amp;lt; &nope; &#0; &#x110000;") ==
        "p[text\"<b> A中 &lt; &nope; \uFFFD \uFFFD\"]");
}

TEST_CASE("plain text keeps lines, lists and where a link leads") {
  CHECK(plain("# 标题\n\n一 **二**\n\n- a\n- b\n\n1. x\n2. y") ==
        "标题\n一 二\n• a\n• b\n1. x\n2. y");
  CHECK(plain("- a\n  - b\n- c") == "• a\n  • b\n• c");
  CHECK(plain("[官网](https://www.12315.cn) 和 [电话](tel:12315)") ==
        "官网 (https://www.12315.cn) 和 电话");
  CHECK(plain("|a|b|\n|---|---|\n|1|2|") == "a | b\n1 | 2");
  CHECK(plain("a\n\n---\n\nb") == "a\nb");
}

TEST_CASE("nesting is bounded, so that drawing and freeing the tree cannot overflow") {
  std::string deep;
  for (int i = 0; i < 20'000; ++i) deep += "> ";
  const auto rich = parse_markdown(deep + "x");
  int depth = 0;
  for (const auto* level = &rich; !level->empty(); level = &level->front().children) ++depth;
  CHECK(depth < 30);
}

TEST_CASE("what a visitor typed shows exactly as typed inside Markdown") {
  for (const auto* typed :
       {"**bold** _x_", "[a](https://evil.example)", "https://evil.example", "<b>", "1. x", "- x",
        "# x", "`c`", "a@b.cn", "&lt;", "x\\y", "|a|b|", "===", "~~~", "www.evil.example"}) {
    INFO(typed);
    CHECK(plain(escape_markdown(typed)) == typed);
    CHECK(shape(escape_markdown(typed)) == std::string("p[text\"") + typed + "\"]");
  }
}

TEST_CASE("a plain line is read as the parser reads it") {
  // With an empty line behind it nothing is taken for a plain line.
  const auto parsed = [](const std::string& line) { return shape(line + "\n\n"); };
  for (const std::string line : {"您好，请问有什么可以帮您？",
                                 "Hello, how are you?",
                                 "100% sure",
                                 "1. 第一",
                                 "12 元",
                                 "a  b",
                                 " a",
                                 "a ",
                                 "(1) yes!",
                                 "\"quoted\" 'words'",
                                 "费用：15.00元；明天到账",
                                 "x^2",
                                 "$5",
                                 "!",
                                 "www.example.com",
                                 "a/b",
                                 "end.",
                                 "{name}",
                                 "\u00a0",
                                 "，"}) {
    CHECK(shape(line) == parsed(line));
  }
  const std::string signs = "ab，1 .!?-+*_`#>[](){}<>&;:@|~=\\/\"'^$%";
  std::uint32_t seed = 7;
  for (int i = 0; i < 4000; ++i) {
    std::string line;
    for (std::size_t length = 1 + (seed >> 16) % 7; length > 0; --length) {
      seed = seed * 1664525 + 1013904223;
      line += i % 2 == 0 ? signs[(seed >> 16) % signs.size()] : "ab1 .!?"[(seed >> 16) % 7];
    }
    if (shape(line) != parsed(line)) FAIL(line);
  }
  SUCCEED();
}
