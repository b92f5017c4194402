#pragma once
// What people of ours do with a conversation beside talking in it (event.hpp has the rest): put it
// aside, give it back to the bot, ask for a rating, keep an abusive visitor from talking.

#include <optional>
#include <string>

#include "base/time.hpp"
#include "workorder/work_order.hpp"

namespace yingda::conversation {

// Whoever has it looks at it again at that time, or when the visitor writes: whatever comes first.
struct Snoozed {
  std::string id;
  workorder::Person agent;
  std::optional<Instant> until{};
  std::string reason{};
};
// It is taken up again before that.
struct Woken {
  std::string id;
  workorder::Person agent;
};
// The bot goes on with that flow, or asks one question of the interrupted flow again; afterwards an
// open case comes back to people.
struct ReturnedToBot {
  std::string id;
  workorder::Person agent;
  std::string flow;  // empty: none
  std::string reason{};
  std::string slot{};  // the answer that is wanted anew; then `flow` is empty
};
struct RatingInvited {
  std::string id;
  workorder::Person agent;
};
// A supervisor keeps the visitor from talking here until then; what they have open goes on.
struct VisitorMuted {
  std::string id;
  workorder::Person agent;
  bool supervisor = false;
  Instant until{};
  std::string reason{};
};
struct VisitorUnmuted {
  std::string id;
  workorder::Person agent;
  bool supervisor = false;
};
// The same visitor was muted in another conversation of theirs, for the first time or for another
// while, and comes with that to this one.
struct MuteCarried {
  workorder::Person by;
  Instant until{};
  std::string reason{};
  Instant since{};  // when that was said
};

}  // namespace yingda::conversation
