#pragma once
// The same file for the JSON Schemas and for the parsers.

#include <fstream>
#include <nlohmann/json.hpp>
#include <regex>
#include <string>

#include "content/yaml_reader.hpp"
#include "json_schema.hpp"
#include "support.hpp"

namespace yingda::content::test {

inline nlohmann::json to_json(const YamlNode& node) {
  if (node.is_list()) {
    auto out = nlohmann::json::array();
    for (const auto& item : node.items) out.push_back(to_json(item));
    return out;
  }
  if (node.is_map()) {
    auto out = nlohmann::json::object();
    for (const auto& entry : node.entries) out[entry.key] = to_json(entry.value);
    return out;
  }
  if (node.is_null()) return nullptr;
  static const std::regex number(R"(-?[0-9]+(\.[0-9]+)?)");
  if (node.quoted ||
      !(std::regex_match(node.scalar, number) || node.scalar == "true" || node.scalar == "false")) {
    return node.scalar;
  }
  return nlohmann::json::parse(node.scalar);
}

// As a schema sees the file.
inline nlohmann::json read(const std::string& yaml) {
  std::vector<Finding> findings;
  Report report("x.yaml", findings);
  const auto node = parse_yaml(yaml, report);
  REQUIRE(node.has_value());
  return to_json(*node);
}

inline JsonSchema schema_of(const std::string& name) {
  std::ifstream in(std::string(YINGDA_SOURCE_DIR) + "/config/schemas/" + name + ".schema.json");
  return JsonSchema(nlohmann::json::parse(in));
}

inline bool refuses(const std::vector<Finding>& findings) {
  return has_errors(only(findings, rule::schema));
}

}  // namespace yingda::content::test
