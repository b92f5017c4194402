#pragma once
// Who is kept from talking, by whom the host site says they are: a mute holds in each conversation
// of the same visitor, also in those that they begin later. Whoever is not signed in is only known
// by their conversation.

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "conversation/state.hpp"

namespace yingda::gateway {

class Mutes {
 public:
  // A conversation as it was stored, at start.
  void learn(const conversation::State& state);
  // A step was stored. Conversations of the same visitor where the mute must end with this one.
  std::vector<std::string> follow(const conversation::State& before,
                                  const conversation::State& after,
                                  const conversation::EventBody& body);
  // Of that visitor (an external id), while it holds.
  std::optional<conversation::Mute> of(const std::string& visitor, Instant now) const;

 private:
  struct Muted {
    conversation::Mute mute;
    std::set<std::string> where;
  };
  std::map<std::string, Muted> muted_;
};

}  // namespace yingda::gateway
