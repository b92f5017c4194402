#include "conversation/answering.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "conversation/following.hpp"
#include "conversation/naming_orders.hpp"
#include "conversation/parts.hpp"
#include "conversation/presence.hpp"
#include "conversation/repair.hpp"
#include "conversation/wishes.hpp"
#include "dialogue/utterances.hpp"
#include "dialogue/wording.hpp"
#include "text/normalize.hpp"

namespace yingda::conversation {
namespace {

using dialogue::Fit;
using dialogue::Outputs;
using knowledge::DocumentKind;
using knowledge::Outcome;

bool takes_description(const Turn& turn) {
  return dialogue::takes_description(turn.catalog.flows, turn.state.session);
}

// A description is full of words that articles know: there a question must be known nearly word
// for word, or the case would lose what the visitor wrote about it.
constexpr double sure_in_description = 0.9;
bool is_digression(const Turn& turn, const knowledge::Understanding& understood) {
  if (understood.outcome != Outcome::answer || understood.candidates.empty()) return false;
  // The wish that the flow is about, said again, is no answer to its question and nothing else.
  const auto& candidate = understood.candidates.front();
  if (candidate.kind == DocumentKind::flow && runs_already(turn.state, candidate.id)) return false;
  const bool in_the_way = takes_description(turn) && !asks_off_duty(turn.state);
  return !in_the_way || understood.confidence >= sure_in_description;
}

// Something else in the middle of a flow: answered, and then the open question again.
void digress(Turn& turn, const knowledge::Understanding& understood) {
  const auto& candidate = understood.candidates.front();
  if (candidate.kind == DocumentKind::flow) return start_flow(turn, candidate.id);
  show_article(turn, candidate.id, {}, understood.locale);
  if (!run_pattern(turn, pattern::back)) ask_once_more(turn);
}

// Is the open question one of small talk alone? It is in nobody's way.
bool only_chats(const Turn& turn) {
  const auto& flows = turn.catalog.flows;
  return std::ranges::all_of(turn.state.session.stack, [&](const auto& cursor) {
    const auto* flow = flows.find(cursor.flow);
    return flow != nullptr && flow->small_talk;
  });
}

// No answer to the question, but something for a later one.
void noted(Turn& turn) {
  if (asks_off_duty(turn.state)) return noted_off_duty(turn);
  turn.bot_says(turn.words(Phrase::noted));
  ask_once_more(turn);
}

// A typed answer to the open question. A question typed beside buttons is none: "退款多久到账？"
// does not pick the button 退款.
Fit take_answer(Turn& turn, const std::string& text, bool digression, Outputs& outputs) {
  auto& session = turn.state.session;
  const auto& flows = turn.catalog.flows;
  const bool plain = dialogue::is_plain_choice(flows, session, text);
  turn.names_option_only = plain;
  const bool question = dialogue::offers_options(flows, session) && dialogue::asks(text);
  const bool elsewhere = question || (digression && takes_description(turn));
  if (elsewhere && !plain) return Fit::no_fit;
  return dialogue::take_text(flows, session, turn.scope(), text, outputs);
}

// "是的，顺便问下手续费多少": the yes is an answer, though the whole message is none.
Fit take_utterance(Turn& turn, const std::vector<Utterance>& utterances, Outputs& outputs) {
  for (const auto& utterance : utterances) {
    const auto& session = turn.state.session;
    const bool plain = dialogue::is_plain_choice(turn.catalog.flows, session, utterance.text);
    if (!plain && dialogue::asks(utterance.text)) continue;
    // "好，我要投诉" beside buttons is no 好.
    const bool manner = dialogue::is_yes_or_no(utterance.text);
    if (manner && dialogue::offers_options(turn.catalog.flows, session)) continue;
    const Fit fit = take_answer(turn, utterance.text, false, outputs);
    if (fit != Fit::no_fit) return fit;
  }
  return Fit::no_fit;
}

// "不订了" at 要早餐吗？ gives the booking up; at 要订早餐吗？ it is the answer.
bool gives_flow_up(const Turn& turn, const Said& said) {
  static constexpr auto doings = std::to_array<std::string_view>(
      {"取消", "订", "住", "约", "挂", "修", "租", "办", "退掉", "cancel"});
  const auto& state = turn.state;
  if (!dialogue::asks_yes_or_no(turn.catalog.flows, state.session)) return false;
  if (!wishes_to_stop(said) && !wishes_to_cancel(said)) return false;
  const auto asked = text::match_key(state.bot_words);
  return std::ranges::any_of(doings, [&](std::string_view doing) {
    return said.key.find(doing) != said.key.npos && asked.find(doing) == asked.npos;
  });
}

}  // namespace

bool hear_in_flow(Turn& turn, const MessageReceived& message, const Said& said,
                  const knowledge::Understanding& understood) {
  Outputs outputs;
  const bool described = takes_description(turn);
  const bool digression = is_digression(turn, understood);
  if (still_there(turn, said)) return true;
  if (gives_flow_up(turn, said) && repaired(turn, pattern::cancel)) return true;
  Fit fit = take_answer(turn, said.text, digression, outputs);
  if (fit == Fit::no_fit) fit = take_utterance(turn, message.utterances, outputs);
  if (fit == Fit::taken) {
    turn.state.failed_turns = 0;
    turn.answer_taken = true;
    const auto flow = answer_beside(turn, message.utterances, described ? sure_in_description : 0);
    carry_out(turn, std::move(outputs));
    if (!flow.empty() && turn.state.handling == Handling::bot) start_flow(turn, flow);
    return true;
  }
  if (fit == Fit::noted) {
    noted(turn);
    return true;
  }
  const auto& flows = turn.catalog.flows;
  auto& session = turn.state.session;
  if (dialogue::has_none(flows, session, turn.scope(), said.text, outputs)) {
    turn.state.failed_turns = 0;
    carry_out(turn, std::move(outputs));
    return true;
  }
  const bool says_more = understood.outcome != Outcome::dont_know || names_order(turn, said.text);
  if (asks_off_duty(turn.state) || (only_chats(turn) && says_more)) {
    dialogue::stop(session);
    return false;
  }
  if (digression) {
    digress(turn, understood);
    return true;
  }
  if (soothed(turn, said)) return true;
  const bool stops = wishes_to_stop(said) || wishes_to_cancel(said);
  if (stops && repaired(turn, pattern::cancel)) return true;
  dialogue::fail_step(flows, session, turn.scope(), outputs);
  // With the open question behind it; where the flow gives up there is none.
  if (dialogue::asks(said.text) && dialogue::would_only_repeat(flows, session)) {
    turn.bot_says(turn.words(Phrase::question_unknown));
  }
  carry_out(turn, std::move(outputs));
  return true;
}

}  // namespace yingda::conversation
