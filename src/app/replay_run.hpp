#pragma once
// Runs recorded conversations against other content, several at a time.

#include <array>
#include <cstddef>
#include <string>
#include <vector>

#include "content/config.hpp"
#include "conversation/replay.hpp"

namespace yingda::app {

struct ReplayedTurn {
  std::string conversation;
  conversation::ChangedTurn turn;
};

struct ReplayReport {
  std::size_t conversations = 0;
  std::size_t steps = 0;  // recorded events
  std::size_t turns = 0;  // of visitors
  std::size_t not_compared = 0;
  std::size_t erased = 0;  // conversations of which nothing is left to decide again
  std::array<std::size_t, conversation::change_count> counts{};
  std::vector<ReplayedTurn> changed;        // by conversation, the newest first
  std::vector<std::string> not_reproduced;  // "ID: why": its recording gives another state
  double seconds = 0;                       // of the run; not part of what is reproducible
};

// `data`: a data directory, also of a running server, or a backup; `last`: so many conversations,
// those that changed last; 0: all. Throws Failure or store::StoreError.
ReplayReport replay(const std::string& data, const conversation::Catalog& other,
                    const content::Config& config, std::size_t last);

}  // namespace yingda::app
