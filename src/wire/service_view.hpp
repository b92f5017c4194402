#pragma once
// The public service level as JSON: GET /v1/service-level.

#include <nlohmann/json.hpp>

#include "workorder/service_level.hpp"

namespace yingda::wire {

// Times in seconds, shares from 0 to 1; null where there is nothing to compute from.
nlohmann::json service_level_json(const workorder::ServiceLevel& level);

}  // namespace yingda::wire
