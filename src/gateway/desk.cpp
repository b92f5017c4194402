#include "gateway/desk.hpp"

#include <algorithm>
#include <utility>

#include "conversation/alerts.hpp"
#include "conversation/skills.hpp"
#include "conversation/snoozing.hpp"
#include "gateway/core.hpp"
#include "gateway/desk_connection.hpp"
#include "gateway/desk_queue.hpp"
#include "gateway/frame.hpp"
#include "wire/desk_view.hpp"
#include "wire/json.hpp"
#include "wire/server_frame.hpp"
#include "workorder/calendar.hpp"
#include "workorder/completeness.hpp"

namespace yingda::gateway {
namespace {

using conversation::Handling;
using wire::Json;
using wire::text_of;

// Changes of one moment go out as one list; the longer the queue, the longer the moment.
constexpr TimeSpan flush_delay{30};
constexpr TimeSpan flush_delay_longest{300};
constexpr int waiting_per_ms = 10;
// Only the front of the queue is told every step; further back a step says nothing.
constexpr int told_exactly = 20;

Instant due_of(const conversation::State& state) {
  const auto* order = open_order(state);
  return order == nullptr ? state.queued_at.value_or(Instant{}) : order->first_response_due;
}

// Whom it takes up a place with: what is set aside takes up none.
std::string bearer(const conversation::State& state) {
  const bool borne = state.handling == Handling::agent && state.agent && !is_set_aside(state);
  return borne ? state.agent->id : std::string();
}

// Who is answerable for the work and did not pass it on; the id of nobody otherwise.
std::string first_asked(const conversation::State& state) {
  const auto* order = open_order(state);
  if (order == nullptr || !order->owner) return {};
  const bool reopened = order->status == workorder::Status::reopened;
  return order->transfers == 0 || reopened ? order->owner->id : std::string();
}

routing::Waiting waiting_of(const conversation::Policy& policy, const conversation::State& state) {
  routing::Waiting out{state.id,
                       state.team,
                       state.supervisor_only,
                       due_of(state),
                       state.queued_at.value_or(state.last_at),
                       first_asked(state)};
  if (const auto* order = open_order(state)) {
    out.kind = workorder::class_of(*order);
    out.lead = workorder::lead_of(*order);
  }
  out.skills = skills_wanted(policy, state);
  if (!out.skills.empty()) out.anybody_from = out.queued_at + policy.skill_wait;
  return out;
}

std::int64_t seconds_of(TimeSpan span) {
  return std::chrono::duration_cast<std::chrono::seconds>(span).count();
}

}  // namespace

bool Desk::owns_order(const Staff& staff, const conversation::State& state) {
  return std::any_of(state.orders.begin(), state.orders.end(),
                     [&](const auto& order) { return order.owner && order.owner->id == staff.id; });
}

bool Desk::is_supervisor(const Staff& staff) const {
  return staff.role == "supervisor" || staff.role == "admin";
}

bool Desk::may_see(const Staff& staff, const conversation::State& state) const {
  if (is_supervisor(staff)) return true;
  if (staff.role != "agent") return false;
  if (state.agent && state.agent->id == staff.id) return true;
  if (owns_order(staff, state)) return true;
  if (state.handling == Handling::bot || state.supervisor_only) return false;
  return staff.teams.empty() ||
         std::find(staff.teams.begin(), staff.teams.end(), state.team) != staff.teams.end();
}

bool Desk::watches(const Staff& staff, const conversation::State& state) const {
  if (state.handling == Handling::queued || owns_order(staff, state)) return false;
  return !state.agent || state.agent->id != staff.id;
}

bool Desk::takes_conversations(const Staff& staff) const { return staff.role != "editor"; }

const Staff* Desk::colleague(const std::string& staff) const {
  for (const auto& [id, present] : present_) {
    const auto* agent = roster_.find(id);
    if (present.sockets.empty() || agent == nullptr || !agent->online) continue;
    if (id == staff || present.staff.name == staff) return &present.staff;
  }
  return nullptr;
}

void Desk::remember_tasks(const conversation::State& state) {
  tasks_.erase(state.id);
  if (state.handling != Handling::bot) return;  // among those that are known
  auto standing = conversation::standing_alerts(state);
  if (!standing.empty()) tasks_[state.id] = std::move(standing);
}

void Desk::index(const conversation::State& state) {
  remember_tasks(state);
  const auto before = known_.find(state.id);
  note_hand(before == known_.end() ? nullptr : &before->second, &state);
  if (state.handling == Handling::bot) {
    known_.erase(state.id);
    read_.erase(state.id);
    agent_read_.erase(state.id);
  } else {
    known_[state.id] = state;
  }
  if (state.handling == Handling::queued) {
    roster_.wait(waiting_of(core_.catalog->policy, state));
  } else {
    roster_.leave(state.id);
    told_.erase(state.id);
  }
}

void Desk::restore(const conversation::State& state) {
  index(state);
  if (state.handling == Handling::queued) told_[state.id] = state.queue;
  if (state.handling != Handling::agent || !state.agent) return;
  if (!is_set_aside(state)) ++roster_.agent(state.agent->id).load;
  Present& owner = present_[state.agent->id];
  owner.staff.id = state.agent->id;
  owner.staff.name = state.agent->name;
  owner.gone_at = core_.now();  // has the grace time to come back
}

void Desk::connected(DeskConnection& connection, const Staff& staff) {
  Present& present = present_[staff.id];
  present.staff = staff;
  if (present.since == Instant{}) present.since = core_.now();
  present.sockets.insert(&connection);
  present.gone_at.reset();
  auto& agent = roster_.agent(staff.id);
  agent.name = shown_name(staff, core_.catalog->default_locale);
  agent.supervisor = is_supervisor(staff);
  agent.teams = staff.teams;
  agent.skills = {staff.skills.begin(), staff.skills.end()};
  changed();
}

void Desk::disconnected(DeskConnection& connection, const std::string& staff) {
  const auto present = present_.find(staff);
  if (present == present_.end()) return;
  present->second.sockets.erase(&connection);
  if (!present->second.sockets.empty()) return;
  present->second.gone_at = core_.now();
  present->second.since = core_.now();
  roster_.agent(staff).online = false;
  roster_.withdraw_offers(staff);
  changed();
}

void Desk::set_presence(const std::string& staff, bool online, std::optional<int> capacity,
                        const std::string& reason) {
  auto& agent = roster_.agent(staff);
  if (const auto present = present_.find(staff); present != present_.end()) {
    if (online != agent.online || reason != present->second.away_reason) {
      present->second.since = core_.now();
    }
    present->second.away_reason = reason;
  }
  if (online && !agent.online) agent.idle_since = core_.now();
  agent.online = online;
  if (!online) roster_.withdraw_offers(staff);
  if (capacity) agent.capacity = *capacity;
  changed();
}

void Desk::conversation_changed(const conversation::State& before,
                                const conversation::State& after) {
  note_orphan(after);
  const bool quiet = before.handling == Handling::bot && after.handling == Handling::bot;
  if (quiet) return remember_tasks(after);
  if (const auto was = bearer(before), is = bearer(after); was != is) {
    if (!was.empty()) --roster_.agent(was).load;
    if (!is.empty()) ++roster_.agent(is).load;
  }
  if (before.handling == Handling::queued || after.handling == Handling::queued) {
    touched_.try_emplace(after.id, before);
  }
  if (before.handling == Handling::queued && after.handling == Handling::agent &&
      before.queued_at) {
    roster_.taken(before.team, *before.queued_at, core_.now());
  }
  index(after);
  changed();
}

void Desk::changed() {
  if (flush_at_) return;
  const TimeSpan more{static_cast<int>(roster_.waiting()) / waiting_per_ms};
  flush_at_ = core_.now() + std::min(flush_delay + more, flush_delay_longest);
}

std::optional<Instant> Desk::next_due() const {
  auto next = flush_at_;
  const auto sooner = [&next](std::optional<Instant> at) {
    if (at && (!next || *at < *next)) next = at;
  };
  sooner(roster_.next_expiry());
  sooner(widens_at_);
  for (const auto& [id, present] : present_) {
    if (present.gone_at) sooner(*present.gone_at + core_.settings.agent_grace);
  }
  return next;
}

void Desk::tick(Instant now) {
  std::vector<std::string> lost;
  for (const auto& [id, present] : present_) {
    if (present.gone_at && *present.gone_at + core_.settings.agent_grace <= now) lost.push_back(id);
  }
  for (const auto& id : lost) lose(id);
  const auto expiry = roster_.next_expiry();
  if (expiry && *expiry <= now) {
    roster_.expire_offers(now);
    changed();
  }
  if (widens_at_ && *widens_at_ <= now) changed();
  if (!flush_at_ || *flush_at_ > now) return;
  flush_at_.reset();
  for (const auto& [id, staff] : std::exchange(orphans_, {})) release(id, staff);
  pass_on_unattended();
  roster_.look_at_duty(now);
  send_offers(now);
  widens_at_ = roster_.next_widening(now);
  move_queue(now);
  send_lists();
}

// The agent did not come back: what was in hand goes back to the queue.
void Desk::lose(const std::string& staff) {
  core_.ports.telemetry.event("agent_gone", {{"staff", staff}});
  present_.erase(staff);
  std::vector<std::pair<std::string, conversation::Person>> held;
  for (const auto& [id, state] : known_) {
    if (state.agent && state.agent->id == staff) held.emplace_back(id, *state.agent);
  }
  for (const auto& [id, person] : held) {
    core_.deliver(id, conversation::AgentLost{person});
  }
  changed();  // those who wait may have nobody left
}

void Desk::send_offers(Instant now) {
  if (core_.draining) return;
  for (const auto& offer : roster_.new_offers(now, core_.settings.offer_time)) {
    const auto present = present_.find(offer.agent);
    const auto state = known_.find(offer.conversation);
    if (present == present_.end() || state == known_.end()) continue;
    const auto seconds =
        std::chrono::duration_cast<std::chrono::seconds>(core_.settings.offer_time).count();
    const Json frame{{"type", "offer"},
                     {"conversation", offer.conversation},
                     {"expires_in_s", seconds},
                     {"row", wire::row_json(*core_.catalog, state->second)}};
    const auto shared = make_frame(text_of(frame));
    for (DeskConnection* socket : present->second.sockets) socket->send(shared);
  }
}

// An honest place is worth a row in the log; a place far back that moves by one is not. Nor is an
// agent whose connection broke: only when nobody of them comes back is nobody there.
bool Desk::worth_telling(const conversation::QueueMoved& told, int position, int online) const {
  const int moved = std::abs(told.position - position);
  if (moved > 0 && (told.position <= told_exactly || moved * 10 >= told.position)) return true;
  if ((told.online > 0) == (online > 0)) return false;
  const auto expected = [](const auto& item) { return item.second.gone_at.has_value(); };
  return online > 0 || std::ranges::none_of(present_, expected);
}

// Tells visitors their place when it changed, and whether somebody is on duty.
void Desk::move_queue(Instant now) {
  if (core_.draining) return;
  std::map<std::string, int> places;
  const auto order = roster_.in_order();  // what is delivered may change it
  for (const auto& waiting : order) {
    const int position = ++places[waiting.team];
    auto& told = told_[waiting.conversation];
    const int online = roster_.online_for(waiting.team);
    if (!worth_telling(told, position, online)) continue;
    told = {position, {}, online};
    if (const auto wait = roster_.wait_range(waiting.conversation, now)) {
      told.wait_s = wait->likely_s;
      told.wait_least_s = wait->least_s;
      told.wait_most_s = wait->most_s;
      told.waits_measured = wait->measured;
    }
    if (online == 0) told.opens = workorder::next_opening(core_.catalog->policy.calendar, now);
    core_.deliver(waiting.conversation, conversation::QueueMoved(told));
  }
}

std::string Desk::away_reason(const std::string& staff) const {
  const auto present = present_.find(staff);
  return present == present_.end() ? std::string() : present->second.away_reason;
}

std::string Desk::welcome_for(const Staff& staff) const {
  const auto* agent = roster_.find(staff.id);
  Json teams = Json::array();
  for (const auto& team : core_.catalog->policy.teams) {
    const auto& locale = core_.catalog->default_locale;
    teams.push_back({{"id", team.id},
                     {"name", dialogue::pick(team.name, locale, locale)},
                     {"names", wire::names_json(team.name)}});
  }
  const Json frame{{"type", "welcome"},
                   {"agent",
                    {{"id", staff.id},
                     {"login", staff.name},
                     {"name", shown_name(staff, core_.catalog->default_locale)},
                     {"names", staff.names},
                     {"role", staff.role},
                     {"teams", staff.teams},
                     {"skills", staff.skills},
                     {"status", agent != nullptr && agent->online ? "online" : "away"},
                     {"reason", away_reason(staff.id)},
                     {"capacity", agent != nullptr ? agent->capacity : 5}}},
                   {"teams", std::move(teams)},
                   {"staff", Json::parse(staff_list())},
                   {"edit_window_s", seconds_of(core_.catalog->policy.edit_window)},
                   {"server_time", to_rfc3339(core_.now())}};
  // The lists are text already, and the longest part by far.
  std::string text = text_of(frame);
  text.pop_back();
  const auto front = QueueFront(*this, roster_.in_order()).of(staff);
  return text + ",\"waiting\":" + std::to_string(front.waiting) + ",\"queue\":[" + front.rows +
         "]," + hand_of(staff) + "}";
}

void Desk::visitor_types(const std::string& conversation) {
  const auto state = known_.find(conversation);
  if (state == known_.end() || !state->second.agent) return;
  const auto present = present_.find(state->second.agent->id);
  if (present == present_.end()) return;
  const auto frame = make_frame(wire::desk_typing_frame(conversation));
  for (DeskConnection* socket : present->second.sockets) socket->send(frame);
}

void Desk::visitor_read(const std::string& conversation, std::uint64_t seq) {
  const auto state = known_.find(conversation);
  if (state == known_.end()) return;
  auto& read = read_[conversation];
  if (seq <= read) return;
  read = seq;
  if (!state->second.agent) return;
  const auto present = present_.find(state->second.agent->id);
  if (present == present_.end()) return;
  const auto frame = make_frame(wire::desk_read_frame(conversation, seq));
  for (DeskConnection* socket : present->second.sockets) socket->send(frame);
}

std::uint64_t Desk::read_by_visitor(const std::string& conversation) const {
  return read_.contains(conversation) ? read_.at(conversation) : 0;
}

bool Desk::agent_read(const std::string& conversation, std::uint64_t seq) {
  if (!known_.contains(conversation) || seq <= read_by_agent(conversation)) return false;
  agent_read_[conversation] = seq;
  return true;
}

std::uint64_t Desk::read_by_agent(const std::string& conversation) const {
  return agent_read_.contains(conversation) ? agent_read_.at(conversation) : 0;
}

}  // namespace yingda::gateway
