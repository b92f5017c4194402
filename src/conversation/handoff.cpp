#include <algorithm>

#include "conversation/asking_again.hpp"
#include "conversation/parts.hpp"
#include "workorder/promises.hpp"
#include "workorder/transitions.hpp"

namespace yingda::conversation {
namespace {

using workorder::Promise;
using workorder::Tier;
using workorder::WorkOrder;

// A visitor who falls silent in the middle of a flow has an order that nobody sees yet; after this
// it goes to the people it was opened for.
constexpr TimeSpan silent_flow_max = std::chrono::minutes(5);

int weight(Tier tier, bool urgent) { return static_cast<int>(tier) + (urgent ? 10 : 0); }

// A graver wish about the same case makes its promises shorter, never longer.
void raise(Turn& turn, WorkOrder& order, Tier tier, bool urgent) {
  if (weight(tier, urgent) <= weight(order.tier, order.urgent)) return;
  WorkOrder now = order;
  now.tier = tier;
  now.urgent = order.urgent || urgent;
  now.clocks_since = turn.event.at;
  const auto& policy = turn.catalog.policy;
  set_due_times(now, policy.sla.of(now.tier, now.urgent), policy.calendar);
  order.tier = now.tier;
  order.urgent = now.urgent;
  order.target_due = std::min(order.target_due, now.target_due);
  if (!order.first_response_at) {
    order.first_response_due = std::min(order.first_response_due, now.first_response_due);
  }
  order.resolve_due = std::min(order.resolve_due, now.resolve_due);
  move_promise(order, Promise::first_response, order.first_response_due);
  move_promise(order, Promise::resolve, order.resolve_due);
  add_history(turn, order, "bot", "raised", std::string(to_string(tier)));
  start_clocks(turn, order);
  turn.order_changed(order, "");
}

std::string shop_order(const Turn& turn) {
  const auto slot = turn.state.session.slots.find("order_number");
  return slot == turn.state.session.slots.end() ? "" : dialogue::to_text(slot->second);
}

WorkOrder* same_case(Turn& turn, const std::string& type, const std::string& about) {
  for (auto& order : turn.state.orders) {
    const bool open = !workorder::is_settled(order.status);
    if (open && order.type == type && order.about == about) return &order;
  }
  return nullptr;
}

// Whoever first asked for a person and then tells what it is about has one case, with the earlier
// promises. Null: there is no such order.
WorkOrder* now_explained(Turn& turn, const dialogue::OrderWanted& wanted) {
  WorkOrder* order = open_order(turn.state);
  // Urgent cases, complaints and what went to people of its own are explained already.
  const bool general = order != nullptr && order->type == "other" && order->about.empty() &&
                       order->demands.empty() && !order->urgent && order->tier == Tier::inquiry &&
                       order->department == turn.catalog.policy.default_team;
  if (!general || turn.state.handling != Handling::queued || wanted.type.empty()) return nullptr;
  order->type = wanted.type;
  order->about = shop_order(turn);
  if (!wanted.department.empty()) order->department = wanted.department;
  if (!wanted.title.empty()) order->title = wanted.title;
  add_history(turn, *order, "bot", "explained", turn.state.intent);
  turn.order_changed(*order, "");
  return order;
}

// What the visitor chose after the order was opened belongs to it too.
void add_demand(Turn& turn, WorkOrder& order) {
  const auto& session = turn.state.session;
  const auto chosen = session.slots.find("demand");
  if (!order.demands.empty() || chosen == session.slots.end()) return;
  if (!dialogue::is_set(chosen->second)) return;
  auto demand = named_demand(turn, dialogue::to_text(chosen->second));
  const auto said = session.texts.find("demand");
  if (demand.label.empty() && said != session.texts.end()) demand.label = said->second;
  const auto amount = session.slots.find("compensation_amount");
  if (amount != session.slots.end() && dialogue::is_set(amount->second)) {
    demand.amount = workorder::Money{dialogue::to_text(amount->second), "CNY"};
  }
  order.demands.push_back(std::move(demand));
  turn.order_changed(order, "");
}

WorkOrder* open(Turn& turn, const dialogue::OrderWanted& wanted) {
  const Reservation* reserved = turn.reserve();
  if (reserved == nullptr) return nullptr;
  WorkOrder order;
  order.number = reserved->number;
  order.secret = reserved->secret;
  order.type = wanted.type.empty() ? "other" : wanted.type;
  order.tier = workorder::parse_tier(wanted.tier).value_or(Tier::inquiry);
  order.urgent = wanted.urgent;
  order.department =
      wanted.department.empty() ? turn.catalog.policy.default_team : wanted.department;
  order.title = wanted.title.empty() ? turn.state.intent : wanted.title;
  order.about = shop_order(turn);
  for (const auto& demand : wanted.demands) {
    auto asked = named_demand(turn, demand.kind);
    asked.by = demand.by;
    if (!demand.amount.empty()) asked.amount = workorder::Money{demand.amount, "CNY"};
    order.demands.push_back(std::move(asked));
  }
  order.evidence = loose_evidence(turn.state);
  order.opened_at = order.clocks_since = turn.event.at;
  if (turn.state.handling != Handling::bot) order.handed_at = turn.event.at;
  const auto& policy = turn.catalog.policy;
  set_due_times(order, policy.sla.of(order.tier, order.urgent), policy.calendar);
  add_history(turn, order, "bot", "opened", turn.state.intent);
  turn.state.orders.push_back(std::move(order));
  WorkOrder& opened = turn.state.orders.back();
  turn.state.spoken_of = opened.number;
  promise_times(opened);
  start_clocks(turn, opened);
  turn.start_timer("queue:" + opened.number, turn.event.at + silent_flow_max);
  turn.order_changed(opened, with(with(turn.words(Phrase::order_opened), "number", opened.number),
                                  "due", turn.when(opened.first_response_due)));
  return &opened;
}

}  // namespace

workorder::Demand named_demand(const Turn& turn, const std::string& kind) {
  return {kind, turn.catalog.demand_name(kind, turn.state.locale()), {}, {}};
}

WorkOrder* open_or_join(Turn& turn, const dialogue::OrderWanted& wanted) {
  WorkOrder* joined = case_asked_again(turn, wanted);
  if (joined == nullptr) joined = same_case(turn, wanted.type, shop_order(turn));
  if (joined == nullptr) joined = now_explained(turn, wanted);
  if (joined == nullptr) return open(turn, wanted);
  turn.state.spoken_of = joined->number;
  raise(turn, *joined, workorder::parse_tier(wanted.tier).value_or(Tier::inquiry), wanted.urgent);
  return joined;
}

void enqueue(Turn& turn, const std::string& team) {
  auto& state = turn.state;
  end_asked_again(turn);
  state.handling = Handling::queued;
  state.team = team;
  state.agent.reset();
  state.queued_at = turn.event.at;
  state.told_queued = false;
  state.queue = {};
  for (auto& order : state.orders) {
    const bool open = !workorder::is_settled(order.status);
    if (open && !order.handed_at) order.handed_at = turn.event.at;
  }
  turn.start_timer("claim", turn.event.at + turn.catalog.policy.claim_timeout);
}

void hand_over(Turn& turn, HandoffWish wish) {
  auto& state = turn.state;
  // Whoever was about to complain and rather wants a person still complains.
  const bool complaining = std::ranges::any_of(state.session.stack, [&](const auto& cursor) {
    return cursor.flow == turn.catalog.policy.complaint_flow;
  });
  const bool no_graver = wish.tier.empty() || wish.tier == to_string(Tier::inquiry);
  if (complaining && no_graver) wish.tier = to_string(Tier::complaint);
  dialogue::stop(state.session);
  state.pending_call.clear();
  count_anew(turn);
  if (wish.reason.empty()) wish.reason = turn.words(Phrase::connector_reason);
  WorkOrder* order = open_order(state);
  if (order == nullptr) {
    order = open(turn, {wish.type, wish.tier, wish.urgent, wish.team, "", {}});
    if (order == nullptr) return;  // a number is being reserved
  } else {
    raise(turn, *order, workorder::parse_tier(wish.tier).value_or(Tier::inquiry), wish.urgent);
  }
  add_demand(turn, *order);
  // A wish for anybody goes to those who have the case.
  const bool anybody = wish.team.empty() || wish.team == turn.catalog.policy.default_team;
  const std::string team = anybody ? order->department : wish.team;
  // Who asks again for anybody while waiting is still waiting for the same.
  const auto* flow = turn.catalog.flows.find(state.case_flow);
  const bool grave = flow != nullptr && flow->undisturbed;
  const bool bare = wish.team.empty() && wish.type.empty() && wish.tier.empty() && !grave;
  const bool waits = state.handling == Handling::queued && state.team == team;
  if (waits && bare && state.handoff) {
    return tell_due(turn, Phrase::already_queued, *order);
  }
  state.handoff = HandoffFacts{team, wish.reason, turn.event.at, state.visitor_words};
  turn.append(HandedOffEntry{team, wish.reason, state.intent, wish.not_understood});
  if (waits) return tell_due(turn, Phrase::already_queued, *order);
  enqueue(turn, team);
  const bool closed =
      workorder::next_opening(turn.catalog.policy.calendar, turn.event.at).has_value();
  const Phrase done = closed ? Phrase::handed_over_closed : Phrase::handed_over;
  std::string text = with(turn.words(done), "number", order->number);
  text = with(std::move(text), "team", turn.team_name(team));
  turn.system_says(with(std::move(text), "due", turn.when(order->first_response_due)));
}

void queue_open_order(Turn& turn) {
  const auto& state = turn.state;
  const WorkOrder* order = open_order(state);
  if (order == nullptr || state.handling != Handling::bot) return;
  HandoffWish wish;
  wish.team = order->department;
  wish.reason = turn.words(Phrase::order_stands_reason);
  hand_over(turn, wish);
}

void release_lost(Turn& turn, const ReleaseLost& lost) {
  if (turn.state.session.stack.empty()) {
    return turn.refuse(ErrorCode::conflict, "no flow is under way");
  }
  turn.append(TraceEntry{"release lost", lost.release});
  HandoffWish wish;
  wish.reason = turn.words(Phrase::release_lost_reason);
  hand_over(turn, wish);
}

void person_asked(Turn& turn) {
  const auto& state = turn.state;
  switch (state.handling) {
    case Handling::bot: {
      HandoffWish wish;
      wish.reason = turn.words(Phrase::visitor_asked);
      return hand_over(turn, wish);
    }
    case Handling::agent:
      return turn.system_says(with(turn.words(Phrase::still_with_agent), "name",
                                   state.agent ? state.agent->name : std::string()));
    case Handling::queued:
      if (const auto* order = open_order(state)) tell_due(turn, Phrase::already_queued, *order);
      return;
  }
}

void urgent_with_agent(Turn& turn) {
  WorkOrder* order = open_order(turn.state);
  if (order == nullptr || order->urgent || !turn.state.agent) return;
  raise(turn, *order, Tier::complaint, true);
  const auto& policy = turn.catalog.policy;
  const Instant by =
      due(policy.calendar, turn.event.at, policy.sla.of(order->tier, true).next_response);
  if (!order->next_response_due) {
    begin_promise(*order, Promise::next_response, turn.event.at, by);
  }
  order->next_response_due = std::min(order->next_response_due.value_or(by), by);
  move_promise(*order, Promise::next_response, *order->next_response_due);
  turn.start_timer("next:" + order->number, *order->next_response_due);
  turn.effect(Alert{order->number, "urgent", *order->next_response_due, true});
  turn.system_says(with(with(turn.words(Phrase::urgent_noted), "name", turn.state.agent->name),
                        "due", turn.when(*order->next_response_due)));
  turn.order_changed(*order, "");
}

}  // namespace yingda::conversation
