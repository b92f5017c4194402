#pragma once
// Conversations as the desk sees them: rows of lists, and the context that makes repeating oneself
// unnecessary (docs/protocol.md section 2).

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "conversation/catalog.hpp"
#include "conversation/state.hpp"

namespace yingda::wire {

enum class Privacy { masked, open };

// A name in all its languages: {"zh-CN":…,"en":…}.
nlohmann::json names_json(const dialogue::Text& name);

nlohmann::json row_json(const conversation::Catalog& catalog, const conversation::State& state,
                        Privacy privacy = Privacy::masked);

// A line of the table of work orders, masked.
nlohmann::json order_row_json(const conversation::Catalog& catalog,
                              const conversation::State& state, const workorder::WorkOrder& order);

// `transcript` holds whole event objects as JSON text, masked already where they are to be.
std::string context_frame(const conversation::Catalog& catalog, const conversation::State& state,
                          const std::vector<std::string>& transcript, Privacy privacy);

}  // namespace yingda::wire
