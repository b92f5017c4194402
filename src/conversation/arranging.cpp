// Staff put work orders in order: two that are one matter are merged, one that is two is split, and
// what belongs together is linked. Whoever acts says which version of an order they saw: who comes
// second hears what was changed meanwhile, and by whom.

#include <algorithm>
#include <iterator>

#include "conversation/parts.hpp"
#include "text/characters.hpp"
#include "text/markdown.hpp"
#include "text/normalize.hpp"
#include "workorder/merging.hpp"
#include "workorder/number.hpp"
#include "workorder/transitions.hpp"

namespace yingda::conversation {
namespace {

using workorder::WorkOrder;

constexpr std::size_t reason_characters_min = 2;

bool has_reason(Turn& turn, const std::string& reason) {
  if (text::characters(text::trim(reason)) >= reason_characters_min) return true;
  turn.refuse(ErrorCode::invalid, "`reason` must say why");
  return false;
}

WorkOrder* unsettled(Turn& turn, const std::string& number) {
  WorkOrder* order = find_order(turn.state, number);
  if (order == nullptr) {
    turn.refuse(ErrorCode::not_found, "this conversation has no work order \"" + number + "\"");
    return nullptr;
  }
  if (!workorder::is_settled(order->status)) return order;
  const std::string where = order->merged_into.empty() ? "" : ", merged into " + order->merged_into;
  turn.refuse(ErrorCode::conflict, "work order " + order->number + " is " +
                                       std::string(to_string(order->status)) + where);
  return nullptr;
}

void link_to(WorkOrder& order, const std::string& number, const std::string& why) {
  const auto known = std::ranges::find(order.links, number, &workorder::Link::number);
  if (known != order.links.end()) {
    known->why = why;
  } else {
    order.links.push_back({number, why});
  }
}

// The survivor's clocks ring by its new times.
void restart_clocks(Turn& turn, const WorkOrder& order) {
  turn.cancel_timer("waiting:" + order.number);
  start_clocks(turn, order);
  if (order.next_response_due) turn.start_timer("next:" + order.number, *order.next_response_due);
}

}  // namespace

bool may_arrange(Turn& turn, const Person& agent, bool supervisor) {
  return supervisor || holds(turn, agent);
}

bool is_current(Turn& turn, const WorkOrder& order, const Person& agent,
                const std::optional<std::uint64_t>& version) {
  const auto now = workorder::version_of(order);
  if (!version || *version == now) return true;
  if (*version > now) {
    turn.refuse(ErrorCode::invalid, "`version` of " + order.number + " is " + std::to_string(now));
    return false;
  }
  // What the customer, the clocks and they themselves did overwrites nobody.
  const auto by_colleague = [&](const workorder::Change& change) {
    const bool own = change.by.empty() ? change.who == agent.name : change.by == agent.id;
    return !own && change.who != "visitor" && change.who != "bot" && change.who != "system";
  };
  std::vector<workorder::Change> changes;
  std::copy_if(order.history.begin() + static_cast<std::ptrdiff_t>(*version), order.history.end(),
               std::back_inserter(changes), by_colleague);
  if (changes.empty()) return true;
  std::string what;
  for (const auto& change : changes) {
    what += (what.empty() ? "" : "; ") + change.who + " " + change.what + " at " +
            to_rfc3339(change.at);
  }
  turn.refuse_changed("work order " + order.number + " has changed since you saw it: " + what,
                      std::move(changes));
  return false;
}

void orders_merged(Turn& turn, const OrdersMerged& wish) {
  if (!may_arrange(turn, wish.agent, wish.supervisor)) return;
  if (!has_reason(turn, wish.reason)) return;
  WorkOrder* one = unsettled(turn, wish.number);
  WorkOrder* other = one == nullptr ? nullptr : unsettled(turn, wish.with);
  if (other == nullptr) return;
  if (one == other) return turn.refuse(ErrorCode::invalid, "`with` must be another work order");
  if (!is_current(turn, *one, wish.agent, wish.version) ||
      !is_current(turn, *other, wish.agent, wish.with_version))
    return;
  WorkOrder& into = workorder::is_older(*one, *other) ? *one : *other;
  WorkOrder& from = &into == one ? *other : *one;
  turn.cancel_timer("waiting:" + from.number);
  workorder::merge(from, into, turn.catalog.policy.calendar, turn.event.at);
  stop_clocks(turn, from);
  restart_clocks(turn, into);
  if (turn.state.spoken_of == from.number) turn.state.spoken_of = into.number;
  add_history(turn, from, wish.agent, "merged", into.number + ": " + wish.reason);
  add_history(turn, into, wish.agent, "took_in", from.number + ": " + wish.reason);
  std::string text = with(turn.words(Phrase::orders_merged), "number", from.number);
  text = with(std::move(text), "into", into.number);
  turn.system_says(with(std::move(text), "due", turn.when(into.resolve_due)));
  turn.order_changed(from, "");
  turn.order_changed(into, "");
}

void order_split(Turn& turn, const OrderSplit& wish) {
  if (!may_arrange(turn, wish.agent, wish.supervisor)) return;
  if (!has_reason(turn, wish.reason)) return;
  const WorkOrder* order = unsettled(turn, wish.number);
  if (order == nullptr || !is_current(turn, *order, wish.agent, wish.version)) return;
  const auto has = [&](const std::string& kind) {
    return std::ranges::find(order->demands, kind, &workorder::Demand::kind) !=
           order->demands.end();
  };
  if (!std::ranges::all_of(wish.part.demands, has)) {
    return turn.refuse(ErrorCode::invalid, "`demands` must be demands of " + order->number);
  }
  if (text::trim(wish.title).empty()) {
    return turn.refuse(ErrorCode::invalid, "`title` must say what the new work order is about");
  }
  const Reservation* reserved = turn.reserve();
  if (reserved == nullptr) return;
  WorkOrder fresh;
  fresh.number = reserved->number;
  fresh.secret = reserved->secret;
  fresh.type = wish.type.empty() ? order->type : wish.type;
  fresh.title = wish.title;
  fresh.opened_at = fresh.clocks_since = turn.event.at;
  const auto& policy = turn.catalog.policy;
  set_due_times(fresh, policy.sla.of(order->tier, order->urgent), policy.calendar);
  const std::string origin = order->number;
  WorkOrder made = workorder::split_off(*find_order(turn.state, origin), wish.part, fresh);
  turn.state.orders.push_back(std::move(made));
  WorkOrder& opened = turn.state.orders.back();
  WorkOrder& left = *find_order(turn.state, origin);
  add_history(turn, opened, wish.agent, "opened", wish.title);
  add_history(turn, opened, wish.agent, "split_from", origin + ": " + wish.reason);
  add_history(turn, left, wish.agent, "split", opened.number + ": " + wish.reason);
  start_clocks(turn, opened);
  turn.start_timer("queue:" + opened.number, opened.first_response_due);
  turn.order_changed(left, "");
  std::string text = with(turn.words(Phrase::order_split), "number", origin);
  text = with(std::move(text), "new", opened.number);
  text = with(std::move(text), "text", text::escape_markdown(wish.title));
  turn.order_changed(opened, with(std::move(text), "due", turn.when(opened.resolve_due)));
}

void orders_linked(Turn& turn, const OrdersLinked& wish) {
  if (!may_arrange(turn, wish.agent, wish.supervisor)) return;
  if (!has_reason(turn, wish.reason)) return;
  WorkOrder* order = find_order(turn.state, wish.number);
  if (order == nullptr) {
    return turn.refuse(ErrorCode::not_found,
                       "this conversation has no work order \"" + wish.number + "\"");
  }
  if (!is_current(turn, *order, wish.agent, wish.version)) return;
  const std::string number = workorder::normal_number(wish.with);
  if (!workorder::valid_number(number) || number == order->number) {
    return turn.refuse(ErrorCode::invalid, "`with` must be the number of another work order");
  }
  link_to(*order, number, wish.reason);
  add_history(turn, *order, wish.agent, "linked", number + ": " + wish.reason);
  turn.order_saved(order->number);
  turn.append(TraceEntry{"linked", order->number + " " + number});
  WorkOrder* other = find_order(turn.state, number);
  if (other == nullptr) return;
  link_to(*other, order->number, wish.reason);
  add_history(turn, *other, wish.agent, "linked", order->number + ": " + wish.reason);
  turn.order_saved(number);
}

}  // namespace yingda::conversation
