#include "routing/roster.hpp"

#include <algorithm>
#include <tuple>

namespace yingda::routing {
namespace {

bool in_team(const Agent& agent, const std::string& team) {
  return agent.teams.empty() ||
         std::find(agent.teams.begin(), agent.teams.end(), team) != agent.teams.end();
}

bool can(const Agent& agent, const std::vector<std::string>& skills) {
  return std::ranges::all_of(skills,
                             [&](const auto& skill) { return agent.skills.contains(skill); });
}

bool before(const Waiting& a, const Waiting& b) {
  return std::tie(a.due, a.queued_at, a.conversation) <
         std::tie(b.due, b.queued_at, b.conversation);
}

}  // namespace

Agent& Roster::agent(const std::string& id) {
  Agent& agent = agents_[id];
  agent.id = id;
  return agent;
}

const Agent* Roster::find(const std::string& id) const {
  const auto found = agents_.find(id);
  return found == agents_.end() ? nullptr : &found->second;
}

bool Roster::serves(const std::string& id, const std::string& team, bool supervisor_only) const {
  const Agent* agent = find(id);
  if (agent == nullptr) return false;
  if (supervisor_only && !agent->supervisor) return false;
  return agent->supervisor || in_team(*agent, team);
}

int Roster::online_for(const std::string& team) const {
  return static_cast<int>(std::ranges::count_if(
      agents_, [&](const auto& item) { return item.second.online && in_team(item.second, team); }));
}

void Roster::wait(Waiting waiting) {
  const std::string id = waiting.conversation;
  const auto known = queue_.find(id);
  if (known != queue_.end() && known->second.team != waiting.team) {
    offers_.erase(id);
    passed_.erase(id);
  }
  queue_[id] = std::move(waiting);
  order_.reset();
}

void Roster::leave(const std::string& conversation) {
  if (queue_.erase(conversation) > 0) order_.reset();
  offers_.erase(conversation);
  passed_.erase(conversation);
}

const std::vector<Waiting>& Roster::in_order() const {
  if (order_) return *order_;
  auto& out = order_.emplace();
  out.reserve(queue_.size());
  for (const auto& [id, waiting] : queue_) out.push_back(waiting);
  std::ranges::sort(out, before);
  return out;
}

std::vector<Waiting> Roster::in_work_order() const {
  auto out = in_order();
  // Of one team: what others cannot take must not change what they are asked for.
  const auto class_of = [](const Waiting& waiting) {
    return std::tuple(waiting.team, waiting.supervisor_only, waiting.kind);
  };
  std::map<std::tuple<std::string, bool, int>, std::vector<Waiting>> kinds;
  for (const auto& waiting : out) kinds[class_of(waiting)].push_back(waiting);
  for (auto& [kind, all] : kinds) {
    std::ranges::stable_sort(all, {}, [](const Waiting& each) { return each.due - each.lead; });
  }
  std::map<std::tuple<std::string, bool, int>, std::size_t> taken;
  for (auto& place : out) {
    const auto kind = class_of(place);
    place = kinds[kind][taken[kind]++];
  }
  return out;
}

int Roster::position(const std::string& conversation) const {
  const auto self = queue_.find(conversation);
  if (self == queue_.end()) return 0;
  const auto ahead = std::ranges::count_if(queue_, [&](const auto& item) {
    return item.second.team == self->second.team && before(item.second, self->second);
  });
  return static_cast<int>(ahead) + 1;
}

const Agent* Roster::best_for(const Waiting& waiting, const std::set<std::string>& passed,
                              Instant now) const {
  const Agent* best = nullptr;
  const auto rank = [&](const Agent& agent) {
    return std::tuple(!can(agent, waiting.skills), static_cast<double>(agent.load) / agent.capacity,
                      agent.idle_since, agent.id);
  };
  for (const auto& [id, agent] : agents_) {
    if (!agent.online || agent.load >= agent.capacity || passed.contains(id)) continue;
    const bool owns = id == waiting.owner;  // in whatever team the work is now
    if (waiting.supervisor_only ? !agent.supervisor : !owns && !in_team(agent, waiting.team)) {
      continue;
    }
    if (owns) return &agent;
    if (now < waiting.anybody_from && !can(agent, waiting.skills)) continue;
    if (best == nullptr || rank(agent) < rank(*best)) best = &agent;
  }
  return best;
}

std::vector<Offer> Roster::new_offers(Instant now, TimeSpan offer_time) {
  std::vector<Offer> made;
  std::map<std::string, int> offered;  // to each agent, still open
  for (const auto& [id, offer] : offers_) ++offered[offer.agent];
  for (const auto& waiting : in_work_order()) {
    if (offers_.contains(waiting.conversation)) continue;
    auto passed = passed_[waiting.conversation];
    for (const auto& [agent, count] : offered) {
      const Agent* known = find(agent);
      if (known != nullptr && known->load + count >= known->capacity) passed.insert(agent);
    }
    const Agent* best = best_for(waiting, passed, now);
    if (best == nullptr && !passed_[waiting.conversation].empty()) {
      passed_[waiting.conversation].clear();  // everybody was asked: from the start again
      best = best_for(waiting, {}, now);
    }
    if (best == nullptr) continue;
    Offer offer{waiting.conversation, best->id, now + offer_time};
    offers_[waiting.conversation] = offer;
    ++offered[best->id];
    agents_[best->id].idle_since = now;
    made.push_back(std::move(offer));
  }
  return made;
}

void Roster::expire_offers(Instant now) {
  std::erase_if(offers_, [&](const auto& item) {
    if (item.second.expires > now) return false;
    passed_[item.first].insert(item.second.agent);
    return true;
  });
}

void Roster::withdraw_offers(const std::string& agent) {
  std::erase_if(offers_, [&](const auto& item) { return item.second.agent == agent; });
}

std::optional<Instant> Roster::next_expiry() const {
  std::optional<Instant> next;
  for (const auto& [id, offer] : offers_) {
    if (!next || offer.expires < *next) next = offer.expires;
  }
  return next;
}

std::optional<Instant> Roster::next_widening(Instant now) const {
  std::optional<Instant> next;
  for (const auto& [id, waiting] : queue_) {
    if (waiting.skills.empty() || waiting.anybody_from <= now) continue;
    if (!next || waiting.anybody_from < *next) next = waiting.anybody_from;
  }
  return next;
}

void Roster::look_at_duty(Instant now) {
  for (const auto& [id, waiting] : queue_) pace_.try_emplace(waiting.team);
  for (auto& [team, pace] : pace_) pace.on_duty(online_for(team) > 0, now);
}

void Roster::taken(const std::string& team, Instant queued_at, Instant now) {
  pace_[team].taken(queued_at, now);
}

std::optional<WaitRange> Roster::wait_range(const std::string& conversation, Instant now) const {
  const auto self = queue_.find(conversation);
  if (self == queue_.end() || online_for(self->second.team) == 0) return std::nullopt;
  const auto pace = pace_.find(self->second.team);
  if (pace == pace_.end()) return std::nullopt;
  return pace->second.range(position(conversation), now);
}

}  // namespace yingda::routing
