#include "gateway/mutes.hpp"

#include <utility>

namespace yingda::gateway {

void Mutes::learn(const conversation::State& state) {
  const auto& visitor = state.arrival.visitor.external_id;
  if (visitor.empty() || !state.mute) return;
  auto& known = muted_[visitor];
  const auto newest = [](const conversation::Mute& mute) {
    return std::pair(mute.since, mute.until);
  };
  if (known.where.empty() || newest(known.mute) <= newest(*state.mute)) known.mute = *state.mute;
  known.where.insert(state.id);
}

std::vector<std::string> Mutes::follow(const conversation::State& before,
                                       const conversation::State& after,
                                       const conversation::EventBody& body) {
  const auto others = [&](const Muted& known) {
    std::vector<std::string> out(known.where.begin(), known.where.end());
    std::erase(out, after.id);
    return out;
  };
  if (after.mute) {
    const bool new_owner = before.arrival.visitor.external_id != after.arrival.visitor.external_id;
    if (before.mute != after.mute || new_owner) learn(after);
    const auto known = muted_.find(after.arrival.visitor.external_id);
    const bool said = std::holds_alternative<conversation::VisitorMuted>(body);
    return said && known != muted_.end() ? others(known->second) : std::vector<std::string>();
  }
  if (!before.mute) return {};
  const auto known = muted_.find(before.arrival.visitor.external_id);
  if (known == muted_.end() || !known->second.where.erase(before.id)) return {};
  // A supervisor ended it; else it ran out here, or was forgotten with this conversation.
  if (std::holds_alternative<conversation::VisitorUnmuted>(body)) {
    auto told = others(known->second);
    muted_.erase(known);
    return told;
  }
  if (known->second.where.empty() && !std::holds_alternative<conversation::ErasureAsked>(body)) {
    // Whoever has their data deleted is not let in again by that, as long as the server runs.
    muted_.erase(known);
  }
  return {};
}

std::optional<conversation::Mute> Mutes::carry_to(const std::string& conversation,
                                                  const std::string& visitor,
                                                  const std::optional<conversation::Mute>& held,
                                                  Instant now) {
  const auto known = muted_.find(visitor);
  if (visitor.empty() || known == muted_.end()) return std::nullopt;
  auto& [mute, where] = known->second;
  if (mute.until <= now || held == mute) return std::nullopt;
  where.insert(conversation);
  return mute;
}

}  // namespace yingda::gateway
