// Supervisors hand out work: an order goes to somebody on duty, with its conversation. And what
// becomes of work whose owner works here no more.

#include <algorithm>

#include "conversation/parts.hpp"
#include "text/characters.hpp"
#include "workorder/transitions.hpp"

namespace yingda::conversation {
namespace {

using workorder::WorkOrder;

constexpr std::size_t tags_max = 10;
constexpr std::size_t tag_characters_max = 20;

WorkOrder* order_to_assign(Turn& turn, const CaseAssigned& wish) {
  WorkOrder* order = find_order(turn.state, wish.number);
  if (order == nullptr) {
    turn.refuse(ErrorCode::not_found,
                "this conversation has no work order \"" + wish.number + "\"");
    return nullptr;
  }
  if (workorder::is_settled(order->status)) {
    turn.refuse(ErrorCode::conflict,
                "work order " + order->number + " is " + std::string(to_string(order->status)));
    return nullptr;
  }
  if (turn.state.supervisor_only && !wish.to_supervisor) {
    turn.refuse(ErrorCode::conflict,
                "passed on too often: only a supervisor may take this conversation");
    return nullptr;
  }
  return is_current(turn, *order, wish.agent, wish.version) ? order : nullptr;
}

// Nobody inherits what they may not have.
std::optional<Person> heir_of(const State& state, const StaffGone& gone) {
  const bool may = gone.heir && (!state.supervisor_only || gone.heir_supervises);
  return may ? gone.heir : std::nullopt;
}

void inherit(Turn& turn, WorkOrder& order, const std::optional<Person>& heir) {
  order.owner = heir;
  if (!heir) return turn.order_saved(order.number);
  order.status = workorder::transition(order.status, workorder::Act::assign).value_or(order.status);
  add_history(turn, order, "system", "assigned", heir->name);
  turn.order_changed(order, "");
}

// Tags as they are compared and shown; refused when one of them is none.
bool clean_tags(Turn& turn, std::vector<std::string>& tags) {
  for (auto& tag : tags) {
    tag = std::string(text::trim(tag));
    const auto length = text::characters(tag);
    if (length == 0 || length > tag_characters_max) {
      turn.refuse(ErrorCode::invalid,
                  "a tag has 1 to " + std::to_string(tag_characters_max) + " characters");
      return false;
    }
  }
  return true;
}

}  // namespace

void case_assigned(Turn& turn, const CaseAssigned& wish) {
  WorkOrder* order = order_to_assign(turn, wish);
  if (order == nullptr) return;
  auto& state = turn.state;
  const bool holds_it = state.handling == Handling::agent && state.agent;
  if (holds_it && state.agent->id == wish.to.id && order->owner && order->owner->id == wish.to.id) {
    return turn.refuse(ErrorCode::conflict, "it is with " + wish.to.name + " already");
  }
  turn.append(TransferredEntry{wish.id, wish.agent, {}, wish.to, wish.reason});
  order->owner = wish.to;
  order->status =
      workorder::transition(order->status, workorder::Act::assign).value_or(order->status);
  add_history(turn, *order, wish.agent, "assigned", wish.to.name + ": " + wish.reason);
  if (!holds_it || state.agent->id != wish.to.id) {
    if (holds_it) turn.append(AgentLeftEntry{*state.agent});
    state.handling = Handling::agent;
    state.agent = wish.to;
    state.queued_at.reset();
    dialogue::stop(state.session);
    state.pending_call.clear();
    turn.cancel_timer("claim");
    turn.append(AgentJoinedEntry{wish.to});
  }
  turn.order_changed(*order, "");
}

void order_tagged(Turn& turn, const OrderTagged& wish) {
  if (!may_arrange(turn, wish.agent, wish.supervisor)) return;
  WorkOrder* order = find_order(turn.state, wish.number);
  if (order == nullptr) {
    return turn.refuse(ErrorCode::not_found,
                       "this conversation has no work order \"" + wish.number + "\"");
  }
  auto add = wish.add;
  auto remove = wish.remove;
  if (!clean_tags(turn, add) || !clean_tags(turn, remove)) return;
  auto tags = order->tags;
  std::erase_if(tags,
                [&](const auto& tag) { return std::ranges::find(remove, tag) != remove.end(); });
  for (const auto& tag : add) {
    if (std::ranges::find(tags, tag) == tags.end()) tags.push_back(tag);
  }
  if (tags.size() > tags_max) {
    return turn.refuse(ErrorCode::invalid,
                       "a work order has at most " + std::to_string(tags_max) + " tags");
  }
  const auto missing_in = [](const auto& all) {
    return [&all](const auto& tag) { return std::ranges::find(all, tag) == all.end(); };
  };
  TaggedEntry entry{wish.id, wish.agent, order->number, {}, {}};
  std::ranges::copy_if(tags, std::back_inserter(entry.added), missing_in(order->tags));
  std::ranges::copy_if(order->tags, std::back_inserter(entry.removed), missing_in(tags));
  order->tags = std::move(tags);
  turn.order_saved(order->number);
  turn.append(std::move(entry));
}

void staff_gone(Turn& turn, const StaffGone& gone) {
  auto& state = turn.state;
  const auto heir = heir_of(state, gone);
  std::vector<std::string> theirs;
  for (const auto& order : state.orders) {
    const bool owns = order.owner && order.owner->id == gone.agent.id;
    if (owns && !workorder::is_settled(order.status)) theirs.push_back(order.number);
  }
  const bool held =
      state.handling == Handling::agent && state.agent && state.agent->id == gone.agent.id;
  if (!held && theirs.empty()) return turn.refuse(ErrorCode::conflict, "nothing is theirs");
  turn.append(TraceEntry{"staff_gone", gone.agent.name});
  // Without an heir it is whoever has the customer before them.
  const bool with_another = state.handling == Handling::agent && state.agent && !held;
  const auto next = heir || !with_another ? heir : state.agent;
  for (const auto& number : theirs) inherit(turn, *find_order(state, number), next);
  if (held && heir && gone.heir_is_here) {
    turn.append(AgentLeftEntry{*state.agent});
    state.agent = heir;
    turn.append(AgentJoinedEntry{*heir});
  } else if (held) {
    agent_lost(turn, AgentLost{*state.agent});
  } else if (!heir) {
    queue_open_order(turn);  // the bot alone does not answer for it
  }
}

}  // namespace yingda::conversation
