#pragma once
// A work order as its visitor and the desk see it.

#include <nlohmann/json.hpp>

#include "workorder/work_order.hpp"

namespace yingda::wire {

// A line of the order's ledger, and an agent's own promise. Who paid is nobody else's business.
nlohmann::json compensation_json(const workorder::Compensation& line);
nlohmann::json commitment_json(const workorder::Commitment& commitment);

// The members of a `work_order` event, without secret, kind and note.
nlohmann::json order_json(const workorder::WorkOrder& order, const std::string& department_name);

// Everything that was promised about it, and what had become of that by `now`.
nlohmann::json promise_record_json(const workorder::WorkOrder& order, Instant now);

// The public tracking view: the same plus a timeline that names no staff notes.
nlohmann::json tracking_json(const workorder::WorkOrder& order, const std::string& department_name);

}  // namespace yingda::wire
