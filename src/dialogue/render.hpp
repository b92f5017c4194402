#pragma once
// Turns the texts of steps into what is said: locale, variant, values.

#include "dialogue/interpreter.hpp"

namespace yingda::dialogue {

// The value of a name: a slot (with or without "slots."), else a fact of the scope, else null.
Value look_up(const std::string& name, const Session& session, const Scope& scope);

std::string speak(const Text& text, const FlowSet& flows, const Session& session,
                  const Scope& scope);

// Without Markdown escapes: for labels, arguments and other plain fields.
std::string speak_plain(const Text& text, const FlowSet& flows, const Session& session,
                        const Scope& scope);

// The same for people: of what was chosen the label, and not the id.
std::string speak_labels(const Text& text, const FlowSet& flows, const Session& session,
                         const Scope& scope);

std::vector<ChoiceOption> choices(const std::vector<Option>& options);
std::vector<ChoiceOption> choices(const std::vector<const Option*>& options);
std::vector<ChoiceOption> choices(const Choose& choose);
std::vector<SpokenOption> spoken(const std::vector<Option>& options, const FlowSet& flows,
                                 const Session& session, const Scope& scope);

// The question a waiting step asks.
void ask(const Step& step, const Flow& flow, const FlowSet& flows, const Session& session,
         const Scope& scope, Outputs& out);

}  // namespace yingda::dialogue
