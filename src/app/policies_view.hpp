#pragma once
// What supervisors may look up without asking whoever runs the server.

#include <string>
#include <vector>

#include "content/config.hpp"
#include "conversation/catalog.hpp"
#include "net/endpoints.hpp"

namespace yingda::app {

// GET /v1/policies: promises, hours, escalation, teams and canned replies as the configuration has
// them, and which flow hands what to whom.
std::string policies_json(const content::Config& config, const conversation::Catalog& catalog);

// The teams that somebody of ours serves.
std::vector<net::TeamName> team_names(const conversation::Catalog& catalog,
                                      const gateway::Staff& staff);

}  // namespace yingda::app
