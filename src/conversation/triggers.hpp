#pragma once
// What starts a flow besides its example sentences: whole phrases, keywords, events, and the guard
// that must hold. Example sentences, articles and keywords end up in one ranking.

#include <string>
#include <string_view>

#include "conversation/said.hpp"
#include "conversation/turn.hpp"

namespace yingda::conversation {

// Fills catalog.triggers from the flows and the policy. Whoever builds a catalog calls it last.
void index_triggers(Catalog& catalog);

// The flow or pattern that the whole message is a phrase of; empty: none, or its guard does not
// hold.
std::string phrase_flow(const Turn& turn, const Said& said);

// The flow that nothing may disturb whose words these are; empty: none.
std::string crisis_flow(const Turn& turn, const Said& said);

bool holds_keyword(const Catalog& catalog, std::string_view flow, const Said& said);

// What the engine made of the text, with what only the conversation knows: flows whose guard does
// not hold are gone, and where the sentence alone decides nothing, a keyword does.
knowledge::Understanding weighed(const Turn& turn, const Said& said,
                                 const knowledge::Understanding& understood);

// The flow that a page's event starts here and now; empty: none.
std::string event_flow(const Turn& turn, const std::string& event, const std::string& flow);

}  // namespace yingda::conversation
