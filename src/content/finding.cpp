#include "content/finding.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <tuple>

namespace yingda::content {
namespace {

std::string_view to_string(Severity severity) {
  return severity == Severity::error ? "error" : "warning";
}

auto order(const Finding& finding) {
  return std::tie(finding.file, finding.line, finding.column, finding.severity, finding.rule,
                  finding.text);
}

}  // namespace

bool has_errors(const std::vector<Finding>& findings) {
  return std::any_of(findings.begin(), findings.end(),
                     [](const Finding& finding) { return finding.severity == Severity::error; });
}

void sort_findings(std::vector<Finding>& findings) {
  std::sort(findings.begin(), findings.end(),
            [](const Finding& a, const Finding& b) { return order(a) < order(b); });
  findings.erase(std::unique(findings.begin(), findings.end()), findings.end());
}

void prefix_files(std::vector<Finding>& findings, std::string_view directory) {
  if (directory.empty() || directory == ".") return;
  for (auto& finding : findings) {
    if (finding.beside_content) continue;
    std::string path(directory);
    if (path.back() != '/') path += '/';
    finding.file = path + finding.file;
  }
}

std::string to_line(const Finding& finding) {
  // A finding about a whole file points at its first character: every line has the same form.
  std::string out = finding.file + ':' + std::to_string(std::max(1, finding.line)) + ':' +
                    std::to_string(std::max(1, finding.column)) + ": ";
  out += to_string(finding.severity);
  out += ": ";
  for (const char c : finding.text) out += c == '\n' || c == '\r' ? ' ' : c;
  return out + " [" + finding.rule + "]";
}

std::string to_json(const std::vector<Finding>& findings) {
  auto list = nlohmann::ordered_json::array();
  std::size_t errors = 0;
  for (const auto& finding : findings) {
    if (finding.severity == Severity::error) ++errors;
    list.push_back({{"file", finding.file},
                    {"line", std::max(1, finding.line)},
                    {"column", std::max(1, finding.column)},
                    {"severity", to_string(finding.severity)},
                    {"text", finding.text},
                    {"rule", finding.rule}});
  }
  const nlohmann::ordered_json out{{"ok", errors == 0},
                                   {"errors", errors},
                                   {"warnings", findings.size() - errors},
                                   {"findings", std::move(list)}};
  return out.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

}  // namespace yingda::content
