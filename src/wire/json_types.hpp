#pragma once
// How the core's values look as JSON inside the store. Members that an older row lacks keep their
// defaults, so adding one needs no migration.

#include <nlohmann/json.hpp>
#include <optional>

#include "conversation/event.hpp"
#include "conversation/state.hpp"
#include "workorder/merging.hpp"

namespace nlohmann {

template <class T>
struct adl_serializer<std::optional<T>> {
  static void to_json(json& out, const std::optional<T>& value) {
    if (value) {
      out = *value;
    } else {
      out = nullptr;
    }
  }
  static void from_json(const json& in, std::optional<T>& value) {
    if (in.is_null()) {
      value.reset();
    } else {
      value = in.get<T>();
    }
  }
};

template <>
struct adl_serializer<yingda::Instant> {
  static void to_json(json& out, const yingda::Instant& at) { out = at.time_since_epoch().count(); }
  static void from_json(const json& in, yingda::Instant& at) {
    at = yingda::Instant(yingda::TimeSpan(in.get<std::int64_t>()));
  }
};

template <>
struct adl_serializer<yingda::dialogue::Value> {
  static void to_json(json& out, const yingda::dialogue::Value& value);
  static void from_json(const json& in, yingda::dialogue::Value& value);
};

}  // namespace nlohmann

namespace yingda {
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(Evidence, id, name, media_type, size, sha256)
}  // namespace yingda

namespace yingda::knowledge {
NLOHMANN_JSON_SERIALIZE_ENUM(DocumentKind,
                             {{DocumentKind::article, "article"}, {DocumentKind::flow, "flow"}})
NLOHMANN_JSON_SERIALIZE_ENUM(Outcome, {{Outcome::answer, "answer"},
                                       {Outcome::ask_back, "ask_back"},
                                       {Outcome::dont_know, "dont_know"}})
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(Feature, name, weight)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(Candidate, kind, id, title, score, matched,
                                                features)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(Understanding, outcome, confidence, locale, related,
                                                reason, candidates)
}  // namespace yingda::knowledge

namespace yingda::dialogue {
NLOHMANN_JSON_SERIALIZE_ENUM(Waiting, {{Waiting::nothing, "nothing"},
                                       {Waiting::value, "value"},
                                       {Waiting::confirmation, "confirmation"},
                                       {Waiting::option, "option"},
                                       {Waiting::form, "form"},
                                       {Waiting::action, "action"},
                                       {Waiting::work_order, "work_order"},
                                       {Waiting::time, "time"}})
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(Cursor, flow, step, tries, calling, until)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(Pending, slot, value, source)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(Session, stack, waiting, slots, labels, texts,
                                                sources, places, pending, newest, heard, early,
                                                turn, said, given_up)
}  // namespace yingda::dialogue

namespace yingda::workorder {
NLOHMANN_JSON_SERIALIZE_ENUM(Status, {{Status::open, "open"},
                                      {Status::assigned, "assigned"},
                                      {Status::in_progress, "in_progress"},
                                      {Status::waiting_on_customer, "waiting_on_customer"},
                                      {Status::resolved, "resolved"},
                                      {Status::closed, "closed"},
                                      {Status::reopened, "reopened"}})
NLOHMANN_JSON_SERIALIZE_ENUM(Tier, {{Tier::inquiry, "inquiry"},
                                    {Tier::complaint, "complaint"},
                                    {Tier::dispute, "dispute"}})
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(Money, amount, currency)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(Demand, kind, label, amount, by)
NLOHMANN_JSON_SERIALIZE_ENUM(Outcome, {{Outcome::unstated, ""},
                                       {Outcome::granted, "granted"},
                                       {Outcome::partly, "partly"},
                                       {Outcome::refused, "refused"}})
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(DemandAnswer, demand, answer, outcome, rule)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(Resolution, text, answers, outcome, rule)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(Person, id, name, number)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(Change, at, who, what, why, by)
NLOHMANN_JSON_SERIALIZE_ENUM(Promise, {{Promise::first_response, "first_response"},
                                       {Promise::next_response, "next_response"},
                                       {Promise::resolve, "resolve"}})
NLOHMANN_JSON_SERIALIZE_ENUM(CommitmentState, {{CommitmentState::open, "open"},
                                               {CommitmentState::kept, "kept"},
                                               {CommitmentState::missed, "missed"},
                                               {CommitmentState::dropped, "dropped"}})
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(CustomerRequest, text, at, by, reminded)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(Compensation, promise, granted, granted_at, pay_due,
                                                overdue, paid_at, paid_by, reference)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(TimedPromise, promise, since, due, state, met_at)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(Commitment, id, text, due, agent, state, kept_at)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(Link, number, why)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(Part, demands, evidence)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(
    WorkOrder, number, secret, type, tier, urgent, department, title, about, status, demands,
    opened_at, handed_at, clocks_since, target_due, first_response_due, resolve_due,
    next_response_due, first_response_at, resolved_at, owner, resolution, transfers, target_missed,
    first_response_missed, next_response_missed, resolve_missed, request, compensation, promised,
    commitments, evidence, history, merged_into, merged, links, tags)
}  // namespace yingda::workorder

namespace yingda::conversation {
NLOHMANN_JSON_SERIALIZE_ENUM(OrderRequest, {{OrderRequest::urge, "urge"},
                                            {OrderRequest::accept, "accept"},
                                            {OrderRequest::reject, "reject"},
                                            {OrderRequest::add_evidence, "add_evidence"},
                                            {OrderRequest::withdraw, "withdraw"},
                                            {OrderRequest::reopen, "reopen"},
                                            {OrderRequest::escalate, "escalate"}})
NLOHMANN_JSON_SERIALIZE_ENUM(Handling, {{Handling::bot, "bot"},
                                        {Handling::queued, "queued"},
                                        {Handling::agent, "agent"}})
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(Page, url, title, attributes)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(Visitor, name, external_id, email)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(Arrival, locale, page, visitor)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(Reservation, number, secret)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(Prompt, seq, options, flow, form, several, stays)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(TriedArticle, id, title, seq, helped, reason)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(HandoffFacts, team, reason, at, words, page_says)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(QueueMoved, position, wait_s, online, opens,
                                                wait_least_s, wait_most_s, waits_measured)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(Unseen, seq, since, number, news)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(Talk, began, last_words, person, to_bot)
NLOHMANN_JSON_SERIALIZE_ENUM(ErasedFor, {{ErasedFor::visitor, "visitor"},
                                         {ErasedFor::staff, "staff"},
                                         {ErasedFor::retention, "retention"},
                                         {ErasedFor::restored, "restored"}})
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(Erasure, at, by, erased)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(OwnWords, pos, seq, agent, at, number)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(SlotChange, by, at, was)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(ShopCall, action, arguments, timeout_s)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(Snooze, until, reason, by, since, woken)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(Mute, until, reason, by, since)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(AskedAgain, slot, number, flow, answered, was, text,
                                                source, place)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(LostByAgent, agent, why, at)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(
    State, id, step, pos, seq, arrival, handling, team, agent, queued_at, agent_word_due,
    supervisor_only, session, release, failed_turns, prompts, intent, case_flow, articles_tried,
    handoff, order_facts_at, orders, evidence, pending_call, attempt, pattern_runs, next_flows,
    event_flows, reminded, told_queued, noted_at, queue, off_duty_asked, visitor_words, bot_words,
    last_text, last_from, last_at, unseen, erasure, talk, spoken_of, own_words, slot_versions,
    slot_changes, shop_call, facts_call, snooze, mute, rating_asked_at, lost, asked_again)

NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(Utterance, text, understanding)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(MessageReceived, id, text, understanding,
                                                utterances, clause)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(EvidenceAttached, id, evidence, text, understanding)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(OptionChosen, id, of, option)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(FormSubmitted, id, of, values, files)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(HumanAsked, id, reason)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(PageEvent, id, name, flow, slots)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(VisitorRated, id, score, comment, tags)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(AnswerJudged, id, of, helped, reason)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(OrderRequested, id, number, action, text, evidence)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(AgentClaimed, agent, supervisor, take_over)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(AgentMessaged, id, agent, text, article, number,
                                                evidence)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(AgentNoted, id, agent, text, mentions, whisper)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(AgentTransferred, id, agent, team, to, reason,
                                                to_supervisor, rule, next_due, supervisor)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(AgentPromised, id, agent, text, due, number)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(AgentResolved, id, agent, number, resolution,
                                                version)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(OrdersMerged, id, agent, supervisor, number, with,
                                                reason, version, with_version)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(OrderSplit, id, agent, supervisor, number, type,
                                                title, part, reason, version)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(OrdersLinked, id, agent, supervisor, number, with,
                                                reason, version)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(CustomerAsked, id, agent, number, text)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(CommitmentKept, id, agent, commitment, supervisor)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(CompensationPaid, id, agent, number, promise,
                                                reference)
NLOHMANN_JSON_SERIALIZE_ENUM(Access, {{Access::watched, "watched"},
                                      {Access::revealed, "revealed"},
                                      {Access::exported, "exported"}})
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(StaffAccessed, agent, access, detail)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(AgentLost, agent)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(TimerFired, key)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(ActionAnswered, call, ok, error, fields)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(ReleaseLost, release)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(NoticeSettled, message, endpoint, to, notice,
                                                number, delivered, attempts, detail)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(ErasureAsked, by, who, reason, cases_kept_s)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(EvidenceExpired, ids)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(WordsEdited, id, agent, pos, text)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(WordsRecalled, id, agent, pos)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(SlotCorrected, id, agent, supervisor, slot, value,
                                                reason, version)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(CaseAssigned, id, agent, number, to, to_supervisor,
                                                reason, version)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(OrderTagged, id, agent, supervisor, number, add,
                                                remove)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(StaffGone, agent, heir, heir_supervises,
                                                heir_is_here)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(FactsAsked, id, agent, supervisor)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(Snoozed, id, agent, until, reason)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(Woken, id, agent)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(ReturnedToBot, id, agent, flow, reason, slot)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(RatingInvited, id, agent)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(VisitorMuted, id, agent, supervisor, until, reason)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(VisitorUnmuted, id, agent, supervisor)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(MuteCarried, by, until, reason, since)
// Nothing is to be said about it.
inline void to_json(nlohmann::json& out, const VisitorSaw&) { out = nlohmann::json::object(); }
inline void from_json(const nlohmann::json&, VisitorSaw&) {}
}  // namespace yingda::conversation
