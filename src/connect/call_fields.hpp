#pragma once
// Header fields that name a call to the other side without telling it anything: derived from the
// conversation and the call by a hash, so a call repeated after a restart has the same key.

#include <string>
#include <utility>
#include <vector>

#include "gateway/ports.hpp"

namespace yingda::connect {

// Idempotency-Key: 32 hex digits. traceparent: W3C Trace Context, version 00.
std::vector<std::pair<std::string, std::string>> call_fields(const gateway::CallRow& call);

}  // namespace yingda::connect
