#pragma once
// How complete a complaint is: who and what, evidence, a clear demand. It says who is asked first
// to be helped among cases of one class; deadlines do not follow it, and no case needs it to be
// taken.

#include <string>
#include <vector>

#include "workorder/work_order.hpp"

namespace yingda::workorder {

inline constexpr int elements_of_complaint = 3;

struct Completeness {
  int score = 0;                     // of `elements_of_complaint`
  std::vector<std::string> missing;  // "what", "evidence", "demand", in this order
  bool operator==(const Completeness&) const = default;
};

// `about` names what it is about, or a demand with an amount does; evidence is a file; a demand is
// of any kind.
Completeness completeness_of(const WorkOrder& order);

// Cases of one class are compared with each other only: its promises are the same.
int class_of(const WorkOrder& order);

// How much earlier than its promise says a case is worked on for what its customer has told: up to
// a tenth of the promise's length, so that nobody waits much longer for having told less.
TimeSpan lead_of(const WorkOrder& order);

}  // namespace yingda::workorder
