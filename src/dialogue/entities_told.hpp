#pragma once
// Which words of a line tell the point in time that is asked for.
// "昨天下午三点付的款，今天上午九点还 没到" names two: when it was paid, and when somebody looked.
// Read over the whole line, the day of one and the hour of the other would make a third that nobody
// named.

#include <string_view>

#include "base/time.hpp"
#include "dialogue/entities_parts.hpp"

namespace yingda::dialogue {

struct Told {
  Line kept;             // as long as the line; what tells of another point is blank there
  Line denied;           // "不是昨天下午三点": it still tells what is not said anew
  bool nothing = false;  // neither a day nor an hour nor a part of the day is told
  bool several = false;  // two points, and nothing tells which of them is meant
};

// `about`: what the point is asked for ("付款时间"), which may choose among several; may be empty.
Told told_in(const Line& line, const LocalTime& now, std::string_view about);

// Does the line tell when something else happened than what is asked for: of "付款时间" "三点到的"?
bool tells_of_another(const Line& line, std::string_view about);

}  // namespace yingda::dialogue
