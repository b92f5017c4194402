#pragma once
// An article that explains and a flow that acts are often about the same thing. Between such twins
// a question is not in doubt: they count as one topic when the engine asks itself how sure it is.

#include <cstddef>
#include <vector>

#include "knowledge/corpus.hpp"
#include "knowledge/index.hpp"

namespace yingda::knowledge {

// The topic of each document: its own number, or that of the article a flow belongs to. A flow
// belongs to the article that most of its own triggers would have found.
std::vector<std::size_t> find_topics(const Corpus& corpus, const Index& index);

}  // namespace yingda::knowledge
