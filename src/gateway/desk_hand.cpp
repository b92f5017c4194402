// What somebody has in hand: the list that goes to them with every change.

#include <algorithm>
#include <tuple>

#include "conversation/snoozing.hpp"
#include "gateway/core.hpp"
#include "gateway/desk.hpp"
#include "wire/desk_view.hpp"
#include "wire/json.hpp"

namespace yingda::gateway {
namespace {

using conversation::State;

// As with the queue's front: it has to fit an outbox several times over, and nobody talks with more
// people than that at once.
constexpr std::size_t hand_rows_max = 100;
constexpr std::size_t hand_bytes_max = 64 * 1024;

// Until somebody has answered the first response counts, then the solution; without an order there
// is no promise.
Instant promised_by(const State& state) {
  const auto* order = open_order(state);
  if (order == nullptr) return Instant::max();
  return order->first_response_at ? order->resolve_due : order->first_response_due;
}

// What one is reminded of comes first, what is set aside last.
int turn_of(const State& state) {
  if (!state.snooze) return 1;
  return conversation::is_set_aside(state) ? 2 : 0;
}

}  // namespace

void Desk::note_hand(const State* before, const State* after) {
  const auto holder = [](const State* state) {
    const bool held = state != nullptr && state->handling == conversation::Handling::agent;
    return held && state->agent ? state->agent->id : std::string();
  };
  const std::string was = holder(before);
  const std::string is = holder(after);
  if (was == is) return;
  if (!was.empty()) {
    auto& held = in_hand_[was];
    held.erase(before->id);
    if (held.empty()) in_hand_.erase(was);
  }
  if (!is.empty()) in_hand_[is].insert(after->id);
}

std::string Desk::hand_of(const Staff& staff) const {
  std::vector<const State*> held;
  if (const auto found = in_hand_.find(staff.id); found != in_hand_.end()) {
    for (const auto& id : found->second) held.push_back(&known_.at(id));
  }
  std::ranges::sort(held, [](const State* a, const State* b) {
    return std::tuple(turn_of(*a), promised_by(*a), a->last_at, a->id) <
           std::tuple(turn_of(*b), promised_by(*b), b->last_at, b->id);
  });
  std::string rows;
  std::size_t taken = 0;
  for (const State* state : held) {
    const std::string row = wire::text_of(wire::row_json(*core_.catalog, *state));
    if (taken == hand_rows_max || (taken > 0 && rows.size() + row.size() > hand_bytes_max)) break;
    if (taken++ > 0) rows += ',';
    rows += row;
  }
  return "\"held\":" + std::to_string(held.size()) + ",\"mine\":[" + rows + "]";
}

}  // namespace yingda::gateway
