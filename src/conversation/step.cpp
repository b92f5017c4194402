#include "conversation/step.hpp"

#include <algorithm>

#include "base/overloaded.hpp"
#include "conversation/asking_again.hpp"
#include "conversation/erasure.hpp"
#include "conversation/following.hpp"
#include "conversation/muting.hpp"
#include "conversation/parts.hpp"
#include "conversation/repair.hpp"
#include "conversation/returning.hpp"
#include "conversation/snoozing.hpp"
#include "conversation/unseen.hpp"

namespace yingda::conversation {
namespace {

void rated(Turn& turn, const VisitorRated& rating) {
  turn.append(RatedEntry{rating.id, rating.score, rating.comment, rating.tags});
  turn.system_says(turn.words(Phrase::thanks_rating));
}

void answer_judged(Turn& turn, const AnswerJudged& judged) {
  auto& tried = turn.state.articles_tried;
  const auto article = std::find_if(tried.begin(), tried.end(),
                                    [&](const auto& shown) { return shown.seq == judged.of; });
  if (judged.of == 0 || article == tried.end()) {
    return turn.refuse(ErrorCode::not_found,
                       "event " + std::to_string(judged.of) + " is no answer from an article");
  }
  article->helped = judged.helped;
  article->reason = judged.reason;
  turn.append(FeedbackEntry{judged.id, judged.of, judged.helped, article->id, judged.reason});
}

void human_asked(Turn& turn, const HumanAsked& asked) {
  turn.append(HumanEntry{asked.id, asked.reason});
  customer_back(turn);
  ask_person(turn);
  if (!asked.reason.empty() && turn.state.handoff) turn.state.handoff->page_says = asked.reason;
}

// Whoever put it aside is not missed: the conversation stays theirs until it comes back.
void agent_away(Turn& turn, const AgentLost& lost) {
  if (!is_set_aside(turn.state)) return agent_lost(turn, lost);
  turn.refuse(ErrorCode::conflict, "set aside by " + lost.agent.name);
}

void dispatch(Turn& turn, const EventBody& body) {
  if (kept_out(turn)) return;
  std::visit(Overloaded{
                 [&](const MessageReceived& e) { bot_hears(turn, e); },
                 [&](const EvidenceAttached& e) { visitor_attaches(turn, e); },
                 [&](const OptionChosen& e) { visitor_chooses(turn, e); },
                 [&](const FormSubmitted& e) { visitor_submits(turn, e); },
                 [&](const HumanAsked& e) { human_asked(turn, e); },
                 [&](const VisitorRated& e) { rated(turn, e); },
                 [&](const AnswerJudged& e) { answer_judged(turn, e); },
                 [&](const PageEvent& e) { page_tells(turn, e); },
                 [&](const OrderRequested& e) { order_requested(turn, e); },
                 [&](const AgentClaimed& e) { agent_claims(turn, e); },
                 [&](const AgentMessaged& e) { agent_says(turn, e); },
                 [&](const AgentNoted& e) { agent_notes(turn, e); },
                 [&](const AgentTransferred& e) { agent_transfers(turn, e); },
                 [&](const AgentPromised& e) { agent_promises(turn, e); },
                 [&](const AgentResolved& e) { agent_resolves(turn, e); },
                 [&](const OrdersMerged& e) { orders_merged(turn, e); },
                 [&](const OrderSplit& e) { order_split(turn, e); },
                 [&](const OrdersLinked& e) { orders_linked(turn, e); },
                 [&](const CustomerAsked& e) { customer_asked(turn, e); },
                 [&](const CommitmentKept& e) { commitment_kept(turn, e); },
                 [&](const CompensationPaid& e) { compensation_paid(turn, e); },
                 [&](const StaffAccessed& e) { staff_accessed(turn, e); },
                 [&](const AgentLost& e) { agent_away(turn, e); },
                 [&](const QueueMoved& e) { queue_moved(turn, e); },
                 [&](const TimerFired& e) { timer_fired(turn, e); },
                 [&](const ActionAnswered& e) { action_answered(turn, e); },
                 [&](const ReleaseLost& e) { release_lost(turn, e); },
                 [&](const EvidenceExpired& e) { evidence_expired(turn, e); },
                 [](const ErasureAsked&) {},  // step() has it
                 [](const VisitorSaw&) {},    // mind_unseen() has it
                 [&](const NoticeSettled& e) { notice_settled(turn, e); },
                 [&](const WordsEdited& e) { words_edited(turn, e); },
                 [&](const WordsRecalled& e) { words_recalled(turn, e); },
                 [&](const SlotCorrected& e) { slot_corrected(turn, e); },
                 [&](const CaseAssigned& e) { case_assigned(turn, e); },
                 [&](const OrderTagged& e) { order_tagged(turn, e); },
                 [&](const StaffGone& e) { staff_gone(turn, e); },
                 [&](const FactsAsked& e) { facts_asked(turn, e); },
                 [&](const Snoozed& e) { snoozed(turn, e); },
                 [&](const Woken& e) { woken(turn, e); },
                 [&](const ReturnedToBot& e) { returned_to_bot(turn, e); },
                 [&](const RatingInvited& e) { rating_invited(turn, e); },
                 [&](const VisitorMuted& e) { visitor_muted(turn, e); },
                 [&](const VisitorUnmuted& e) { visitor_unmuted(turn, e); },
                 [&](const MuteCarried& e) { mute_carried(turn, e); },
             },
             body);
}

// That somebody looks on, or was told, leaves the dialogue as it stands.
bool moves_dialogue(const EventBody& body) {
  return !std::holds_alternative<VisitorSaw>(body) &&
         !std::holds_alternative<NoticeSettled>(body) &&
         !std::holds_alternative<MuteCarried>(body) &&
         !std::holds_alternative<EvidenceExpired>(body);
}

// A flow is finished on the release it began on.
void pin_release(Turn& turn) {
  auto& state = turn.state;
  if (state.session.stack.empty()) {
    state.release.clear();
  } else if (state.release.empty()) {
    state.release = turn.catalog.release;
  }
}

}  // namespace

Transition step(const Catalog& catalog, State state, const Event& event) {
  if (is_erased(state) || std::holds_alternative<ErasureAsked>(event.body)) {
    return erase(catalog, std::move(state), event);
  }
  const bool asked = waits_for_visitor(state);
  const bool interrupted = is_interrupted(state);
  const dialogue::Slots slots = state.session.slots;
  const auto flows = flows_of(state.session);
  const auto agent = state.agent;
  Turn turn(catalog, std::move(state), event);
  turn.interrupted = interrupted;
  turn.given_up_before = turn.state.session.given_up;
  if (!std::holds_alternative<TimerFired>(event.body)) note_what_is_late(turn);
  dispatch(turn, event.body);
  if (!turn.refused()) mind_off_duty(turn);
  mind_given_up(turn);
  return_to_case(turn);
  begin_next(turn);
  const bool flow_over = turn.state.session.stack.empty() && turn.state.pending_call.empty();
  const bool timed = std::holds_alternative<TimerFired>(event.body);
  if (!turn.refused() && flow_over && !timed && moves_dialogue(event.body)) queue_open_order(turn);
  if (!turn.refused() && !turn.wants_number()) never_silent(turn);
  if (!turn.refused() && moves_dialogue(event.body)) mind_silence(turn, asked);
  if (!turn.refused()) mind_agent(turn, agent);
  if (!turn.refused()) mind_unseen(turn);
  if (!turn.refused()) mind_talk(turn);
  if (!turn.refused()) tell_flows(turn, flows);
  if (!turn.refused()) mind_snooze(turn);
  if (!turn.refused() && !turn.wants_number()) mind_asked_again(turn);
  note_slot_versions(turn, slots);
  pin_release(turn);
  return std::move(turn).finish();
}

}  // namespace yingda::conversation
