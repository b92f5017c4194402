#pragma once
// Two work orders that turn out to be one matter, and one that turns out to be two. Pure changes of
// the orders themselves; who may do it, and who is told, is the conversation's (arranging.cpp).
//
// What holds for all of them: nobody gets a later deadline by it, nothing that was promised or owed
// is forgotten, nothing is paid twice, and every number that a customer was given goes on working.

#include <cstdint>
#include <string>
#include <vector>

#include "workorder/calendar.hpp"
#include "workorder/work_order.hpp"

namespace yingda::workorder {

// Counts an order's changes: whoever acts on it says which one they saw.
inline std::uint64_t version_of(const WorkOrder& order) { return order.history.size(); }

// The older of two goes on: its customer has waited since then.
bool is_older(const WorkOrder& one, const WorkOrder& other);

// Numbers of the open orders that are about the same shop order and problem as `order`, as far as
// both are known: people decide.
std::vector<std::string> duplicates_of(const WorkOrder& order, const std::vector<WorkOrder>& all);

// `from` ends in `into`, which gets its demands, files, deadlines, misses and open commitments. The
// graver class and each tighter deadline stay. What `from` owes stays in its own ledger. Both must
// be unsettled.
void merge(WorkOrder& from, WorkOrder& into, const Calendar& calendar, Instant now);

// What of an order goes to a new one.
struct Part {
  std::vector<std::string> demands;   // kinds
  std::vector<std::string> evidence;  // ids
};

// The new order, without number, secret, type and title: what moves is taken from `order`. It keeps
// the deadlines that still run; for one that was missed, `fresh` has a new one.
WorkOrder split_off(WorkOrder& order, const Part& part, const WorkOrder& fresh);

}  // namespace yingda::workorder
