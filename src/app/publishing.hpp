#pragma once
// From a content directory to the next release: checked, tested, stored, live.

#include <cstdint>
#include <optional>
#include <string>

#include "content/config.hpp"
#include "gateway/ports.hpp"

namespace yingda::app {

struct PublishWish {
  std::string data;
  std::string directory;
  std::string author;
  // What was live when the editor began; none: what is live when the publishing begins. When
  // another release goes live meanwhile, this one is refused.
  std::optional<std::int64_t> base;
  bool only_if_new = false;  // not when it is what was last published from there
  // Also when the live release has flows, or articles, and this content has none left.
  bool allow_empty = false;
};

// Returns the live number. Throws Failure: with every finding and failed test (1) when the content
// is not sound, with who was faster (1), with what was lost (1); nothing was published then.
std::int64_t publish_directory(const PublishWish& wish, const content::Config& config,
                               const gateway::Clock& clock);

}  // namespace yingda::app
