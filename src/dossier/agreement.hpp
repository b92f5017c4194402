#pragma once
// What dossier.json says about the case, held against the conversation's own events. The events are
// chained as they happen; status, demands, timeline and promises come from the stored case, which
// somebody may have edited: whatever an event tells must be found there, and nothing else.

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace yingda::dossier {

// Whether no event is missing that the customer saw. What was erased leaves a hole in their count,
// and then nothing can be derived from the rest.
bool whole(const nlohmann::json& events);

// One sentence for each contradiction; none can be found unless the events are whole. Those of the
// staff may be there or not.
std::vector<std::string> disagreements(const nlohmann::json& facts, const nlohmann::json& events);

}  // namespace yingda::dossier
