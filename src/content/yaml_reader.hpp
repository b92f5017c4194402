#pragma once
// YAML as a plain tree in which every value knows its line and column. Reading never throws: what
// is wrong becomes a finding and reading goes on. Duplicate keys are findings; aliases are copied
// within a budget, so that a few lines cannot unfold to gigabytes.

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "content/finding.hpp"

namespace yingda::content {

struct Position {
  int line = 0;  // from 1
  int column = 0;
};

struct YamlEntry;

struct YamlNode {
  enum class Kind { null, scalar, list, map };
  Kind kind = Kind::null;
  bool quoted = false;  // a scalar in quotes or a block scalar: always text, never a number
  std::string scalar;
  Position at;
  std::vector<YamlNode> items;
  std::vector<YamlEntry> entries;  // in the file's order

  bool is_null() const { return kind == Kind::null; }
  bool is_scalar() const { return kind == Kind::scalar; }
  bool is_list() const { return kind == Kind::list; }
  bool is_map() const { return kind == Kind::map; }
  // The value of that key in a map, or null.
  const YamlNode* find(std::string_view key) const;
  const YamlEntry* entry(std::string_view key) const;
};

struct YamlEntry {
  std::string key;
  Position at;  // of the key
  YamlNode value;
};

// The bounds of one document; beyond them it is a finding and nothing of the file is used.
struct YamlLimits {
  std::size_t bytes_max = 1024 * 1024;
  std::size_t nodes_max = 100'000;
  int depth_max = 48;
};

// Collects the findings of one file.
class Report {
 public:
  Report(std::string file, std::vector<Finding>& findings)
      : file_(std::move(file)), findings_(&findings) {}
  void error(Position at, std::string text, std::string_view rule = rule::schema);
  void warning(Position at, std::string text, std::string_view rule = rule::schema);
  const std::string& file() const { return file_; }

 private:
  std::string file_;
  std::vector<Finding>* findings_;
};

// Whether it is text that can be shown, in UTF-8 and without NUL; else the report says where the
// first wrong byte stands.
bool check_encoding(std::string_view bytes, Report& report, int first_line = 1);

// nullopt when the file is no YAML; the report says where and why. `first_line` is added for YAML
// that starts further down (front matter).
std::optional<YamlNode> parse_yaml(std::string_view bytes, Report& report, int first_line = 1,
                                   const YamlLimits& limits = {});

// A mapping's known keys, by name so that the JSON Schemas can be held against them.
struct KeyTable {
  std::string_view name;  // "step"
  std::vector<std::string_view> keys;
};

// The known name that was probably meant, or "".
std::string nearest(std::string_view name, const std::vector<std::string_view>& known);
// " (did you mean X?)" or "".
std::string did_you_mean(std::string_view name, const std::vector<std::string_view>& known);

// A mapping read key by key. A getter returns nullopt when the key is absent or null, and also,
// with a finding, when its value has another type.
class Fields {
 public:
  // A node that is no mapping is a finding and reads as an empty one. `what` names it for people.
  Fields(const YamlNode& node, Report& report, std::string what);

  // Every key outside of the tables is an error.
  void only(const std::vector<const KeyTable*>& tables) const;
  void only(const KeyTable& table) const { only({&table}); }

  bool has(std::string_view key) const { return find(key) != nullptr; }
  const YamlNode* find(std::string_view key) const;
  Position at(std::string_view key) const;  // of the value, or of the mapping
  Position at() const { return node_->at; }
  const std::string& what() const { return what_; }

  std::optional<std::string> text(std::string_view key) const;
  // As text(), and one of blanks alone is an error.
  std::optional<std::string> filled_text(std::string_view key) const;
  std::optional<bool> boolean(std::string_view key) const;
  std::optional<long long> integer(std::string_view key, long long low, long long high) const;
  std::optional<double> number(std::string_view key, double low, double high) const;
  // A list of texts; one text alone is a list of one.
  std::optional<std::vector<std::string>> texts(std::string_view key) const;
  // The map or list under that key, else null.
  const YamlNode* map(std::string_view key) const;
  const YamlNode* list(std::string_view key) const;
  // As filled_text(), and its absence is an error.
  std::string required_text(std::string_view key) const;

  Report& report() const { return *report_; }

 private:
  const YamlNode* node_;
  Report* report_;
  std::string what_;
};

// Whether nothing can be read in it: blanks of any script.
bool is_blank(std::string_view text);
// A plain scalar's meaning; quoted ones are always text.
std::optional<bool> as_boolean(const YamlNode& node);
std::optional<double> as_number(const YamlNode& node);
// "a list", "a mapping", "nothing", "text" …
std::string describe(const YamlNode& node);

}  // namespace yingda::content
