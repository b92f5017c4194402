#pragma once
// What is done about something that was understood while no question is open: an article is shown,
// a flow started, an order looked at.

#include <string>
#include <vector>

#include "conversation/turn.hpp"

namespace yingda::conversation {

// Does the text hold a number of the shop's orders?
bool names_order(const Turn& turn, const std::string& text);

// Does what the first candidate is for.
void follow(Turn& turn, const std::string& text, const knowledge::Understanding& understood);

// Less sure, but an order is named: true when a flow about orders took it.
bool heard_case(Turn& turn, const std::string& text, const knowledge::Understanding& understood);
bool heard_order(Turn& turn, const std::string& text);

// A message that says several things, and more of them are known than the message as a whole:
// every one is answered, and what is not known is named. False: it is to be taken as a whole.
bool answered_several(Turn& turn, const std::vector<Utterance>& utterances, bool whole_known);

// The next of several wishes, when the one before is done; with a person now, the visitor hears
// that the person has them.
void begin_next(Turn& turn);

// One order is looked at; that the message names others as well is not passed over.
void mention_other_orders(Turn& turn, const std::string& text);

// Questions beside an answer that was just taken: shown before the flow goes on. `sure`: the
// confidence that is needed. The flow that one of them starts, which is for the caller to begin
// when the answer has been dealt with; empty: none does.
std::string answer_beside(Turn& turn, const std::vector<Utterance>& utterances, double sure);

}  // namespace yingda::conversation
