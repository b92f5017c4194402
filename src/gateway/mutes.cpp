#include "gateway/mutes.hpp"

#include <utility>

namespace yingda::gateway {

void Mutes::learn(const conversation::State& state) {
  const auto& visitor = state.arrival.visitor.external_id;
  if (visitor.empty() || !state.mute) return;
  auto& known = muted_[visitor];
  if (known.where.empty() || known.mute.until <= state.mute->until) known.mute = *state.mute;
  known.where.insert(state.id);
}

std::vector<std::string> Mutes::follow(const conversation::State& before,
                                       const conversation::State& after,
                                       const conversation::EventBody& body) {
  if (after.mute) {
    const bool new_owner = before.arrival.visitor.external_id != after.arrival.visitor.external_id;
    if (before.mute != after.mute || new_owner) learn(after);
    // The newest word holds, also where it is shorter than the one before.
    const auto known = muted_.find(after.arrival.visitor.external_id);
    const bool said = std::holds_alternative<conversation::VisitorMuted>(body);
    if (said && known != muted_.end()) known->second.mute = *after.mute;
    return {};
  }
  if (!before.mute) return {};
  const auto known = muted_.find(before.arrival.visitor.external_id);
  if (known == muted_.end() || !known->second.where.erase(before.id)) return {};
  std::vector<std::string> others;
  // A supervisor ended it; else it ran out here, or was forgotten with this conversation.
  if (std::holds_alternative<conversation::VisitorUnmuted>(body)) {
    others.assign(known->second.where.begin(), known->second.where.end());
    muted_.erase(known);
  } else if (known->second.where.empty() &&
             !std::holds_alternative<conversation::ErasureAsked>(body)) {
    // Whoever has their data deleted is not let in again by that, as long as the server runs.
    muted_.erase(known);
  }
  return others;
}

std::optional<conversation::Mute> Mutes::of(const std::string& visitor, Instant now) const {
  const auto known = muted_.find(visitor);
  if (visitor.empty() || known == muted_.end()) return std::nullopt;
  const auto& mute = known->second.mute;
  return mute.until > now ? std::optional(mute) : std::nullopt;
}

}  // namespace yingda::gateway
