#include <algorithm>

#include "conversation/asking_again.hpp"
#include "conversation/holding.hpp"
#include "conversation/parts.hpp"
#include "conversation/reasons.hpp"
#include "text/characters.hpp"
#include "text/markdown.hpp"
#include "text/normalize.hpp"
#include "workorder/promises.hpp"
#include "workorder/transitions.hpp"

namespace yingda::conversation {
namespace {

using workorder::Act;
using workorder::Promise;
using workorder::WorkOrder;

// Later than that it is no promise that anybody waits for.
constexpr TimeSpan promise_ahead_max = std::chrono::hours(24 * 90);

// Every demand gets an answer: where the agent wrote none of its own, what they say of the whole.
workorder::Resolution answer_demands(const WorkOrder& order, workorder::Resolution resolution) {
  for (const auto& demand : order.demands) {
    const bool answered =
        std::any_of(resolution.answers.begin(), resolution.answers.end(), [&](const auto& answer) {
          return answer.demand == demand.kind || answer.demand == demand.label;
        });
    if (answered) continue;
    resolution.answers.push_back(
        {demand.kind, resolution.text, resolution.outcome, resolution.rule});
  }
  return resolution;
}

// Which part of a result says nothing; empty: none.
std::string empty_answer(const Catalog& catalog, const workorder::Resolution& resolution) {
  if (says_nothing(catalog, resolution.text)) return "`resolution`";
  for (const auto& answer : resolution.answers) {
    if (says_nothing(catalog, answer.answer)) return "the answer to `" + answer.demand + "`";
  }
  return {};
}

void leave(Turn& turn, const Person& agent, const std::string& why = {}) {
  turn.append(AgentLeftEntry{agent, why});
  turn.state.agent.reset();
}

// The rule or article by name, else the reason as the agent wrote it.
std::string rule_of(const Turn& turn, const AgentTransferred& transfer) {
  const std::string rule = named_rule(turn.catalog, turn.locale(), transfer.rule, transfer.reason);
  return rule.empty() ? std::string(text::trim(transfer.reason)) : rule;
}

// "It is with another department" is a reason only with the rule that says so and the next date.
bool may_send_away(Turn& turn, const std::string& rule) {
  if (!rule.empty()) return true;
  turn.refuse(ErrorCode::invalid,
              "`reason` must say why this belongs to another team, or `rule` name the rule or "
              "article for it (the id of an article, or for example 《卡密售后规则》)");
  return false;
}

// When the customer hears from the other team: as its agent says, else what is promised already.
std::optional<Instant> next_word(const Turn& turn, const AgentTransferred& transfer) {
  if (transfer.next_due) return transfer.next_due;
  const WorkOrder* order = open_order(turn.state);
  if (order == nullptr) return std::nullopt;
  const Instant now = turn.event.at;
  if (order->next_response_due && *order->next_response_due > now) return order->next_response_due;
  if (!order->first_response_at && order->first_response_due > now)
    return order->first_response_due;
  return order->resolve_due > now ? std::optional(order->resolve_due) : std::nullopt;
}

void tell_transfer(Turn& turn, const std::string& name, const std::string& rule,
                   const std::optional<Instant>& next) {
  if (!next || rule.empty()) {
    return turn.system_says(with(turn.words(Phrase::transferred), "team", name));
  }
  std::string text = with(turn.words(Phrase::transferred_by_rule), "team", name);
  text = with(std::move(text), "due", turn.when(*next));
  turn.system_says(with(std::move(text), "rule", text::escape_markdown(rule)));
}

// The unsettled order with that number; refused when there is none. Without a number, the one that
// is talked about, or null.
WorkOrder* order_answered(Turn& turn, const std::string& number) {
  WorkOrder* order = order_meant(turn.state, number);
  if (number.empty()) return order;
  if (order == nullptr) {
    turn.refuse(ErrorCode::not_found, "this conversation has no work order \"" + number + "\"");
  } else if (workorder::is_settled(order->status)) {
    turn.refuse(ErrorCode::conflict,
                "work order " + order->number + " is " + std::string(to_string(order->status)));
  }
  return order;
}

// The log says who took it from whom, and why.
void take_from_colleague(Turn& turn, const AgentClaimed& claim) {
  const Person colleague = *turn.state.agent;
  turn.append(TransferredEntry{{}, claim.agent, {}, claim.agent, claim.take_over});
  leave(turn, colleague);
}

}  // namespace

bool holds(Turn& turn, const Person& agent) {
  const auto& state = turn.state;
  if (state.handling == Handling::agent && state.agent && state.agent->id == agent.id) return true;
  const bool other = state.handling == Handling::agent && state.agent;
  turn.refuse(ErrorCode::conflict, other ? "this conversation is with " + state.agent->name
                                         : "claim the conversation first");
  return false;
}

void responded(Turn& turn, const Person& agent, WorkOrder& order) {
  if (order.next_response_due || order.next_response_missed) {
    workorder::meet_promise(order, Promise::next_response, turn.event.at);
    order.next_response_due.reset();
    order.next_response_missed = false;
    turn.cancel_timer("next:" + order.number);
    turn.order_saved(order.number);
  }
  if (order.first_response_at) return;
  order.first_response_at = turn.event.at;
  workorder::meet_promise(order, Promise::first_response, turn.event.at);
  order.status = workorder::transition(order.status, Act::respond).value_or(order.status);
  for (const char* clock : {"near:", "target:", "first:"}) {
    turn.cancel_timer(clock + order.number);
  }
  add_history(turn, order, agent, "first_response", "");
  turn.order_changed(order, "");
}

void back_to_bot(Turn& turn) {
  auto& state = turn.state;
  end_asked_again(turn);
  if (state.agent) {
    const Person agent = *state.agent;
    leave(turn, agent);
  }
  turn.cancel_timer("claim");
  state.handling = Handling::bot;
  state.queued_at.reset();
  state.team.clear();
  state.supervisor_only = false;
  count_anew(turn);
}

void agent_claims(Turn& turn, const AgentClaimed& claim) {
  auto& state = turn.state;
  if (state.handling == Handling::agent && state.agent) {
    if (claim.take_over.empty() || !claim.supervisor) {
      return turn.refuse(ErrorCode::conflict, "this conversation is with " + state.agent->name);
    }
    take_from_colleague(turn, claim);
  }
  WorkOrder* order = open_order(state);
  if (state.handling == Handling::bot && order == nullptr) {
    return turn.refuse(ErrorCode::conflict, "nobody asked for a person in this conversation");
  }
  if (state.supervisor_only && !claim.supervisor) {
    return turn.refuse(ErrorCode::conflict,
                       "passed on too often: only a supervisor may take this conversation");
  }
  state.handling = Handling::agent;
  state.agent = claim.agent;
  state.queued_at.reset();
  dialogue::stop(state.session);
  state.pending_call.clear();
  turn.cancel_timer("claim");
  turn.append(AgentJoinedEntry{claim.agent});
  if (order == nullptr) return;
  if (!order->owner) order->owner = claim.agent;
  order->status = workorder::transition(order->status, Act::assign).value_or(order->status);
  add_history(turn, *order, claim.agent, "assigned", "");
  turn.order_changed(*order, "");
}

void agent_says(Turn& turn, const AgentMessaged& message) {
  if (!holds(turn, message.agent)) return;
  WorkOrder* order = order_answered(turn, message.number);
  if (turn.refused()) return;
  MessageEntry entry;
  entry.role = Role::agent;
  entry.name = message.agent.name;
  entry.number = message.agent.number;
  entry.text = message.text;
  entry.client_id = message.id;
  entry.evidence = message.evidence;
  const auto seq = turn.append(std::move(entry));
  // A file alone is an answer; beside words it is they that say whether there is one.
  const bool file_alone = message.text.empty() && !message.evidence.empty();
  const bool says = file_alone || !says_nothing(turn.catalog, message.text);
  const bool answers = order != nullptr && says;
  remember_words(turn, message.agent, seq, answers ? order->number : "");
  if (answers) responded(turn, message.agent, *order);
}

void agent_notes(Turn& turn, const AgentNoted& note) {
  turn.append(NoteEntry{note.id, note.agent, note.text, note.mentions, note.whisper});
  remember_words(turn, note.agent, 0, "");
  if (!note.mentions.empty()) {
    turn.effect(Mention{turn.state.pos, note.agent, note.mentions, note.text, note.whisper});
  }
}

// Supervisors pass on what others have or what waits, as long as there is a case.
bool may_transfer(Turn& turn, const AgentTransferred& transfer) {
  if (!transfer.supervisor) return holds(turn, transfer.agent);
  if (turn.state.handling != Handling::bot || open_order(turn.state) != nullptr) return true;
  turn.refuse(ErrorCode::conflict, "nobody asked for a person in this conversation");
  return false;
}

void agent_transfers(Turn& turn, const AgentTransferred& transfer) {
  if (!may_transfer(turn, transfer)) return;
  auto& state = turn.state;
  if (!transfer.to && turn.catalog.team(transfer.team) == nullptr) {
    return turn.refuse(ErrorCode::invalid, "there is no team \"" + transfer.team + "\"");
  }
  const WorkOrder* passed = open_order(state);
  const bool once_more =
      passed != nullptr && passed->transfers >= turn.catalog.policy.max_transfers;
  if (transfer.to && once_more && !transfer.to_supervisor) {
    return turn.refuse(ErrorCode::conflict, "passed on " + std::to_string(passed->transfers) +
                                                " times already: now only a supervisor may get it");
  }
  const std::string rule = rule_of(turn, transfer);
  const bool away = !transfer.to && transfer.team != state.team;
  if (away && !may_send_away(turn, rule)) return;
  if (transfer.next_due && *transfer.next_due <= turn.event.at) {
    return turn.refuse(ErrorCode::invalid, "`next_due` must lie in the future");
  }
  const auto next = away ? next_word(turn, transfer) : transfer.next_due;
  turn.append(TransferredEntry{transfer.id, transfer.agent, transfer.team, transfer.to,
                               transfer.reason, rule, next});
  if (state.agent) leave(turn, Person(*state.agent));
  WorkOrder* order = open_order(state);
  if (order != nullptr) {
    ++order->transfers;
    state.supervisor_only = order->transfers > turn.catalog.policy.max_transfers;
    // One department after the other is over: this one goes to a supervisor, and stays.
    if (!transfer.team.empty() && !state.supervisor_only) order->department = transfer.team;
    add_history(turn, *order, transfer.agent, "transferred", transfer.reason);
    turn.order_changed(*order, "");
  }
  const bool elsewhere = !transfer.team.empty() && !state.supervisor_only;
  const std::string team = elsewhere ? transfer.team : state.team;
  const std::string to_team =
      state.supervisor_only ? turn.words(Phrase::a_supervisor) : turn.team_name(team);
  const std::string name = transfer.to ? transfer.to->name : to_team;
  tell_transfer(turn, name, rule, next);
  // The date that an agent names is a promise of theirs like any other.
  if (order != nullptr && transfer.next_due) {
    commit_to(turn, *order, transfer.agent,
              with(turn.words(Phrase::transfer_promise), "team", name), *transfer.next_due);
  }
  dialogue::stop(state.session);
  state.pending_call.clear();
  if (!transfer.to) return enqueue(turn, team);
  // A supervisor may have passed on what nobody had yet.
  state.handling = Handling::agent;
  state.queued_at.reset();
  turn.cancel_timer("claim");
  state.agent = *transfer.to;
  turn.append(AgentJoinedEntry{*transfer.to});
}

void agent_promises(Turn& turn, const AgentPromised& promise) {
  if (!holds(turn, promise.agent)) return;
  if (promise.due <= turn.event.at || promise.due > turn.event.at + promise_ahead_max) {
    return turn.refuse(ErrorCode::invalid, "`due` must lie within the next 90 days");
  }
  if (says_nothing(turn.catalog, promise.text)) {
    return turn.refuse(ErrorCode::invalid,
                       "`text` must say what will be done by then, not ask for patience");
  }
  WorkOrder* order = order_answered(turn, promise.number);
  if (turn.refused()) return;
  if (order == nullptr) {
    return turn.refuse(ErrorCode::conflict, "there is no open work order to promise anything for");
  }
  commit_to(turn, *order, promise.agent, promise.text, promise.due);
  responded(turn, promise.agent, *order);
}

void agent_resolves(Turn& turn, const AgentResolved& resolve) {
  if (!holds(turn, resolve.agent)) return;
  auto& state = turn.state;
  WorkOrder* order = find_order(state, resolve.number);
  if (order == nullptr) {
    return turn.refuse(ErrorCode::not_found,
                       "this conversation has no work order \"" + resolve.number + "\"");
  }
  if (!is_current(turn, *order, resolve.agent, resolve.version)) return;
  const auto next = workorder::transition(order->status, Act::resolve);
  if (!next) {
    return turn.refuse(ErrorCode::conflict, "work order " + order->number + " is " +
                                                std::string(to_string(order->status)));
  }
  auto resolution = resolve.resolution;
  if (const auto empty = empty_answer(turn.catalog, resolution); !empty.empty()) {
    return turn.refuse(ErrorCode::invalid,
                       empty + " must say what was done or decided, not ask for patience");
  }
  if (const auto given = give_reasons(turn.catalog, turn.locale(), resolution); !given) {
    return turn.refuse(given.error().code, given.error().detail);
  }
  responded(turn, resolve.agent, *order);
  order->status = *next;
  order->resolution = answer_demands(*order, std::move(resolution));
  order->resolved_at = turn.event.at;
  // The time in which the customer was waited for is not ours.
  if (order->request) {
    resume_resolve(*order, turn.catalog.policy.calendar, order->request->at, turn.event.at);
  }
  workorder::meet_promise(*order, Promise::resolve, turn.event.at);
  stop_clocks(turn, *order);
  keep_commitments(turn, *order, resolve.agent);
  add_history(turn, *order, resolve.agent, "resolved", resolve.resolution.text);
  turn.system_says(with(with(turn.words(Phrase::resolved), "number", order->number), "text",
                        text::escape_markdown(resolve.resolution.text)));
  turn.order_changed(*order, "");
  await_verdict(turn, *order);
  if (open_order(state) != nullptr) return;  // another case of this conversation is still open
  back_to_bot(turn);
  turn.append(SurveyEntry{turn.words(Phrase::survey)});
}

void staff_accessed(Turn& turn, const StaffAccessed& accessed) {
  turn.append(AccessedEntry{accessed.agent, accessed.access, accessed.detail});
}

void agent_lost(Turn& turn, const AgentLost& lost) {
  auto& state = turn.state;
  if (state.handling != Handling::agent || !state.agent || state.agent->id != lost.agent.id) {
    return turn.refuse(ErrorCode::conflict, "not with this agent");
  }
  lose_agent(turn, Phrase::agent_gone, "gone");
}

void lose_agent(Turn& turn, Phrase told, const std::string& why) {
  const Person agent = *turn.state.agent;
  leave(turn, agent, why);
  turn.state.lost = LostByAgent{agent, why, turn.event.at};
  turn.system_says(with(turn.words(told), "name", agent.name));
  enqueue(turn, turn.state.team);
}

void queue_moved(Turn& turn, const QueueMoved& moved) {
  auto& state = turn.state;
  if (state.handling != Handling::queued) {
    return turn.refuse(ErrorCode::conflict, "not queued");
  }
  const bool first = state.queue.position == 0;
  state.queue = moved;
  turn.append(QueueEntry{moved});
  if (first && moved.online == 0) nobody_on_duty(turn);
}

}  // namespace yingda::conversation
