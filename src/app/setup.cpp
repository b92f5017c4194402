#include "app/setup.hpp"

#include <cstdio>

#include "app/system.hpp"

namespace yingda::app {

namespace {

// What is wrong with the content, by a config that has faults of its own.
std::string content_errors(const std::string& name, const content::ParsedConfig& parsed) {
  const auto directory = content::read_directory(name);
  if (!directory) return "yingda: " + directory.error().detail;
  return error_lines(content_findings(*directory, name, parsed));
}

}  // namespace

std::string error_lines(const std::vector<content::Finding>& findings) {
  std::string out;
  for (const auto& finding : findings) {
    if (finding.severity != content::Severity::error) continue;
    out += (out.empty() ? "" : "\n") + content::to_line(finding);
  }
  return out;
}

std::vector<content::Finding> content_findings(const content::Directory& directory,
                                               const std::string& name,
                                               const content::ParsedConfig& parsed) {
  content::LoadOptions options;
  options.now = SystemClock().now();
  options.train = false;
  options.config_is_sound = parsed.ok();
  auto findings = content::load(directory, parsed.config, options).findings;
  content::prefix_files(findings, name);
  return findings;
}

content::Config config_from(const std::string& path, const std::string& content_directory) {
  if (path.empty()) return content::default_config();
  auto parsed = content::read_config(path);
  if (parsed.ok()) return std::move(parsed.config);
  std::string lines = error_lines(parsed.findings);
  const auto& directory = content_directory.empty() ? parsed.config.content_dir : content_directory;
  const std::string more = directory.empty() ? "" : content_errors(directory, parsed);
  if (!more.empty()) lines += "\n" + more;
  throw Failure(exit_bad, lines);
}

content::Directory content_directory(const std::string& directory) {
  auto read = content::read_directory(directory);
  if (!read) throw Failure(exit_bad, "yingda: " + read.error().detail);
  return std::move(*read);
}

std::shared_ptr<const conversation::Catalog> catalog_from(const content::Directory& directory,
                                                          const std::string& name,
                                                          const content::Config& config) {
  return catalog_from(directory, name, config, SystemClock().now());
}

std::shared_ptr<const conversation::Catalog> catalog_from(const content::Directory& directory,
                                                          const std::string& name,
                                                          const content::Config& config,
                                                          Instant when) {
  content::LoadOptions options;
  options.now = when;
  auto loaded = content::load(directory, config, options);
  if (!loaded.ok()) {
    content::prefix_files(loaded.findings, name);
    throw ContentFault(exit_bad, std::move(loaded.findings));
  }
  return loaded.catalog;
}

int with_faults_as_json(bool json, const std::function<int()>& command) {
  try {
    return command();
  } catch (const ContentFault& fault) {
    if (json) std::printf("%s\n", content::to_json(fault.findings()).c_str());
    throw;
  }
}

std::vector<connect::Service> services_of(const content::Config& config) {
  std::vector<connect::Service> services;
  for (const auto& [name, connector] : config.connectors) {
    connect::Service service;
    service.name = name;
    service.base_url = connector.base_url;
    for (const auto& [action_name, action] : connector.actions) {
      service.actions.push_back({action_name, action.method, action.path, action.timeout});
    }
    services.push_back(std::move(service));
  }
  return services;
}

}  // namespace yingda::app
