#pragma once
// What supervisors may look up without asking whoever runs the server.

#include <string>

#include "content/config.hpp"
#include "conversation/catalog.hpp"

namespace yingda::app {

// GET /v1/policies: promises, hours, escalation, teams and canned replies as the configuration has
// them, and which flow hands what to whom.
std::string policies_json(const content::Config& config, const conversation::Catalog& catalog);

}  // namespace yingda::app
