#include <algorithm>
#include <array>

#include "conversation/muting.hpp"
#include "conversation/parts.hpp"
#include "conversation/repair.hpp"
#include "conversation/snoozing.hpp"
#include "conversation/unseen.hpp"
#include "text/markdown.hpp"
#include "workorder/promises.hpp"
#include "workorder/transitions.hpp"

namespace yingda::conversation {
namespace {

using workorder::Act;
using workorder::Promise;
using workorder::Status;
using workorder::WorkOrder;

// Being reminded more often than this does not make anybody faster.
constexpr TimeSpan urge_again_after = std::chrono::minutes(10);

bool apply(Turn& turn, WorkOrder& order, Act act) {
  const auto next = workorder::transition(order.status, act);
  if (!next) {
    turn.refuse(ErrorCode::conflict,
                "work order " + order.number + " is " + std::string(to_string(order.status)));
    return false;
  }
  order.status = *next;
  return true;
}

// Whoever was passed on that often may call a supervisor without waiting for a missed promise.
constexpr int transfers_endured = 2;

// The person answerable keeps it; the work goes back to the queue unless somebody is there.
void reopen(Turn& turn, WorkOrder& order, Act act, const std::string& why) {
  if (!apply(turn, order, act)) return;
  order.resolution.reset();
  order.resolved_at.reset();
  order.first_response_at.reset();
  order.next_response_due.reset();
  order.target_missed = order.first_response_missed = order.resolve_missed = false;
  order.next_response_missed = false;
  order.clocks_since = turn.event.at;
  const auto& policy = turn.catalog.policy;
  set_due_times(order, policy.sla.of(order.tier, order.urgent), policy.calendar);
  stop_awaiting(turn, order);
  promise_times(order);
  start_clocks(turn, order);
  add_history(turn, order, "visitor", "reopened", why);
  turn.order_changed(order, turn.words(Phrase::order_reopened));
  if (turn.state.handling == Handling::bot) {
    turn.state.handoff =
        HandoffFacts{order.department, why, turn.event.at, turn.state.visitor_words};
    enqueue(turn, order.department);
  }
}

void close(Turn& turn, WorkOrder& order, Act act, const std::string& who, const std::string& note,
           const std::string& why = {}) {
  if (!apply(turn, order, act)) return;
  stop_clocks(turn, order);
  drop_commitments(turn, order);
  stop_awaiting(turn, order);
  add_history(turn, order, who, "closed", why);
  turn.order_changed(order, note);
}

void withdraw(Turn& turn, WorkOrder& order, const std::string& why) {
  close(turn, order, Act::withdraw, "visitor", turn.words(Phrase::withdrawn), why);
  if (!turn.refused() && open_order(turn.state) == nullptr) back_to_bot(turn);
}

// False when a reminder (`what` of the order's history) is out of place, or was sent just now.
bool may_remind(Turn& turn, const WorkOrder& order, const std::string& what) {
  if (workorder::is_settled(order.status)) {
    turn.refuse(ErrorCode::conflict, "this work order is settled");
    return false;
  }
  const Instant since = turn.event.at - urge_again_after;
  const bool just_now =
      std::any_of(order.history.begin(), order.history.end(),
                  [&](const auto& change) { return change.what == what && change.at > since; });
  if (just_now) turn.system_says(turn.words(Phrase::urged_already));
  return !just_now;
}

void urge(Turn& turn, WorkOrder& order, const std::string& why) {
  if (!may_remind(turn, order, "urged")) return;
  add_history(turn, order, "visitor", "urged", why);
  turn.effect(Alert{order.number, "urged", order.first_response_due, false});
  turn.order_changed(order, turn.words(Phrase::urged));
}

void escalate(Turn& turn, WorkOrder& order, const std::string& why) {
  if (!may_remind(turn, order, "escalated")) return;
  if (!workorder::promise_missed(order) && order.transfers < transfers_endured) {
    return turn.refuse(ErrorCode::invalid,
                       "a supervisor can be called after a missed promise or a second transfer");
  }
  add_history(turn, order, "visitor", "escalated", why);
  turn.effect(Alert{order.number, "escalated", order.first_response_due, true});
  turn.order_changed(order, turn.words(Phrase::escalated));
}

// `kind`: in the order's history and of the alert.
void missed(Turn& turn, WorkOrder& order, Promise promise, const std::string& kind, Instant due) {
  const Phrase told = promise == Promise::resolve ? Phrase::resolve_missed : Phrase::first_missed;
  workorder::miss_promise(order, promise);
  add_history(turn, order, "system", kind, "");
  turn.system_says(with(turn.words(told), "number", order.number));
  grant_compensation(turn, order, promise);
  turn.order_changed(order, "");
  turn.effect(Alert{order.number, kind, due, true});
  expect_manager(turn, order);
}

// The clocks that something is owed by, in the order in which they usually run out.
constexpr std::array clocks{"target", "first", "next", "resolve"};

std::optional<Instant> due_of(const std::string& kind, const WorkOrder& order) {
  if (kind == "target") return order.target_due;
  if (kind == "first") return order.first_response_due;
  if (kind == "next") return order.next_response_due;
  if (kind == "resolve") return order.resolve_due;
  return std::nullopt;
}

// A timer that was on its way while its time moved: it rings again when it should.
bool rings_early(Turn& turn, const std::string& kind, const WorkOrder& order) {
  const auto due = due_of(kind, order);
  if (!due || turn.event.at >= *due) return false;
  turn.start_timer(kind + ":" + order.number, *due);
  return true;
}

void order_timer(Turn& turn, const std::string& kind, WorkOrder& order) {
  if (kind == "close") {
    if (order.status != Status::resolved) return;
    return close(turn, order, Act::close, "system", turn.words(Phrase::order_closed));
  }
  if (kind == "verdict") return verdict_missing(turn, order);
  if (kind == "unpaid") return payment_due(turn, order);
  if (workorder::is_settled(order.status)) return;
  if (kind == "queue") return queue_open_order(turn);
  if (kind == "waiting") return waiting_over(turn, order);
  if (kind == "manager") return manager_due(turn, order);
  if (rings_early(turn, kind, order)) return;
  if (kind == "near" && !order.first_response_at) {
    turn.effect(Alert{order.number, "first_response_near", order.first_response_due, false});
  } else if (kind == "target" && !order.first_response_at && !order.target_missed) {
    order.target_missed = true;
    add_history(turn, order, "system", "target_missed", "");
    turn.order_saved(order.number);
    turn.effect(Alert{order.number, "target_missed", order.target_due, true});
  } else if (kind == "first" && !order.first_response_at && !order.first_response_missed) {
    order.first_response_missed = true;
    missed(turn, order, Promise::first_response, "first_response_missed", order.first_response_due);
  } else if (kind == "resolve" && !order.resolve_missed && !order.request) {
    order.resolve_missed = true;
    missed(turn, order, Promise::resolve, "resolve_missed", order.resolve_due);
  } else if (kind == "next" && order.next_response_due) {
    const Instant due = *order.next_response_due;
    order.next_response_due.reset();
    order.next_response_missed = true;
    missed(turn, order, Promise::next_response, "next_response_missed", due);
  }
}

}  // namespace

void add_history(Turn& turn, WorkOrder& order, std::string who, std::string what, std::string why) {
  order.history.push_back({turn.event.at, std::move(who), std::move(what), std::move(why)});
}

void add_history(Turn& turn, WorkOrder& order, const Person& who, std::string what,
                 std::string why) {
  add_history(turn, order, std::string(who.name), std::move(what), std::move(why));
  order.history.back().by = who.id;
}

void order_requested(Turn& turn, const OrderRequested& request) {
  WorkOrder* order = living_order(turn.state, request.number);
  if (order == nullptr) {
    return turn.refuse(ErrorCode::not_found, "no work order \"" + request.number + "\" here");
  }
  turn.append(
      OrderRequestEntry{request.id, order->number, request.action, request.text, request.evidence});
  turn.state.spoken_of = order->number;
  customer_back(turn);
  join_evidence(turn, *order, request.evidence);
  switch (request.action) {
    case OrderRequest::accept:
      return close(turn, *order, Act::accept, "visitor", turn.words(Phrase::order_closed),
                   request.text);
    case OrderRequest::reject:
      return reopen(turn, *order, Act::reject, request.text);
    case OrderRequest::reopen:
      return reopen(turn, *order, Act::reopen, request.text);
    case OrderRequest::withdraw:
      return withdraw(turn, *order, request.text);
    case OrderRequest::urge:
      return urge(turn, *order, request.text);
    case OrderRequest::escalate:
      return escalate(turn, *order, request.text);
    case OrderRequest::add_evidence:
      if (order->status == Status::closed) {
        return turn.refuse(ErrorCode::conflict, "this work order is closed; reopen it first");
      }
      customer_spoke(turn);
      add_history(turn, *order, "visitor", "added", request.text);
      return turn.order_changed(*order,
                                with(turn.words(Phrase::evidence_added), "number", order->number));
  }
}

void note_what_is_late(Turn& turn) {
  for (auto& order : turn.state.orders) {
    for (const std::string kind : clocks) {
      const auto due = due_of(kind, order);
      if (due && *due <= turn.event.at) order_timer(turn, kind, order);
    }
  }
  note_late_commitments(turn);
}

void timer_fired(Turn& turn, const TimerFired& timer) {
  const auto colon = timer.key.find(':');
  const std::string kind = timer.key.substr(0, colon);
  const std::string rest = colon == std::string::npos ? "" : timer.key.substr(colon + 1);
  turn.append(TraceEntry{"timer", timer.key});
  if (kind == "claim") {
    const auto* order = open_order(turn.state);
    if (turn.state.handling != Handling::queued || order == nullptr) return;
    return tell_due(turn, Phrase::nobody_yet, *order);
  }
  if (kind == "silence") return silence_over(turn);
  if (kind == agent_word_timer) return agent_word_missing(turn);
  if (kind == snooze_timer) return snooze_over(turn);
  if (kind == mute_timer) return mute_over(turn);
  if (kind == flow_wait_timer) return wait_over(turn);
  if (kind == unseen_timer) return unseen_over(turn);
  if (kind == "promise") return commitment_due(turn, rest);
  if (WorkOrder* order = find_order(turn.state, rest)) order_timer(turn, kind, *order);
}

}  // namespace yingda::conversation
