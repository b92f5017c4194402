#pragma once
// What the engine makes of what a visitor types. Whoever makes an event does this before the step:
// the step itself decides on what the event carries.

#include "conversation/catalog.hpp"
#include "conversation/event.hpp"
#include "conversation/state.hpp"

namespace yingda::conversation {

// Fills `understanding` and the like of the event. `locale`: of the visitor, empty when it is not
// known. With a person in the conversation, or without an engine, nothing is asked.
void understand(const Catalog& catalog, const State& state, const std::string& locale,
                MessageReceived& message);
void understand(const Catalog& catalog, const State& state, const std::string& locale,
                EvidenceAttached& sent);

}  // namespace yingda::conversation
