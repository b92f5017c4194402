#pragma once
// A notice as it goes out: {"type","timestamp","data":{…}}. Names of people, what they wrote and
// secrets of orders are not in it; who signed in at the shop is, by the shop's own id.

#include <string>

#include "conversation/notice.hpp"

namespace yingda::wire {

// `after` is the state after the step; `at` is when it happened.
std::string notice_json(const conversation::Notice& notice, const conversation::State& after,
                        Instant at);

}  // namespace yingda::wire
