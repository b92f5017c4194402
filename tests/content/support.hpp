#pragma once
// Short ways to ask what the checks say about a piece of content.

#include <algorithm>
#include <string>
#include <vector>

#include "content/load.hpp"

namespace yingda::content::test {

// The defaults, for content that is smaller than a shop's.
inline Config small_config() {
  auto config = default_config();
  config.policy.urgent_flow.clear();
  config.policy.order_flow.clear();
  return config;
}

// The content of one flow file, without training an engine.
inline LoadedContent load_flows(const std::string& yaml, const Config& config = small_config()) {
  return load(Files{{"flows/test.yaml", yaml}}, config, {{}, "unpublished", false});
}

// Steps of one flow `main` that the word "go" starts.
inline std::string main_flow(const std::string& steps) {
  return "flows:\n  main:\n    triggers: [go]\n    steps:\n" + steps;
}

inline std::vector<Finding> only(const std::vector<Finding>& findings, std::string_view rule) {
  std::vector<Finding> out;
  std::copy_if(findings.begin(), findings.end(), std::back_inserter(out),
               [&](const Finding& finding) { return finding.rule == rule; });
  return out;
}

inline std::string lines(const std::vector<Finding>& findings) {
  std::string out;
  for (const auto& finding : findings) out += to_line(finding) + "\n";
  return out;
}

// What the rule says about the steps of a flow, one line each.
inline std::string said(std::string_view rule, const std::string& steps,
                        const Config& config = small_config()) {
  return lines(only(load_flows(main_flow(steps), config).findings, rule));
}

inline bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

}  // namespace yingda::content::test
