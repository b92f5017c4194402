#pragma once
// Whether a conversation's recording still gives the state that was stored with it.

#include <string>

namespace yingda::app {

// Both as wire::encode_state writes them. Empty when they are the same; else where they differ
// first, by names alone ("orders/0/status"): values are people's. What an older program stored is
// brought up to date first, as a server does before it goes on; a member that did not exist when
// the state was written is not compared.
std::string state_difference(const std::string& stored, const std::string& replayed);

}  // namespace yingda::app
