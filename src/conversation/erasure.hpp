#pragma once
// A conversation is erased as a whole, or kept as a whole because work orders must stay: then the
// wish is noted, and the retention job comes back to it. What stays of an erased one is where its
// numbers stood and what the shop's figures need of its orders; all later events are refused.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "conversation/turn.hpp"

namespace yingda::conversation {

std::string_view to_string(ErasedFor by);
bool is_erased(const State& state);

// What keeps a conversation from being erased.
struct Keeping {
  std::vector<std::string> numbers;  // of the orders
  std::optional<Instant> until;      // unset: one of them is still open, or something is owed
};
// nullopt: nothing does. `cases_kept`: how long an order stays after its end.
std::optional<Keeping> keeping(const State& state, Instant now, TimeSpan cases_kept);

// The step of an ErasureAsked, and of whatever comes after it was done.
[[nodiscard]] Transition erase(const Catalog& catalog, State state, const Event& event);

// Drops files that no order has; refused while one of them belongs to an order.
void evidence_expired(Turn& turn, const EvidenceExpired& expired);

}  // namespace yingda::conversation
