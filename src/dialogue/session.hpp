#pragma once
// Where a visitor stands in the flows: plain data, stored with the conversation.

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "dialogue/value.hpp"

namespace yingda::dialogue {

// A step of a flow; an empty step is the flow's end.
struct Cursor {
  std::string flow;
  std::string step;
  bool operator==(const Cursor&) const = default;
};

// What the innermost step waits for.
enum class Waiting { nothing, value, option, form, action, work_order };

struct Session {
  std::vector<Cursor> stack;  // innermost last
  Waiting waiting = Waiting::nothing;
  int tries = 0;  // answers that did not fit, at this step
  Slots slots;
  std::map<std::string, std::string> labels;   // how the desk calls a slot
  std::map<std::string, std::string> texts;    // how a choice reads: slot, its option's label
  std::map<std::string, std::string> sources;  // the sentence a slot came from
  std::uint64_t turn = 0;                      // picks text variants
  bool operator==(const Session&) const = default;
};

}  // namespace yingda::dialogue
