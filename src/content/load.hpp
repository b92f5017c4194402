#pragma once
// A directory of content becomes a Catalog, or a list of findings: read_directory() is the only
// part that touches files, load() is a function of bytes, config and the time of publishing.

#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "content/config.hpp"

namespace yingda::content {

// Path below the content directory ("flows/topup.yaml") to bytes.
using Files = std::map<std::string, std::string>;

struct Directory {
  Files files;
  std::vector<Finding> findings;  // symlinks that lead out, files that are too large
};

// flows/*.yaml, flows/tests/*.yaml, knowledge_base/**/*.md and synonyms.yaml, README.md left out.
// An error means that there is no content to speak of: `not_found` when there is no such directory
// or it cannot be read, `invalid` when nothing of content lies in it.
Result<Directory> read_directory(const std::filesystem::path& directory);

struct LoadedContent {
  std::shared_ptr<const conversation::Catalog> catalog;  // null when there are errors
  std::vector<Finding> findings;                         // sorted; warnings too
  bool ok() const { return catalog != nullptr; }
};

struct LoadOptions {
  // The time of publishing: articles outside their validity then are left out of the index, with a
  // warning. Without it every article counts as valid.
  std::optional<Instant> now;
  std::string release = "unpublished";
  bool train = true;  // false: check only, the catalog has no engine
  // false: the config has faults, so that names of teams, work-order types and actions cannot be
  // looked up in it. What else is wrong is found all the same.
  bool config_is_sound = true;
  // A release that was proved when it was published: a stricter program must still serve it.
  bool was_published = false;
  std::string learned{};  // what an engine for this content learned before; see knowledge::Options
};

LoadedContent load(const Files& files, const Config& config, const LoadOptions& options = {});
// With the directory's own findings.
LoadedContent load(const Directory& directory, const Config& config,
                   const LoadOptions& options = {});

// SHA-256 over names and bytes, in hex: equal exactly when the content is equal.
std::string digest(const Files& files);

}  // namespace yingda::content
