#pragma once
// Who is kept from talking, by whom the host site says they are: a mute holds in each conversation
// of the same visitor, also in those that they begin later. The newest word of a supervisor holds
// in all of them, whichever it was said in. Whoever is not signed in is only known by their
// conversation.

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
  // A step was stored. Conversations of the same visitor that have to hear of it, too: a mute that
  // was said (anew, shorter, longer), or its end.
  std::vector<std::string> follow(const conversation::State& before,
                                  const conversation::State& after,
                                  const conversation::EventBody& body);
  // What that conversation of the visitor (an external id) has to take over, `held` being what it
  // has. From now on it hears of every change, also of those that come before this is stored there.
  std::optional<conversation::Mute> carry_to(const std::string& conversation,
                                             const std::string& visitor,
                                             const std::optional<conversation::Mute>& held,
                                             Instant now);

 private:
  struct Muted {
    conversation::Mute mute;
    std::set<std::string> where;
  };
  std::map<std::string, Muted> muted_;
};

}  // namespace yingda::gateway
