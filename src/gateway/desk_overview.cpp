// The desk as supervisors see it: one picture of what waits, who works and which promises are at
// risk. Made from what is in memory, so that asking every few seconds costs the store nothing.

#include <algorithm>

#include "gateway/core.hpp"
#include "gateway/desk.hpp"
#include "wire/desk_view.hpp"
#include "wire/json.hpp"

namespace yingda::gateway {
namespace {

using conversation::Handling;
using conversation::State;
using wire::Json;
using wire::text_of;

// A wallboard shows the worst; the lists hold all of them.
constexpr std::size_t risks_max = 100;
constexpr std::size_t live_max = 200;
// How far ahead a deadline is called a risk.
constexpr std::chrono::minutes risk_ahead{30};

struct Risk {
  std::string clock;  // first_response, next_response, resolve, promise
  Instant due{};
  bool missed = false;
};

// The deadline that is missed longest or comes first.
std::optional<Risk> worst_of(const State& state, Instant now) {
  std::optional<Risk> worst;
  const auto consider = [&](const char* clock, Instant due, bool missed) {
    const bool late = missed || due <= now;
    if (!late && due > now + risk_ahead) return;
    if (!worst || due < worst->due) worst = Risk{clock, due, late};
  };
  if (const auto* order = open_order(state)) {
    if (!order->first_response_at) {
      consider("first_response", order->first_response_due, order->first_response_missed);
    }
    if (order->next_response_due) {
      consider("next_response", *order->next_response_due, order->next_response_missed);
    }
    if (!order->request) consider("resolve", order->resolve_due, order->resolve_missed);
  }
  for (const auto& order : state.orders) {
    for (const auto& promised : order.commitments) {
      if (promised.kept_at || promised.state == workorder::CommitmentState::dropped) continue;
      const bool missed = promised.state == workorder::CommitmentState::missed;
      if (missed || promised.state == workorder::CommitmentState::open) {
        consider("promise", promised.due, missed);
      }
    }
  }
  return worst;
}

Json risk_json(const Risk& risk) {
  return {{"clock", risk.clock}, {"due", to_rfc3339(risk.due)}, {"missed", risk.missed}};
}

Json names_of_team(const conversation::Catalog& catalog, const std::string& id) {
  const auto* team = catalog.team(id);
  return team == nullptr ? Json::object() : wire::names_json(team->name);
}

struct TeamFigures {
  int waiting = 0;
  int with_agents = 0;
  std::optional<Instant> oldest;
};

Json team_json(const conversation::Catalog& catalog, const std::string& id,
               const TeamFigures& figures, int online) {
  Json out{{"id", id},
           {"name", catalog.team_name(id, catalog.default_locale)},
           {"names", names_of_team(catalog, id)},
           {"waiting", figures.waiting},
           {"with_agents", figures.with_agents},
           {"online", online}};
  if (figures.oldest) out["oldest_queued_at"] = to_rfc3339(*figures.oldest);
  return out;
}

}  // namespace

std::string Desk::overview() const {
  const Instant now = core_.now();
  const auto& catalog = *core_.catalog;
  std::map<std::string, TeamFigures> teams;
  for (const auto& team : catalog.policy.teams) teams[team.id];
  std::vector<std::pair<Risk, const State*>> risks;
  std::vector<const State*> live;
  int overdue = 0;
  for (const auto& [id, state] : known_) {
    TeamFigures& team = teams[state.team];
    if (state.handling == Handling::agent) {
      ++team.with_agents;
      live.push_back(&state);
    } else {
      ++team.waiting;
      const Instant since = state.queued_at.value_or(state.last_at);
      team.oldest = team.oldest ? std::min(*team.oldest, since) : since;
    }
    if (const auto risk = worst_of(state, now)) {
      overdue += risk->missed ? 1 : 0;
      risks.emplace_back(*risk, &state);
    }
  }
  std::sort(risks.begin(), risks.end(),
            [](const auto& a, const auto& b) { return a.first.due < b.first.due; });
  std::sort(live.begin(), live.end(),
            [](const State* a, const State* b) { return a->last_at > b->last_at; });
  Json out{{"at", to_rfc3339(now)}, {"overdue", overdue}, {"at_risk", risks.size()}};
  out["teams"] = Json::array();
  for (const auto& [id, figures] : teams) {
    if (!id.empty()) {
      out["teams"].push_back(team_json(catalog, id, figures, roster_.online_for(id)));
    }
  }
  out["agents"] = Json::parse(agents_now());
  out["risks"] = Json::array();
  for (std::size_t i = 0; i < std::min(risks.size(), risks_max); ++i) {
    Json row = wire::row_json(catalog, *risks[i].second);
    row["risk"] = risk_json(risks[i].first);
    out["risks"].push_back(std::move(row));
  }
  out["live"] = Json::array();
  for (std::size_t i = 0; i < std::min(live.size(), live_max); ++i) {
    out["live"].push_back(wire::row_json(catalog, *live[i]));
  }
  return text_of(out);
}

// Everybody who is connected, or was a moment ago and still has conversations.
std::string Desk::agents_now() const {
  Json out = Json::array();
  for (const auto& [id, present] : present_) {
    const auto* agent = roster_.find(id);
    if (agent == nullptr || !takes_conversations(present.staff)) continue;
    Json one{{"id", id},
             {"name", shown_name(present.staff, core_.catalog->default_locale)},
             {"names", present.staff.names},
             {"role", present.staff.role},
             {"status", present.sockets.empty() ? "gone"
                        : agent->online         ? "online"
                                                : "away"},
             {"load", agent->load},
             {"capacity", agent->capacity},
             {"teams", agent->teams}};
    if (!present.away_reason.empty()) one["reason"] = present.away_reason;
    if (present.since != Instant{}) one["since"] = to_rfc3339(present.since);
    out.push_back(std::move(one));
  }
  return text_of(out);
}

workorder::ServiceNow Desk::service_now() const {
  workorder::ServiceNow now;
  for (const auto& waiting : roster_.in_order()) {
    ++now.waiting;
    if (!now.waiting_since || waiting.queued_at < *now.waiting_since) {
      now.waiting_since = waiting.queued_at;
    }
  }
  for (const auto& [id, present] : present_) {
    const auto* agent = roster_.find(id);
    if (agent != nullptr && agent->online) ++now.agents;
  }
  return now;
}

}  // namespace yingda::gateway
