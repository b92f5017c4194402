#pragma once
// What several commands do first: read the configuration and the content, or say what is wrong.

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "app/failure.hpp"
#include "connect/http_connector.hpp"
#include "content/config.hpp"
#include "content/load.hpp"

namespace yingda::app {

// Empty path: the defaults. Throws Failure (2) with every error in it, and with those of the
// content that goes with it, so that nobody mends one file only to learn of the next.
content::Config config_from(const std::string& path, const std::string& content_directory = "");

// Every error, one a line; warnings are left out.
std::string error_lines(const std::vector<content::Finding>& findings);

// Content with errors. The findings are for those who want more than lines.
class ContentFault : public Failure {
 public:
  ContentFault(int status, std::vector<content::Finding> findings)
      : Failure(status, error_lines(findings)), findings_(std::move(findings)) {}
  const std::vector<content::Finding>& findings() const { return findings_; }

 private:
  std::vector<content::Finding> findings_;
};

// All that is wrong with the content, by a configuration that may have faults of its own; those are
// not among it.
std::vector<content::Finding> content_findings(const content::Directory& directory,
                                               const std::string& name,
                                               const content::ParsedConfig& parsed);

// Reads a content directory; throws Failure (2) when there is none.
content::Directory content_directory(const std::string& directory);

// Throws ContentFault (2) when the content is not sound.
std::shared_ptr<const conversation::Catalog> catalog_from(const content::Directory& directory,
                                                          const std::string& name,
                                                          const content::Config& config);
// The same as of another time: articles are valid or not by it.
std::shared_ptr<const conversation::Catalog> catalog_from(const content::Directory& directory,
                                                          const std::string& name,
                                                          const content::Config& config,
                                                          Instant when);

// Runs a command that prints JSON: faults of the content are printed as `check --json` has them,
// too.
int with_faults_as_json(bool json, const std::function<int()>& command);

std::vector<connect::Service> services_of(const content::Config& config);

}  // namespace yingda::app
