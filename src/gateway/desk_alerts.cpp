// Who at the desk is alerted: whoever has the case, those who could take it, and, as the escalation
// goes on, supervisors and managers.

#include <algorithm>

#include "conversation/alerts.hpp"
#include "gateway/core.hpp"
#include "gateway/desk.hpp"
#include "gateway/desk_connection.hpp"
#include "gateway/frame.hpp"
#include "wire/json.hpp"

namespace yingda::gateway {
namespace {

using conversation::Handling;
using wire::text_of;

// Whoever logs in is shown the oldest misses; all of them are in the lists.
constexpr std::size_t standing_alerts_max = 50;

std::string alert_text(const std::string& conversation, const conversation::Alert& alert) {
  return text_of({{"type", "alert"},
                  {"conversation", conversation},
                  {"number", alert.number},
                  {"alert", alert.kind},
                  {"due", to_rfc3339(alert.due)},
                  {"text", alert.number}});
}

}  // namespace

bool Desk::concerns(const std::string& staff, const Present& present,
                    const conversation::State& state, const conversation::Alert& alert) const {
  if (state.agent ? state.agent->id == staff : owns_order(present.staff, state)) return true;
  if (state.handling == Handling::queued && may_see(present.staff, state)) return true;
  if (alert.managers && present.staff.role == core_.catalog->policy.manager_role) return true;
  return alert.supervisors && is_supervisor(present.staff);
}

void Desk::alert(const conversation::State& state, const conversation::Alert& alert) {
  core_.ports.telemetry.count("yingda_sla_due_total", alert.kind);
  core_.ports.telemetry.event("alert", {{"kind", alert.kind}, {"number", alert.number}});
  const auto frame = make_frame(alert_text(state.id, alert));
  for (const auto& [id, present] : present_) {
    if (!concerns(id, present, state, alert)) continue;
    for (DeskConnection* socket : present.sockets) socket->send(frame);
  }
}

std::vector<std::string> Desk::standing_alerts_for(const Staff& staff) const {
  const auto present = present_.find(staff.id);
  if (present == present_.end()) return {};
  std::vector<std::pair<std::string, conversation::Alert>> found;  // by conversation
  for (const auto& [id, state] : known_) {
    for (auto& alert : conversation::standing_alerts(state)) {
      if (concerns(staff.id, present->second, state, alert)) found.emplace_back(id, alert);
    }
  }
  if (is_supervisor(staff)) {
    for (const auto& [id, alerts] : tasks_) {
      for (const auto& alert : alerts) found.emplace_back(id, alert);
    }
  }
  std::stable_sort(found.begin(), found.end(),
                   [](const auto& a, const auto& b) { return a.second.due < b.second.due; });
  if (found.size() > standing_alerts_max) found.resize(standing_alerts_max);
  std::vector<std::string> out;
  for (const auto& [conversation, alert] : found) out.push_back(alert_text(conversation, alert));
  return out;
}

}  // namespace yingda::gateway
