#pragma once
// What is due when. The store holds the same rows; this is the part of them that time looks at.

#include <map>
#include <optional>
#include <set>
#include <string>
#include <tuple>
#include <vector>

#include "gateway/ports.hpp"

namespace yingda::gateway {

class Timers {
 public:
  // A key is unique in its conversation: starting it again moves it.
  void start(const TimerRow& timer);
  void cancel(const std::string& conversation, const std::string& key);
  // All of a conversation.
  void cancel(const std::string& conversation);
  // Takes at most `most` that are due. A caller that cannot deal with one starts it again.
  std::vector<TimerRow> take_due(Instant now, std::size_t most);
  std::optional<Instant> next() const;
  std::size_t size() const { return by_due_.size(); }

 private:
  using Key = std::pair<std::string, std::string>;
  std::map<Key, Instant> due_;
  std::set<std::pair<Instant, Key>> by_due_;
};

}  // namespace yingda::gateway
