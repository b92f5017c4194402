#pragma once
// What the engine made of a text, for people.

#include <string>

#include "knowledge/engine.hpp"

namespace yingda::app {

// The outcome and its reason, then a few lines for each candidate.
std::string explained(const knowledge::Understanding& understood);

}  // namespace yingda::app
