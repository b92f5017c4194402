// Agents' own promises: timed, told and escalated like those of the configuration.

#include "conversation/parts.hpp"
#include "text/markdown.hpp"
#include "workorder/transitions.hpp"

namespace yingda::conversation {
namespace {

using workorder::Commitment;
using workorder::CommitmentState;
using workorder::WorkOrder;

struct Found {
  WorkOrder* order = nullptr;
  Commitment* commitment = nullptr;
};

Found find(State& state, const std::string& id) {
  for (auto& order : state.orders) {
    for (auto& commitment : order.commitments) {
      if (commitment.id == id) return {&order, &commitment};
    }
  }
  return {};
}

std::string promise_timer(const Commitment& commitment) { return "promise:" + commitment.id; }

// Nobody is owed it any more.
bool is_over(const Commitment& commitment) {
  return commitment.kept_at || commitment.state == CommitmentState::dropped;
}

void keep(Turn& turn, WorkOrder& order, Commitment& commitment, const std::string& who) {
  if (commitment.state == CommitmentState::open) commitment.state = CommitmentState::kept;
  commitment.kept_at = turn.event.at;
  turn.cancel_timer(promise_timer(commitment));
  add_history(turn, order, who, "promise_kept", commitment.text);
  turn.append(PromiseStateEntry{order.number, commitment});
  turn.order_saved(order.number);
}

void miss(Turn& turn, WorkOrder& order, Commitment& commitment) {
  commitment.state = CommitmentState::missed;
  add_history(turn, order, "system", "promise_missed", commitment.text);
  turn.system_says(with(turn.words(Phrase::agent_promise_missed), "text",
                        text::escape_markdown(commitment.text)));
  turn.append(PromiseStateEntry{order.number, commitment});
  turn.order_saved(order.number);
  turn.effect(Alert{order.number, "promise_missed", commitment.due, true});
  expect_manager(turn, order);
}

}  // namespace

void commit_to(Turn& turn, WorkOrder& order, const Person& agent, const std::string& text,
               Instant due) {
  std::size_t made = 0;
  for (const auto& each : turn.state.orders) made += each.commitments.size();
  Commitment commitment;
  commitment.id = std::to_string(made);
  commitment.text = text;
  commitment.due = due;
  commitment.agent = agent;
  turn.start_timer(promise_timer(commitment), due);
  turn.append(PromiseEntry{order.number, commitment});
  order.commitments.push_back(std::move(commitment));
  add_history(turn, order, agent, "promised", text);
  turn.order_saved(order.number);
}

void commitment_kept(Turn& turn, const CommitmentKept& kept) {
  const auto [order, commitment] = find(turn.state, kept.commitment);
  if (commitment == nullptr) {
    return turn.refuse(ErrorCode::not_found,
                       "no promise \"" + kept.commitment + "\" was made in this conversation");
  }
  const auto& holder = turn.state.agent;
  const bool theirs = commitment->agent.id == kept.agent.id ||
                      (holder && holder->id == kept.agent.id) || kept.supervisor;
  if (!theirs) {
    return turn.refuse(ErrorCode::forbidden,
                       "only whoever promised it, whoever has the "
                       "conversation and supervisors may mark it");
  }
  if (is_over(*commitment)) {
    return turn.refuse(ErrorCode::conflict, "this promise is settled already");
  }
  keep(turn, *order, *commitment, kept.agent.name);
  turn.system_says(with(turn.words(Phrase::agent_promise_kept), "text",
                        text::escape_markdown(commitment->text)));
}

void keep_commitments(Turn& turn, WorkOrder& order, const Person& agent) {
  for (auto& commitment : order.commitments) {
    if (!is_over(commitment)) keep(turn, order, commitment, agent.name);
  }
}

void drop_commitments(Turn& turn, WorkOrder& order) {
  for (auto& commitment : order.commitments) {
    if (commitment.state != CommitmentState::open) continue;
    commitment.state = CommitmentState::dropped;
    turn.cancel_timer(promise_timer(commitment));
  }
}

void commitment_due(Turn& turn, const std::string& id) {
  const auto [order, commitment] = find(turn.state, id);
  if (commitment == nullptr || commitment->state != CommitmentState::open) return;
  if (turn.event.at < commitment->due)
    return turn.start_timer(promise_timer(*commitment), commitment->due);
  miss(turn, *order, *commitment);
}

void note_late_commitments(Turn& turn) {
  for (auto& order : turn.state.orders) {
    for (auto& commitment : order.commitments) {
      const bool open = commitment.state == CommitmentState::open;
      if (open && commitment.due <= turn.event.at) miss(turn, order, commitment);
    }
  }
}

}  // namespace yingda::conversation
