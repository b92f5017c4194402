#pragma once
// What conversations teach, kept in memory: only those that went on since the last look are read
// again, and what was erased is dropped.

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "learning/traffic.hpp"
#include "store/traffic.hpp"

namespace yingda::app {

// Older traffic says little of what visitors ask now.
inline constexpr int learning_days = 28;
// The newest conversations of that time; what is in memory of one is some hundred bytes a question.
inline constexpr std::size_t learning_conversations_max = 50000;

class TrafficShelf {
 public:
  // A data directory, also of a running server, or a backup.
  explicit TrafficShelf(const std::string& data) : store_(data) {}

  std::optional<Instant> newest() { return store_.newest(); }
  // Reads what is new. Throws StoreError or SQLite's errors.
  void refresh(Instant from);

  // By conversation; what happened before `from` is left out.
  std::vector<learning::ConversationTraffic> traffic(Instant from) const;
  std::vector<learning::Utterance> utterances(Instant from) const;

 private:
  struct Shelved {
    std::uint64_t step = 0;
    learning::ConversationTraffic traffic;
  };

  store::Traffic store_;
  std::map<std::string, Shelved> shelf_;
};

}  // namespace yingda::app
