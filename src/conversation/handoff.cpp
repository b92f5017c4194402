#include "conversation/parts.hpp"

namespace yingda::conversation {
namespace {

using workorder::Tier;
using workorder::WorkOrder;

int weight(Tier tier, bool urgent) { return static_cast<int>(tier) + (urgent ? 10 : 0); }

void start_clocks(Turn& turn, const WorkOrder& order) {
  const auto near = order.opened_at + (order.first_response_due - order.opened_at) * 4 / 5;
  turn.start_timer("near:" + order.number, near);
  turn.start_timer("target:" + order.number, order.target_due);
  turn.start_timer("first:" + order.number, order.first_response_due);
  turn.start_timer("resolve:" + order.number, order.resolve_due);
}

// A graver wish about the same case makes its promises shorter, never longer.
void raise(Turn& turn, WorkOrder& order, Tier tier, bool urgent) {
  if (weight(tier, urgent) <= weight(order.tier, order.urgent)) return;
  WorkOrder now = order;
  now.tier = tier;
  now.urgent = order.urgent || urgent;
  now.opened_at = turn.event.at;
  set_due_times(now, turn.catalog.policy.sla.of(now.tier, now.urgent));
  order.tier = now.tier;
  order.urgent = now.urgent;
  order.target_due = std::min(order.target_due, now.target_due);
  if (!order.first_response_at) {
    order.first_response_due = std::min(order.first_response_due, now.first_response_due);
  }
  order.resolve_due = std::min(order.resolve_due, now.resolve_due);
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
    const bool settled = order.status == workorder::Status::resolved ||
                         order.status == workorder::Status::closed;
    if (!settled && order.type == type && order.about == about) return &order;
  }
  return nullptr;
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
    workorder::Demand asked{demand.kind, {}, {}};
    if (!demand.amount.empty()) asked.amount = workorder::Money{demand.amount, "CNY"};
    order.demands.push_back(std::move(asked));
  }
  order.opened_at = turn.event.at;
  set_due_times(order, turn.catalog.policy.sla.of(order.tier, order.urgent));
  add_history(turn, order, "bot", "opened", turn.state.intent);
  turn.state.orders.push_back(std::move(order));
  WorkOrder& opened = turn.state.orders.back();
  start_clocks(turn, opened);
  turn.order_changed(opened, with(with(turn.words(Phrase::order_opened), "number", opened.number),
                                  "due", turn.when(opened.first_response_due)));
  return &opened;
}

}  // namespace

WorkOrder* open_or_join(Turn& turn, const dialogue::OrderWanted& wanted) {
  WorkOrder* joined = same_case(turn, wanted.type, shop_order(turn));
  if (joined == nullptr) return open(turn, wanted);
  raise(turn, *joined, workorder::parse_tier(wanted.tier).value_or(Tier::inquiry), wanted.urgent);
  return joined;
}

void enqueue(Turn& turn, const std::string& team) {
  auto& state = turn.state;
  state.handling = Handling::queued;
  state.team = team;
  state.agent.reset();
  state.queued_at = turn.event.at;
  state.told_queued = false;
  state.queue = {};
  turn.start_timer("claim", turn.event.at + turn.catalog.policy.claim_timeout);
}

void hand_over(Turn& turn, HandoffWish wish) {
  auto& state = turn.state;
  state.session.stack.clear();
  state.session.waiting = dialogue::Waiting::nothing;
  state.pending_call.clear();
  state.failed_turns = 0;
  if (wish.reason.empty()) wish.reason = turn.words(Phrase::connector_reason);
  WorkOrder* order = open_order(state);
  if (order == nullptr) {
    order = open(turn, {wish.type, wish.tier, wish.urgent, wish.team, "", {}});
    if (order == nullptr) return;  // a number is being reserved
  } else {
    raise(turn, *order, workorder::parse_tier(wish.tier).value_or(Tier::inquiry), wish.urgent);
  }
  const std::string team = wish.team.empty() ? order->department : wish.team;
  state.handoff = HandoffFacts{team, wish.reason, turn.event.at};
  turn.append(HandedOffEntry{team, wish.reason, state.intent});
  enqueue(turn, team);
  std::string text = with(turn.words(Phrase::handed_over), "number", order->number);
  text = with(std::move(text), "team", turn.team_name(team));
  turn.system_says(with(std::move(text), "due", turn.when(order->first_response_due)));
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
    case Handling::queued: {
      const auto* order = open_order(state);
      if (order == nullptr) return;
      return turn.system_says(with(with(turn.words(Phrase::already_queued), "number",
                                        order->number),
                                   "due", turn.when(order->first_response_due)));
    }
  }
}

}  // namespace yingda::conversation
