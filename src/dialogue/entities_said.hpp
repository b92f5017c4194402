#pragma once
// What a text says of a point in time, in as many parts as it says; and the point that makes.

#include <optional>

#include "base/time.hpp"
#include "dialogue/entities_time.hpp"

namespace yingda::dialogue {

// What a text says of a point in time, in as many parts as it says.
struct Said {
  std::optional<FoundDate> date;
  std::optional<FoundTime> time;
  DayPart part = DayPart::unsaid;
  bool loose = false;     // "上周": no day that one could name
  bool deadline = false;  // "周五下午6点前", "by Friday": of two such days the one ahead
  bool ahead = false;     // asked for what is still to come
};

// Everything that the whole line says, read as of one point.
Said said_in(const Line& original, const LocalTime& now);

// What was said of the day and the hour, put together; `said.time` must be there.
LocalTime point_of(const Said& said, const LocalTime& now);

}  // namespace yingda::dialogue
