// Files that visitors send. They are a message like any other; the bot cannot read them, so they
// fill the question that asks for them, and otherwise bring the case nearer to a person.

#include <algorithm>

#include "conversation/parts.hpp"
#include "conversation/repair.hpp"
#include "dialogue/utterances.hpp"
#include "dialogue/wording.hpp"
#include "text/characters.hpp"

namespace yingda::conversation {
namespace {

using dialogue::Fit;
using dialogue::Outputs;

bool among(const std::vector<Evidence>& files, const Evidence& wanted) {
  return std::any_of(files.begin(), files.end(),
                     [&](const Evidence& file) { return file.id == wanted.id; });
}

void keep_files(Turn& turn, const std::vector<Evidence>& files) {
  auto& all = turn.state.evidence;
  for (const auto& file : files) {
    if (!among(all, file)) all.push_back(file);
  }
}

void fill_question(Turn& turn, const EvidenceAttached& sent) {
  Outputs outputs;
  auto scope = turn.scope();
  scope.said = sent.text;
  const auto& flows = turn.catalog.flows;
  const Fit fit = dialogue::take_files(flows, turn.state.session, scope, sent.evidence, outputs);
  const bool noted = fit == Fit::noted;
  if (fit == Fit::taken || noted) {
    turn.state.failed_turns = 0;
    turn.answer_taken = true;
    if (noted) dialogue::ask_again(flows, turn.state.session, scope, outputs);
  } else {
    dialogue::fail_step(flows, turn.state.session, scope, outputs);
  }
  carry_out(turn, std::move(outputs));
}

void say_where_it_goes(Turn& turn) {
  const auto* order = open_order(turn.state);
  if (order == nullptr) return turn.system_says(turn.words(Phrase::evidence_noted));
  turn.system_says(with(turn.words(Phrase::evidence_added), "number", order->number));
}

// Files alone, to the bot. A picture in place of an answer is one that did not fit: whoever sends
// nothing else is led to a person, who can see it.
void puzzle_bot(Turn& turn) {
  auto& state = turn.state;
  if (waits_for_visitor(state)) {
    say_where_it_goes(turn);
    Outputs outputs;
    dialogue::fail_step(turn.catalog.flows, state.session, turn.scope(), outputs);
    return carry_out(turn, std::move(outputs));
  }
  if (!state.session.stack.empty()) return say_where_it_goes(turn);  // a connector is asked
  if (fails_again(turn)) {
    HandoffWish wish;
    wish.reason = turn.words(Phrase::evidence_unread_reason);
    return hand_over(turn, wish);
  }
  turn.bot_says(turn.words(Phrase::evidence_kept), {{"human", turn.words(Phrase::person_option)}});
}

// Somebody is on the way who will see them; a question that is still open stays open.
void note_in_queue(Turn& turn) {
  say_where_it_goes(turn);
  if (!waits_for_visitor(turn.state) || asks_off_duty(turn.state)) return;
  Outputs again;
  dialogue::ask_again(turn.catalog.flows, turn.state.session, turn.scope(), again);
  carry_out(turn, std::move(again));
}

}  // namespace

void join_evidence(Turn& turn, workorder::WorkOrder& order, const std::vector<Evidence>& files) {
  keep_files(turn, files);
  bool added = false;
  for (const auto& file : files) {
    if (among(order.evidence, file)) continue;
    order.evidence.push_back(file);
    add_history(turn, order, "visitor", "evidence", file.name);
    added = true;
  }
  if (added) turn.order_saved(order.number);
}

std::vector<Evidence> loose_evidence(const State& state) {
  std::vector<Evidence> out;
  for (const auto& file : state.evidence) {
    const bool joined = std::any_of(state.orders.begin(), state.orders.end(),
                                    [&](const auto& order) { return among(order.evidence, file); });
    if (!joined) out.push_back(file);
  }
  return out;
}

void receive_files(Turn& turn, const std::vector<Evidence>& files) {
  if (files.empty()) return;
  keep_files(turn, files);
  if (auto* order = open_order(turn.state)) join_evidence(turn, *order, files);
}

void visitor_attaches(Turn& turn, const EvidenceAttached& sent) {
  MessageEntry entry;
  entry.text = sent.text;
  entry.client_id = sent.id;
  entry.evidence = sent.evidence;
  turn.visitor_says(std::move(entry));
  customer_spoke(turn);
  receive_files(turn, sent.evidence);
  MessageReceived words{sent.id, sent.text, sent.understanding};
  // "This is the receipt" says what the file is; whoever waits for a person asks nothing by it.
  const bool asks = dialogue::asks(sent.text) || dialogue::is_wish(sent.text);
  if (turn.state.handling == Handling::queued && !asks) words.understanding = {};
  if (turn.state.handling == Handling::agent) return hear(turn, words);
  if (calls_people(turn, sent.text)) return hear(turn, words);
  const bool wanted = dialogue::asks_for_files(turn.catalog.flows, turn.state.session);
  // Beside the form of somebody who waits, files are for whoever comes.
  if (wanted && !asks_off_duty(turn.state)) {
    return fill_question(turn, sent);
  }
  if (!text::trim(sent.text).empty()) {
    const bool may_leave_out = asks_off_duty(turn.state);
    if (!may_leave_out) say_where_it_goes(turn);
    hear(turn, words);
    // What took the words has said where they are, and the files are in the same place.
    if (may_leave_out && !turn.answer_taken) say_where_it_goes(turn);
    return;
  }
  if (turn.state.handling == Handling::queued) return note_in_queue(turn);
  puzzle_bot(turn);
}

}  // namespace yingda::conversation
