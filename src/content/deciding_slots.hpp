#pragma once
// Which slots decide where a flow goes. Of all others the proofs need to know nothing.

#include <set>
#include <string>

#include "dialogue/flow.hpp"

namespace yingda::content {

std::set<std::string> deciding_slots(const dialogue::FlowSet& flows);

}  // namespace yingda::content
