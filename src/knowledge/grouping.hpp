#pragma once
// Which texts ask the same thing? They are compared as the ranking compares a question with a
// variant (the same features, weights and synonyms), and how alike two texts about one thing are is
// learned from the knowledge base's own variants. The same texts in the same order give the same
// groups.

#include <string>
#include <vector>

#include "knowledge/corpus.hpp"

namespace yingda::knowledge {

// No more texts than this are grouped at once; the rest is left out.
inline constexpr std::size_t grouped_texts_max = 5000;

// `variants`: the reading of what is known already, of the same locale; their vocabulary grows by
// what the texts say beyond it. A text without a single feature belongs to no group.
std::vector<TextGroup> group_texts(Corpus variants, const std::vector<std::string>& texts);

// The same at a given likeness, from 0 to 1, instead of one that is learned.
std::vector<TextGroup> group_texts(Corpus variants, const std::vector<std::string>& texts,
                                   double alike_min);

// How alike, as the mean cosine with all others of its group, a text must be. Learned by grouping
// a sample of the variants themselves, whose groups are known; a shipped number when there are too
// few of them.
double learn_alike_min(const Corpus& variants);

}  // namespace yingda::knowledge
