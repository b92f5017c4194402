#pragma once
// Synchronous reads for the start of a server and for commands beside it: what waits for a time, an
// agent or an answer, and the recorded steps that `yingda replay` runs again.

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "gateway/ports.hpp"

namespace yingda::store {

// Throws StoreError. `dir` must be prepared.
gateway::StartState load_start_state(const std::filesystem::path& dir);

class History {
 public:
  // `dir` may also be a backup.
  explicit History(const std::filesystem::path& dir);
  ~History();

  // The conversations that changed last, newest first; 0: all.
  std::vector<std::string> recent(std::size_t count);
  // When anything was recorded last; nullopt: nothing ever was.
  std::optional<Instant> newest();
  // What was decided and the state that was stored with it, as of one moment.
  gateway::Recording recording(const std::string& conversation);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace yingda::store
