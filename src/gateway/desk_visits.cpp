// A customer's earlier conversations: who may read them, and how they are told of.

#include <algorithm>

#include "conversation/erasure.hpp"
#include "gateway/desk_answers.hpp"
#include "wire/desk_view.hpp"
#include "wire/json.hpp"
#include "wire/state_codec.hpp"

namespace yingda::gateway {
namespace {

using conversation::Handling;
using conversation::State;
using wire::Json;

// What the list says of a work order; the rest is in its conversation.
Json short_order(const workorder::WorkOrder& order) {
  Json out{{"number", order.number},
           {"title", order.title},
           {"status", to_string(order.status)},
           {"tier", to_string(order.tier)},
           {"opened_at", to_rfc3339(order.opened_at)}};
  if (order.resolution) out["resolution"] = order.resolution->text;
  return out;
}

Json visit_json(const conversation::Catalog& catalog, const State& state) {
  Json out = wire::row_json(catalog, state);
  out["work_orders"] = Json::array();
  for (const auto& order : state.orders) out["work_orders"].push_back(short_order(order));
  wire::mask_strings(out["work_orders"]);
  return out;
}

}  // namespace

bool Desk::may_read(const Staff& staff, const State& state) const {
  if (may_see(staff, state)) return true;
  const auto& visitor = state.arrival.visitor.external_id;
  const bool over = state.handling == Handling::bot && !state.supervisor_only;
  if (staff.role != "agent" || visitor.empty() || !over) return false;
  const auto hand = in_hand_.find(staff.id);
  if (hand == in_hand_.end()) return false;
  return std::ranges::any_of(hand->second, [&](const auto& id) {
    return known_.at(id).arrival.visitor.external_id == visitor;
  });
}

Result<std::string> visits_json(const Core& core, const Staff& staff, const VisitsFound& found) {
  const auto self = wire::decode_state(found.self);
  if (!self || self->step == 0 || !core.desk.may_see(staff, *self)) {
    return Error{ErrorCode::not_found, "no such conversation, or not one of your teams'"};
  }
  Json visits = Json::array();
  int hidden = 0;
  for (const auto& text : found.others) {
    const auto state = wire::decode_state(text);
    if (!state || is_erased(*state)) continue;
    if (core.desk.may_read(staff, *state)) {
      visits.push_back(visit_json(*core.catalog, *state));
    } else {
      ++hidden;
    }
  }
  return wire::text_of({{"known", !self->arrival.visitor.external_id.empty()},
                        {"visits", std::move(visits)},
                        {"hidden", hidden},
                        {"more", found.more}});
}

}  // namespace yingda::gateway
