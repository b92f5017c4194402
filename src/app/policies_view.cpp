#include "app/policies_view.hpp"

#include <algorithm>

#include "wire/desk_view.hpp"
#include "wire/json.hpp"

namespace yingda::app {
namespace {

using wire::Json;

constexpr std::array settings{"time_zone",     "teams",      "skills",         "skill_wait",
                              "default_team",  "sla",        "calendar",       "compensation",
                              "waiting",       "escalation", "unseen_after",   "max_transfers",
                              "claim_timeout", "offer_time", "agent_grace",    "agent_silence",
                              "edit_window",   "silence",    "canned_replies", "work_order_types"};

Json rule(const dialogue::Flow& flow, const std::string& team, const std::string& type,
          const std::string& tier, bool urgent) {
  return {{"flow", flow.id}, {"flow_names", wire::names_json(flow.name)},
          {"team", team},    {"type", type},
          {"tier", tier},    {"urgent", urgent}};
}

// In the order of the flows; where a flow says the same twice, once.
Json dispatch(const conversation::Catalog& catalog) {
  Json out = Json::array();
  const auto add = [&](Json line) {
    if (std::find(out.begin(), out.end(), line) == out.end()) out.push_back(std::move(line));
  };
  const auto& fallback = catalog.policy.default_team;
  for (const auto& [id, flow] : catalog.flows.flows) {
    for (const auto& step : flow.steps) {
      if (const auto* opens = std::get_if<dialogue::OpenWorkOrder>(&step.body)) {
        const auto& team = opens->department.empty() ? fallback : opens->department;
        add(rule(flow, team, opens->type, opens->tier, opens->urgent));
      }
      if (const auto* hands = std::get_if<dialogue::Handoff>(&step.body)) {
        const auto& team = hands->team.empty() ? fallback : hands->team;
        add(rule(flow, team, hands->type, hands->tier, hands->urgent));
      }
    }
  }
  return out;
}

}  // namespace

std::string policies_json(const content::Config& config, const conversation::Catalog& catalog) {
  const Json all = Json::parse(content::to_json(config));
  Json out{{"release", catalog.release}, {"dispatch", dispatch(catalog)}};
  for (const char* name : settings) out[name] = all.at(name);
  return wire::text_of(out);
}

std::vector<net::TeamName> team_names(const conversation::Catalog& catalog,
                                      const gateway::Staff& staff) {
  std::vector<net::TeamName> out;
  const auto& locale = catalog.default_locale;
  for (const auto& [id, name] : catalog.policy.teams) {
    const bool serves = staff.teams.empty() || std::ranges::count(staff.teams, id) > 0;
    const auto names = wire::text_of(wire::names_json(name));
    if (serves) out.push_back({id, dialogue::pick(name, locale, locale), names});
  }
  return out;
}

}  // namespace yingda::app
