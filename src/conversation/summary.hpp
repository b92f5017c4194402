#pragma once
// The hand-over in one paragraph: what a person must know in five seconds. Made from the facts of
// the state only; nothing is guessed.

#include <string>

#include "conversation/catalog.hpp"
#include "conversation/state.hpp"

namespace yingda::conversation {

std::string summarize(const Catalog& catalog, const State& state);

}  // namespace yingda::conversation
