#pragma once
// What a check found, with the place an editor can click on. Every problem of every file is
// reported at once; nothing here throws.

#include <string>
#include <string_view>
#include <vector>

namespace yingda::content {

enum class Severity { error, warning };

// The closed list of rule ids.
namespace rule {
inline constexpr std::string_view dead_end = "dead-end";
inline constexpr std::string_view unreachable = "unreachable";
inline constexpr std::string_view endless_loop = "endless-loop";
inline constexpr std::string_view unknown_reference = "unknown-reference";
inline constexpr std::string_view type_mismatch = "type-mismatch";
inline constexpr std::string_view robot_wall = "robot-wall";
inline constexpr std::string_view schema = "schema";
}  // namespace rule

struct Finding {
  std::string file;  // relative to the content's directory
  int line = 0;      // from 1; 0: the file as a whole
  int column = 0;    // from 1, in characters
  Severity severity = Severity::error;
  std::string text;
  std::string rule;
  bool beside_content = false;  // `file` is a path of its own, not below the content's directory
  bool operator==(const Finding&) const = default;
};

bool has_errors(const std::vector<Finding>& findings);

// By file, line, column; the same finding twice is one.
void sort_findings(std::vector<Finding>& findings);

// Puts a directory before every file name, so that the lines can be clicked on.
void prefix_files(std::vector<Finding>& findings, std::string_view directory);

// FILE:LINE:COL: error|warning: TEXT [rule-id]
std::string to_line(const Finding& finding);

// {"ok":true,"errors":0,"warnings":1,"findings":[{"file","line","column","severity","text","rule"}]}
std::string to_json(const std::vector<Finding>& findings);

}  // namespace yingda::content
