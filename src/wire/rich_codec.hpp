#pragma once
// The node tree of formatted text as JSON (docs/protocol.md section 3).

#include <nlohmann/json.hpp>

#include "base/rich.hpp"

namespace yingda::wire {

nlohmann::json encode_rich(const Rich& nodes);

}  // namespace yingda::wire
