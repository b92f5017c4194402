#pragma once
// Makes the lessons for blend and gate out of a knowledge base itself: in each of several rounds a
// share of the variants and a quarter of the documents are left out of the index and then asked.
// Who is left out follows from a hash of the id, so training twice gives the same engine.

#include <vector>

#include "knowledge/blend.hpp"
#include "knowledge/corpus.hpp"
#include "knowledge/gate.hpp"

namespace yingda::knowledge {

// Learns both. Does nothing for a knowledge base of one document.
void calibrate(const Corpus& corpus, Blend& blend, Gate& gate);

}  // namespace yingda::knowledge
