#pragma once
// The question that a slot answers, found again from where its value was given.

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "dialogue/interpreter.hpp"

namespace yingda::dialogue {

// Whatever kind of step asks it.
struct Question {
  SlotType type = SlotType::text;
  std::vector<const Option*> options;  // of the flow, which outlives the question
  std::shared_ptr<const re2::RE2> pattern;
  const Collect* collect = nullptr;
};

// The step that a stack of flows stands at, or null.
const Step* step_at(const FlowSet& flows, const std::vector<Cursor>& place);

// The step of the innermost flow at `place` that asks for the slot, wherever the value was given;
// end_of_flow: none does.
int asking_step(const FlowSet& flows, const std::vector<Cursor>& place, const std::string& slot);

// A value may have been given beside the answer to another question of the same flow.
std::optional<Question> question_of(const FlowSet& flows, const std::vector<Cursor>& place,
                                    const std::string& slot);

// What people call such a value, whatever the question's own label is.
std::vector<std::string_view> common_names(SlotType type);

// What an option, yes and no are called; empty for other values.
std::string label_of(const Question& question, const Value& value, const FlowSet& flows,
                     const Session& session, const Scope& scope);

}  // namespace yingda::dialogue
