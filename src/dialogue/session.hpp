#pragma once
// Where a visitor stands in the flows: plain data, stored with the conversation.

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/time.hpp"
#include "dialogue/value.hpp"

namespace yingda::dialogue {

// A step of a flow; an empty step is the flow's end.
struct Cursor {
  std::string flow;
  std::string step;
  int tries = 0;         // answers that did not fit, at this step
  bool calling = false;  // the flow above was called here, not put on top by the visitor
  Instant until{};       // of a `wait` that has begun
  bool operator==(const Cursor&) const = default;
};

// What the innermost step waits for.
enum class Waiting { nothing, value, confirmation, option, form, action, work_order, time };

// A value that was read and is not yet confirmed.
struct Pending {
  std::string slot;
  Value value;
  std::string source;
  bool operator==(const Pending&) const = default;
};

struct Session {
  std::vector<Cursor> stack;  // innermost last
  Waiting waiting = Waiting::nothing;
  Slots slots;
  std::map<std::string, std::string> labels;          // how the desk calls a slot
  std::map<std::string, std::string> texts;           // how a choice reads: its option's label
  std::map<std::string, std::string> sources;         // the sentence a slot came from
  std::map<std::string, std::vector<Cursor>> places;  // the stack when a slot was given
  std::optional<Pending> pending;
  std::string newest;                        // the slot that was given last
  std::map<std::string, std::string> heard;  // of an open question: the day, its time is to come
  std::map<std::string, std::string> early;  // words for a question to come that has to confirm
  std::uint64_t turn = 0;                    // picks text variants
  std::string said;  // the message that led to the connector that is asked; it may hold more
  // Answers in a row that did not fit, at questions that were given up. Kept when their flow ends
  // or is begun anew: whoever is asked the same again has no more of them than before.
  int given_up = 0;
  bool operator==(const Session&) const = default;
};

}  // namespace yingda::dialogue
