#pragma once
// The public page of one work order, for whoever has its number and secret. No script, no staff
// notes.

#include <string>

#include "base/time.hpp"
#include "workorder/work_order.hpp"

namespace yingda::pages {

// What the form says above itself.
enum class TrackNotice { none, wrong, too_many, unavailable };

// Asks for number and secret; `number` is what was typed last.
std::string track_form(const std::string& locale, const std::string& number = {},
                       TrackNotice notice = TrackNotice::none);

struct TrackedOrder {
  const workorder::WorkOrder& order;
  std::string department;  // its name
  std::string locale;
  ZoneOffset zone;
  Instant now{};
  // The id of what the reader does next: sent twice, it counts once.
  std::string action_id;
  std::string notice{};  // above everything; text
  std::string asked{};   // the number that was asked for, when it was merged into this order
};

std::string track_page(const TrackedOrder& tracked);

}  // namespace yingda::pages
