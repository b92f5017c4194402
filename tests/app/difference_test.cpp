#include "app/difference.hpp"

#include <catch2/catch.hpp>

using yingda::app::difference;

TEST_CASE("equal files make no difference") {
  CHECK(difference({{"a", "x\n"}}, {{"a", "x\n"}}).empty());
  CHECK(difference({}, {}).empty());
}

TEST_CASE("a changed line is shown with the lines around it") {
  CHECK(difference({{"f.yaml", "1\n2\n3\n4\n5\n6\n7\n8\n9\n"}},
                   {{"f.yaml", "1\n2\n3\n4\nfive\n6\n7\n8\n9\n"}}) ==
        "--- a/f.yaml\n+++ b/f.yaml\n@@ -2,7 +2,7 @@\n 2\n 3\n 4\n-5\n+five\n 6\n 7\n 8\n");
}

TEST_CASE("changes far from each other are two hunks, near ones are one") {
  std::string before;
  for (int i = 1; i <= 30; ++i) before += std::to_string(i) + "\n";
  auto after = before;
  after.replace(after.find("3\n"), 2, "three\n");
  auto near = after;
  near.replace(near.find("8\n"), 2, "eight\n");
  auto far = after;
  far.replace(far.find("25\n"), 3, "x\n");
  const auto hunks = [](const std::string& text) {
    std::size_t count = 0;
    for (auto at = text.find("@@ -"); at != std::string::npos; at = text.find("@@ -", at + 1)) {
      ++count;
    }
    return count;
  };
  CHECK(hunks(difference({{"f", before}}, {{"f", near}})) == 1);
  CHECK(hunks(difference({{"f", before}}, {{"f", far}})) == 2);
}

TEST_CASE("files that come and go are against nothing") {
  CHECK(difference({}, {{"new.md", "a\n"}}) == "--- /dev/null\n+++ b/new.md\n@@ -0,0 +1 @@\n+a\n");
  CHECK(difference({{"old.md", "a\nb\n"}}, {}) ==
        "--- a/old.md\n+++ /dev/null\n@@ -1,2 +0,0 @@\n-a\n-b\n");
}

TEST_CASE("lines that moved are shown once out, once in") {
  const auto text = difference({{"f", "a\nb\nc\n"}}, {{"f", "b\nc\na\n"}});
  CHECK(text == "--- a/f\n+++ b/f\n@@ -1,3 +1,3 @@\n-a\n b\n c\n+a\n");
}
