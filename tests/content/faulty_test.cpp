// tests/content/faulty/: one fault a file. Its first comment says what the check finds there:
// `# expect: LINE:COL: error|warning: TEXT [rule]`, and nothing else.

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>

#include "support.hpp"

using namespace yingda;
using namespace yingda::content;
using namespace yingda::content::test;

namespace {

namespace fs = std::filesystem;

// 2026-11-21
const Instant today{std::chrono::sys_days(std::chrono::year(2026) / 11 / 21)};

std::vector<fs::path> files_in(const std::string& kind) {
  std::vector<fs::path> out;
  for (const auto& entry :
       fs::directory_iterator(fs::path(YINGDA_SOURCE_DIR) / "tests/content" / kind)) {
    out.push_back(entry.path());
  }
  std::sort(out.begin(), out.end());
  return out;
}

std::string bytes_of(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream out;
  out << in.rdbuf();
  return out.str();
}

std::string expected(const std::string& bytes) {
  static constexpr std::string_view mark = "# expect: ";
  const auto at = bytes.find(mark);
  if (at == std::string::npos) return "no `# expect:` comment";
  const auto begin = at + mark.size();
  return bytes.substr(begin, bytes.find('\n', begin) - begin);
}

// Without the file name.
std::string found(const std::string& file, const std::vector<Finding>& findings) {
  std::string out;
  for (const auto& finding : findings) {
    out += (out.empty() ? "" : "\n") + to_line(finding).substr(file.size() + 1);
  }
  return out;
}

std::vector<Finding> check(const std::string& file, const std::string& bytes) {
  auto config = small_config();
  // The entrance of urgent complaints, where a file is about it.
  if (bytes.find("\n  urgent_complaint:") != std::string::npos) {
    config.policy.urgent_flow = "urgent_complaint";
  }
  return load(Files{{file, bytes}}, config, {today, "unpublished", false}).findings;
}

}  // namespace

TEST_CASE("every faulty flow is refused by the right rule at the right place") {
  const auto files = files_in("faulty/flows");
  std::map<std::string, int> rules;
  for (const auto& path : files) {
    const auto bytes = bytes_of(path);
    const std::string file = "flows/" + path.filename().string();
    const auto findings = check(file, bytes);
    INFO(path.filename().string());
    CHECK(found(file, findings) == expected(bytes));
    if (!findings.empty()) ++rules[findings.front().rule];
  }
  CHECK(files.size() >= 115);
  CHECK(rules.size() == 7);  // every rule id is shown
}

// tests/content/sound/: what is right, and looks like a fault.
TEST_CASE("every sound flow passes without a word") {
  const auto files = files_in("sound");
  CHECK(files.size() >= 15);
  for (const auto& path : files) {
    const std::string file = "flows/" + path.filename().string();
    INFO(file);
    CHECK(found(file, check(file, bytes_of(path))) == "");
  }
}

TEST_CASE("every faulty article is found") {
  for (const auto& path : files_in("faulty/articles")) {
    const auto bytes = bytes_of(path);
    const std::string file = "knowledge_base/" + path.filename().string();
    INFO(path.filename().string());
    CHECK(found(file, check(file, bytes)) == expected(bytes));
  }
}

TEST_CASE("every faulty configuration is found") {
  for (const auto& path : files_in("faulty/config")) {
    const auto bytes = bytes_of(path);
    const std::string file = path.filename().string();
    INFO(file);
    CHECK(found(file, parse_config(bytes, file).findings) == expected(bytes));
  }
}
