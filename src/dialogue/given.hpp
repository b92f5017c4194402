#pragma once
// What the page around the chat gives a flow to begin with. Nobody has proved it: it fills in what
// the flow asks its visitor for, as an answer would, and nothing else.

#include <map>
#include <string>
#include <vector>

#include "dialogue/interpreter.hpp"

namespace yingda::dialogue {

// A value that may be taken, and the question it answers.
struct Given {
  std::string slot;
  Value value;
  std::string text;           // as the page gave it
  std::string label;          // how people call the slot
  std::string shown;          // how they read the value
  std::vector<Cursor> place;  // of the question, from the flow on
  const Step* step = nullptr;
};

struct GivenSlots {
  std::vector<Given> taken;
  std::vector<FieldFault> faults;  // one a name: what is wrong, and what would be right
};

// Held against the questions of `flow` and of the helpers that it calls: type, options, pattern and
// rejections. Files, secrets and whatever the flow does not ask for are faults.
GivenSlots read_given(const FlowSet& flows, const Session& session, const Scope& scope,
                      const std::string& flow, const std::map<std::string, std::string>& slots);

// Right after the flow was started. What has to be confirmed is read back when its question comes.
void keep_given(const FlowSet& flows, Session& session, const Scope& scope,
                const std::vector<Given>& given);

}  // namespace yingda::dialogue
