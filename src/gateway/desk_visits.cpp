// A customer's earlier conversations: who may read them, and how they are told of.

#include <algorithm>

#include "conversation/erasure.hpp"
#include "conversation/talks.hpp"
#include "gateway/core.hpp"
#include "gateway/desk_answers.hpp"
#include "wire/desk_view.hpp"
#include "wire/json.hpp"
#include "wire/state_codec.hpp"
#include "workorder/transitions.hpp"

namespace yingda::gateway {
namespace {

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

using workorder::WorkOrder;

// Two orders of one customer that may be one matter. "": they are not.
std::string_view same_matter(const WorkOrder& one, const WorkOrder& other) {
  if (!one.about.empty() && one.about == other.about) return "order";
  if (one.type == other.type && !one.type.empty() && one.type != "other") return "type";
  return {};
}

bool is_open(const WorkOrder& order) { return !workorder::is_settled(order.status); }

// The one of these that the other order belongs to: by the order of the shop's rather than by kind.
struct Match {
  const WorkOrder* own = nullptr;
  std::string_view why;
};
Match match_of(const std::vector<WorkOrder>& own, const WorkOrder& other) {
  Match out;
  for (const auto& order : own) {
    const auto why = is_open(order) ? same_matter(order, other) : std::string_view();
    if (why.empty() || out.why == "order") continue;
    if (out.own == nullptr || why == "order") out = {&order, why};
  }
  return out;
}

Json related_json(const conversation::Catalog& catalog, const WorkOrder& order,
                  const Match& match) {
  const auto& links = match.own->links;
  Json out{
      {"number", order.number},
      {"why", match.why},
      {"own", match.own->number},
      {"linked", std::ranges::find(links, order.number, &workorder::Link::number) != links.end()},
      {"status", to_string(order.status)},
      {"tier", to_string(order.tier)},
      {"urgent", order.urgent},
      {"resolve_due", to_rfc3339(order.resolve_due)},
      {"opened_at", to_rfc3339(order.opened_at)},
      {"department", order.department},
      {"department_name", catalog.team_name(order.department, catalog.default_locale)}};
  if (order.owner) out["owner"] = {{"id", order.owner->id}, {"name", order.owner->name}};
  return out;
}

// Whoever has the customer learns what else is open about the same, also of colleagues' work: the
// number and whose it is, not what was said. `seen`: they may open it.
void add_related(Json& out, const conversation::Catalog& catalog, const State& self,
                 const State& other, bool seen) {
  for (const auto& order : other.orders) {
    if (!is_open(order)) continue;
    const auto match = match_of(self.orders, order);
    if (match.own == nullptr) continue;
    Json item = related_json(catalog, order, match);
    if (seen) item["conversation"] = other.id;
    out.push_back(std::move(item));
  }
}

// The same order of the shop's first, then what has been open for longest.
void sort_related(Json& related) {
  const auto place = [](const Json& item) {
    return std::pair(item.value("why", "") != "order", item.value("opened_at", ""));
  };
  std::stable_sort(related.begin(), related.end(),
                   [&](const Json& one, const Json& other) { return place(one) < place(other); });
}

}  // namespace

bool Desk::has(const Staff& staff, const State& state) const {
  return is_supervisor(staff) || (state.agent && state.agent->id == staff.id);
}

bool Desk::may_read(const Staff& staff, const State& state) const {
  if (may_see(staff, state)) return true;
  const auto& visitor = state.arrival.visitor.external_id;
  if (staff.role != "agent" || visitor.empty()) return false;
  if (!conversation::is_over(state, core_.now())) return false;
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
  Json related = Json::array();
  int hidden = 0;
  const bool has = core.desk.has(staff, *self);
  for (const auto& text : found.others) {
    const auto state = wire::decode_state(text);
    if (!state || is_erased(*state)) continue;
    const bool seen = core.desk.may_see(staff, *state);
    if (has || seen) add_related(related, *core.catalog, *self, *state, seen);
    if (core.desk.may_read(staff, *state)) {
      visits.push_back(visit_json(*core.catalog, *state));
    } else {
      ++hidden;
    }
  }
  sort_related(related);
  return wire::text_of({{"known", !self->arrival.visitor.external_id.empty()},
                        {"visits", std::move(visits)},
                        {"related", std::move(related)},
                        {"hidden", hidden},
                        {"more", found.more}});
}

}  // namespace yingda::gateway
