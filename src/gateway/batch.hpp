#pragma once
// What a decision makes durable.

#include <optional>
#include <vector>

#include "conversation/step.hpp"
#include "gateway/ports.hpp"

namespace yingda::gateway {

std::vector<LogEntry> encode_entries(const std::vector<conversation::Entry>& entries);

// Everything of one step but the name of the release it was decided on. `key` is the frame's that
// caused it; pos and seq are filled in here.
Batch make_batch(const conversation::Event& event, const conversation::Transition& transition,
                 std::vector<LogEntry> entries, const std::optional<ClientKey>& key);

}  // namespace yingda::gateway
