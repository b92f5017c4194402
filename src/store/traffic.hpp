#pragma once
// The recorded conversations of a while, for learning from them. Neither what was erased is among
// them, nor what somebody wants erased and only a work order keeps. Synchronous; one object a
// thread.

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "gateway/ports.hpp"

namespace yingda::store {

// A conversation, and how far it had come.
struct TrafficPlace {
  std::string conversation;
  std::uint64_t step = 0;
};

struct TrafficStep {
  std::uint64_t step = 0;
  std::string event;  // JSON
  std::vector<gateway::LogEntry> entries;
};

class Traffic {
 public:
  // `dir` may also be a backup. Throws StoreError.
  explicit Traffic(const std::filesystem::path& dir);
  ~Traffic();

  // When anything was recorded last; nullopt: nothing ever was.
  std::optional<Instant> newest();
  // What changed since then, the newest first; at most `rows`.
  std::vector<TrafficPlace> since(Instant from, std::size_t rows);
  // From its beginning.
  std::vector<TrafficStep> steps(const std::string& conversation);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace yingda::store
