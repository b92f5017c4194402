#pragma once
// "订单号写错了", "修改手机号", "上一步": an answer is taken back, and none given in its place.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "dialogue/interpreter.hpp"

namespace yingda::dialogue {

struct Retraction {
  std::string slot;
  std::string label;  // how people call it; empty when only the flow has a name for it
};

// The answer that the text takes back: the one it names, or the newest when it only goes back a
// step. Nothing where its question is
// gone.
std::optional<Retraction> find_retraction(const FlowSet& flows, const Session& session,
                                          std::string_view text);

// The answer that one step back would take back, where a question waits that is answered by more
// than yes or no.
std::optional<Retraction> step_back(const FlowSet& flows, const Session& session);

// Forgets the answer. The flows stand at its question again where they are past it; the caller runs
// them.
void retract(const FlowSet& flows, Session& session, const Retraction& retraction);

// The answers to questions of that flow which can be asked for again, as people call them, in the
// order of the questions.
std::vector<Retraction> retractable(const FlowSet& flows, const Session& session,
                                    const std::string& flow);

}  // namespace yingda::dialogue
