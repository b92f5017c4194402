#pragma once
// A notice as it goes out: {"type","timestamp","data":{…}}. Names of people, what they wrote and
// secrets of orders are not in it; who signed in at the shop is, by the shop's own id.

#include <string>

#include "conversation/notice.hpp"

namespace yingda::wire {

// `after` is the state after the step; `at` is when it happened.
std::string notice_json(const conversation::Notice& notice, const conversation::State& after,
                        Instant at);

// What the visitor's own mail is made of when it is sent: {"locale","number","news":[…],"asks"?:
// something of them is waited for, "due"? in ms and "due_what"?: answer, promise, solution}. The
// address is not in it.
std::string mail_json(const conversation::Notice& notice, const conversation::State& after);

}  // namespace yingda::wire
