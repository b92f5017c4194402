#include "content/load.hpp"

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>

#include "support.hpp"

using namespace yingda;
using namespace yingda::content;
using namespace yingda::content::test;
namespace fs = std::filesystem;

namespace {

// A directory of its own that disappears with the test.
class Folder {
 public:
  Folder() {
    std::string name = (fs::temp_directory_path() / "yingda-content-XXXXXX").string();
    REQUIRE(mkdtemp(name.data()) != nullptr);
    path_ = name;
  }
  ~Folder() { fs::remove_all(path_); }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  void write(const std::string& name, const std::string& bytes) const {
    fs::create_directories((path_ / name).parent_path());
    std::ofstream(path_ / name, std::ios::binary) << bytes;
  }
  const fs::path& path() const { return path_; }

 private:
  fs::path path_;
};

const std::string flow = "flows:\n  main:\n    triggers: [go]\n    steps: [{say: hello}]\n";
const std::string article = "---\nid: a\ntitle: t\nlocale: zh-CN\nquestions: [甲]\n---\nbody\n";

}  // namespace

TEST_CASE("a directory is read by the places where content belongs") {
  const Folder folder;
  folder.write("flows/a.yaml", flow);
  folder.write("flows/tests/a.yaml", "test_cases: []\n");
  folder.write("flows/notes.txt", "x");
  folder.write("knowledge_base/zh-CN/deep/a.md", article);
  folder.write("knowledge_base/README.md", "# not an article");
  folder.write("config/yingda.yaml", "x: y");
  const auto got = read_directory(folder.path());
  REQUIRE(got.has_value());
  CHECK(got->findings.empty());
  CHECK(got->files.size() == 3);
  CHECK(got->files.contains("knowledge_base/zh-CN/deep/a.md"));
  CHECK(load(*got, default_config(), {{}, "r1", false}).ok());
}

TEST_CASE("a directory without content says what was expected") {
  const Folder folder;
  CHECK_FALSE(read_directory(folder.path() / "missing").has_value());
  folder.write("topup.yaml", flow);
  const auto empty = read_directory(folder.path());
  REQUIRE_FALSE(empty.has_value());
  CHECK(contains(empty.error().detail, "expected flows/*.yaml and knowledge_base/**/*.md"));
  CHECK_FALSE(read_directory(folder.path() / "topup.yaml").has_value());
}

TEST_CASE("links that lead out of the content are refused, others are followed") {
  const Folder outside;
  outside.write("secret.md", article);
  outside.write("more/b.md", article);
  const Folder folder;
  folder.write("knowledge_base/a.md", article);
  fs::create_symlink(folder.path() / "knowledge_base/a.md", folder.path() / "knowledge_base/in.md");
  fs::create_symlink(outside.path() / "secret.md", folder.path() / "knowledge_base/out.md");
  fs::create_symlink(outside.path() / "more", folder.path() / "knowledge_base/dir");
  fs::create_directory(folder.path() / "knowledge_base/e.md");
  fs::create_symlink("nowhere", folder.path() / "knowledge_base/broken.md");
  const auto got = read_directory(folder.path());
  REQUIRE(got.has_value());
  CHECK(got->files.size() == 2);
  CHECK(lines(got->findings).find("out.md:1:1: error: this link leads out") != std::string::npos);
  CHECK(lines(got->findings).find("dir:1:1: error: a link to a folder") != std::string::npos);
  CHECK(lines(got->findings).find("e.md:1:1: error: this is no file") != std::string::npos);
  CHECK(got->findings.size() == 4);
  CHECK_FALSE(load(*got, default_config(), {{}, "r1", false}).ok());
}

TEST_CASE("files that are too large are findings") {
  const Folder folder;
  folder.write("flows/big.yaml", std::string(2 * 1024 * 1024, '#'));
  const auto got = read_directory(folder.path());
  REQUIRE(got.has_value());
  CHECK(got->findings.size() == 1);
  CHECK(got->findings[0].text == "larger than 1 MiB");
}

TEST_CASE("the digest changes with every byte and every name") {
  const Files files{{"flows/a.yaml", "x"}, {"flows/b.yaml", "y"}};
  CHECK(digest(files).size() == 64);
  CHECK(digest(files) == digest(Files(files)));
  CHECK(digest(files) != digest({{"flows/a.yaml", "x"}, {"flows/b.yaml", "z"}}));
  CHECK(digest(files) != digest({{"flows/a.yaml", "x"}, {"flows/c.yaml", "y"}}));
  CHECK(digest({{"a", "bc"}}) != digest({{"ab", "c"}}));
  CHECK(digest({}) == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
}

TEST_CASE("content with an error makes no catalog, warnings do not matter") {
  CHECK_FALSE(load_flows(main_flow("      - sya: x\n")).ok());
  const auto warned = load_flows("flows:\n  helper:\n    steps: [{say: x}]\n");
  CHECK(warned.ok());
  CHECK(warned.findings.size() == 1);
}

TEST_CASE("an action without a timeout or an argument of its path: the connector's, and the slot") {
  auto config = default_config();
  config.connectors["orders"].actions["find_order"].timeout = std::chrono::milliseconds(4500);
  const auto got =
      load_flows(main_flow("      - {collect: order_number, type: order_number, ask: o?}\n"
                           "      - {action: find_order, result: order}\n"
                           "      - action: find_account\n        result: a\n"
                           "        arguments: {phone: \"1\"}\n        timeout_s: 9\n"),
                 config);
  REQUIRE(got.ok());
  const auto& steps = got.catalog->flows.find("main")->steps;
  const auto& order = std::get<dialogue::Action>(steps[1].body);
  CHECK(order.timeout_s == 5);
  REQUIRE(order.arguments.size() == 1);
  CHECK(order.arguments[0].first == "order_number");
  CHECK(dialogue::pick(order.arguments[0].second, "en", "zh-CN") == "{order_number}");
  const auto& account = std::get<dialogue::Action>(steps[2].body);
  CHECK(account.timeout_s == 9);
  CHECK(account.arguments.size() == 1);
}

TEST_CASE("the catalog finds articles, teams and understands their questions") {
  const Files files{{"knowledge_base/a.md", article}, {"flows/a.yaml", flow}};
  const auto got = load(files, default_config(), {{}, "r7", true});
  REQUIRE(got.ok());
  CHECK(got.catalog->release == "r7");
  REQUIRE(got.catalog->article("a", "en"));
  CHECK(got.catalog->article("a", "en")->text == "body");
  CHECK(got.catalog->team("cards"));
  REQUIRE(got.catalog->engine);
}

TEST_CASE("what was published is served by a program that proves more than the one that took it") {
  const Files files{{"flows/wall.yaml", R"(
flows:
  wall:
    triggers: [开始]
    steps:
      - id: again
        say: 你好
        next: again
)"}};
  const auto config = default_config();
  LoadOptions options;
  options.train = false;
  CHECK(has_errors(load(files, config, options).findings));
  options.was_published = true;
  CHECK(load(files, config, options).ok());
  const Files unknown{{"flows/lost.yaml", R"(
flows:
  lost:
    triggers: [开始]
    steps: [{link: nowhere}]
)"}};
  CHECK_FALSE(load(unknown, config, options).ok());
}
