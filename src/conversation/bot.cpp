#include <algorithm>
#include <utility>

#include "conversation/answering.hpp"
#include "conversation/complaint_subject.hpp"
#include "conversation/following.hpp"
#include "conversation/naming_orders.hpp"
#include "conversation/parts.hpp"
#include "conversation/presence.hpp"
#include "conversation/queue_talk.hpp"
#include "conversation/repair.hpp"
#include "conversation/triggers.hpp"
#include "conversation/wishes.hpp"
#include "dialogue/utterances.hpp"
#include "dialogue/wording.hpp"

namespace yingda::conversation {
namespace {

using dialogue::Waiting;
using knowledge::DocumentKind;
using knowledge::Outcome;

// The mark 【紧急投诉】, also when another bracket opens it: [紧急投诉】 was meant the same.
constexpr std::string_view urgent_mark = "紧急投诉】";

bool marked_urgent(const std::string& text) { return text.find(urgent_mark) != std::string::npos; }

// Somebody who speaks of ending their life is not led into another errand by a word of it.
bool is_undisturbed(const Turn& turn) {
  const auto* flow = turn.catalog.flows.find(turn.state.case_flow);
  if (flow == nullptr || !flow->undisturbed) return false;
  return turn.state.handling == Handling::queued || runs_already(turn.state, flow->id);
}

// Phrases that start a flow or put the conversation right.
bool heard_phrase(Turn& turn, const Said& said) {
  const std::string flow = phrase_flow(turn, said);
  if (flow.empty()) return false;
  if (flow == pattern::human) return repaired(turn, flow);
  const auto& session = turn.state.session;
  if (dialogue::is_plain_choice(turn.catalog.flows, session, said.text)) return false;
  if (is_pattern(flow)) return repaired(turn, flow);
  if (session.waiting == Waiting::action || runs_already(turn.state, flow)) return false;
  turn.state.failed_turns = 0;
  start_flow(turn, flow);
  return true;
}

bool wished_person(Turn& turn, const Said& said) {
  if (!wishes_person(turn.catalog, said)) return false;
  return repaired(turn, pattern::human);
}

// No content and no setting takes this way away: without a flow for it people get it at once.
bool urgent(Turn& turn, const std::string& text) {
  const auto& flow = turn.catalog.policy.urgent_flow;
  if (!marked_urgent(text)) return false;
  dialogue::stop(turn.state.session);
  if (turn.catalog.flows.find(flow) != nullptr) {
    begin_flow(turn, flow);
  } else {
    hand_over(turn, {{}, turn.words(Phrase::visitor_asked), {}, "complaint", true});
  }
  return true;
}

// "投诉-订单号-问题类型", "【投诉】…", "我要投诉：…": what is wrong stands in the same message.
bool complained(Turn& turn, const std::string& text) {
  const auto& flow = turn.catalog.policy.complaint_flow;
  if (!is_complaint(text) && !holds_complaint_subject(text)) return false;
  if (turn.catalog.flows.find(flow) == nullptr) return false;
  if (turn.state.session.waiting == Waiting::action || runs_already(turn.state, flow)) return false;
  turn.state.failed_turns = 0;
  start_flow(turn, flow);
  return true;
}

// These words are heard whatever else is open, asked or said.
bool heard_crisis(Turn& turn, const Said& said) {
  const auto flow = crisis_flow(turn, said);
  if (flow.empty()) return false;
  dialogue::stop(turn.state.session);
  turn.state.failed_turns = 0;
  begin_flow(turn, flow);
  return true;
}

// A person, an end, an answer to what was asked; everything else counts as none.
bool heard_undisturbed(Turn& turn, const Said& said, const MessageReceived& message) {
  const auto flow = phrase_flow(turn, said);
  const bool ends = flow == pattern::human || flow == pattern::cancel;
  if ((ends && repaired(turn, flow)) || wished_person(turn, said)) return true;
  return waits_for_visitor(turn.state) && hear_in_flow(turn, message, said, {});
}

// The whole message, and where it leads nowhere the clause that does.
knowledge::Understanding with_clause(const Turn& turn, knowledge::Understanding whole,
                                     const MessageReceived& message) {
  if (!message.clause || whole.outcome == Outcome::answer) return whole;
  auto part = weighed(turn, Said(message.clause->text), message.clause->understanding);
  const bool surer = part.outcome == Outcome::answer || whole.outcome == Outcome::dont_know;
  return surer && !part.candidates.empty() ? part : whole;
}

// "20261120002，算了不用了": what is said last counts. Beside a menu or a description 算了 may mean
// other things ("退款算了").
bool gave_up_behind(Turn& turn, const Said& said) {
  if (waits_for_visitor(turn.state) && gives_up(said)) return repaired(turn, pattern::cancel);
  if (!dialogue::asks_for_figures(turn.catalog.flows, turn.state.session)) return false;
  const auto clauses = dialogue::clauses_of(said.text);
  if (clauses.size() < 2 || phrase_flow(turn, Said(clauses.back())) != pattern::cancel)
    return false;
  return repaired(turn, pattern::cancel);
}

bool heard(Turn& turn, const Said& said, const MessageReceived& message);

// "我不是要退款，我是要查订单…": the wish that is under way is taken back, and another one told. A
// denial of something else ("不要补发，全额退款") is an answer.
bool took_wish_back(Turn& turn, const MessageReceived& message) {
  const auto& utterances = message.utterances;
  if (!waits_for_visitor(turn.state) || utterances.size() != 2) return false;
  const auto& [denial, denied] = utterances[0];
  if (!dialogue::takes_wish_back(denial)) return false;
  const auto& rest = utterances[1];
  if (!names_order(turn, rest.text) && !dialogue::asks(rest.text) &&
      !dialogue::is_wish(rest.text)) {
    return false;
  }
  const bool known = !denied.candidates.empty() && denied.outcome != Outcome::dont_know &&
                     denied.candidates.front().kind == DocumentKind::flow;
  const bool of_this = known && runs_already(turn.state, denied.candidates.front().id);
  const bool of_all = phrase_flow(turn, Said(denial)) == pattern::cancel;
  if (!of_this && !of_all) return false;
  // What is wanted instead must be something else, and known.
  const auto wish = weighed(turn, Said(rest.text), rest.understanding);
  const bool other = wish.outcome == Outcome::answer && !wish.candidates.empty() &&
                     !runs_already(turn.state, wish.candidates.front().id);
  if (!other && !names_order(turn, rest.text)) return false;
  dialogue::stop(turn.state.session);
  turn.state.failed_turns = 0;
  MessageReceived wanted{message.id, rest.text, rest.understanding};
  return heard(turn, Said(rest.text), wanted);
}

// What bot and queue have in common. True when the message was dealt with.
bool heard(Turn& turn, const Said& said, const MessageReceived& message) {
  const auto& text = said.text;
  if (urgent(turn, text)) return true;
  if (is_undisturbed(turn)) return heard_undisturbed(turn, said, message);
  if (heard_crisis(turn, said)) return true;
  if (heard_phrase(turn, said) || wished_person(turn, said)) return true;
  if (heard_work_order(turn, text) || misspelt_work_order(turn, text)) return true;
  if (complained(turn, text) || gave_up_behind(turn, said)) return true;
  if (stayed_with_bot(turn, said)) return true;
  if (took_wish_back(turn, message)) return true;
  if (corrected(turn, text) || retracted(turn, text)) return true;
  if (turn.state.handling == Handling::queued && noted_for_person(turn, said)) return true;
  auto whole = weighed(turn, said, message.understanding);
  if (waits_for_visitor(turn.state) && hear_in_flow(turn, message, said, whole)) return true;
  const auto understood = with_clause(turn, std::move(whole), message);
  const bool known = understood.outcome == Outcome::answer && !understood.candidates.empty();
  if (answered_several(turn, message.utterances, known)) return true;
  if (known) {
    follow(turn, text, understood);
    return true;
  }
  // For a person who is awaited a number belongs to the case; nobody is led through a look-up
  // again.
  const bool with_bot = turn.state.handling == Handling::bot;
  if (with_bot && (heard_case(turn, text, understood) || heard_order(turn, text))) return true;
  return soothed(turn, said);
}

void hear_as_bot(Turn& turn, const MessageReceived& message) {
  const Said said(message.text);
  if (heard(turn, said, message)) return mention_other_orders(turn, message.text);
  if (wishes_to_stop(said) && repaired(turn, pattern::cancel)) return;
  if (wishes_no_person(said) && repaired(turn, pattern::no_person)) return;
  not_understood(turn, with_clause(turn, weighed(turn, said, message.understanding), message));
}

void hear_in_queue(Turn& turn, const MessageReceived& message) {
  const Said said(message.text);
  if (heard(turn, said, message)) return;
  note_in_queue(turn, said);
}

}  // namespace

void hear(Turn& turn, const MessageReceived& message) {
  switch (turn.state.handling) {
    case Handling::bot:
      return hear_as_bot(turn, message);
    case Handling::queued:
      return hear_in_queue(turn, message);
    case Handling::agent:
      if (marked_urgent(message.text)) urgent_with_agent(turn);
      return;
  }
}

bool calls_people(const Turn& turn, const std::string& text) {
  const Said said(text);
  return marked_urgent(text) || phrase_flow(turn, said) == pattern::human ||
         wishes_person(turn.catalog, said);
}

bool calls_for_help(const Turn& turn, const std::string& text) {
  return !crisis_flow(turn, Said(text)).empty();
}

void never_silent(Turn& turn) {
  const auto& state = turn.state;
  const auto& body = turn.event.body;
  const bool with_bot = state.handling == Handling::bot && state.pending_call.empty();
  if (!with_bot || turn.told_visitor()) return;
  const bool answered = std::holds_alternative<OptionChosen>(body) ||
                        std::holds_alternative<FormSubmitted>(body) || turn.answer_taken;
  if (answered) {
    turn.bot_says(turn.words(Phrase::noted));
  } else if (std::holds_alternative<MessageReceived>(body)) {
    not_understood(turn, {});
  }
}

void bot_hears(Turn& turn, const MessageReceived& message) {
  MessageEntry entry;
  entry.text = message.text;
  entry.client_id = message.id;
  turn.visitor_says(std::move(entry));
  customer_spoke(turn);
  hear(turn, message);
}

}  // namespace yingda::conversation
