#pragma once
// What may stay of a work order whose customer's data was erased: its number, its kind, its times,
// what was promised and what became of it, and sums; no words, no people but our own, no secret.

#include "workorder/work_order.hpp"

namespace yingda::workorder {

WorkOrder stripped(const WorkOrder& order);

}  // namespace yingda::workorder
