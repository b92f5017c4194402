#pragma once
// From a content directory to the next release: checked, tested, stored, live.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "content/config.hpp"
#include "content/load.hpp"
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

struct Published {
  std::int64_t number = 0;           // of the live release
  std::vector<std::string> carried;  // additions that the directory does not hold, a line each
  std::string gate_kept;             // as of Proven
};

// What is sound: `learned` goes into the release.
struct Proven {
  std::string learned;
  // The conversation tests that fail with the gate as traffic moves it: it stays as it was learned
  // from the articles. Empty: they pass.
  std::string gate_kept;
};

// Throws Failure: with every finding and failed test (1) when the content is not sound, with who
// was faster (1), with what was lost (1); nothing was published then. What editors added at the
// desk and the directory does not hold yet is published on top of it (amending.hpp).
Published publish_directory(const PublishWish& wish, const content::Config& config,
                            const gateway::Clock& clock);

// Checks and tests as before every publish: what the engine learned, or `invalid` with every
// finding and failed test, a line each, their files below `name`. Its gate is refitted on the
// judged traffic of the directory `data`, unless that makes a test fail; empty: it is not.
Result<Proven> prove_content(const content::Directory& content, const content::Config& config,
                             const gateway::Clock& clock, const std::string& name,
                             const std::string& data = {});

}  // namespace yingda::app
