#pragma once
// What happened to a conversation, in the past tense. An event carries everything that its decision
// needs, so that deciding again gives the same result.

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "base/evidence.hpp"
#include "base/time.hpp"
#include "conversation/case_events.hpp"
#include "dialogue/value.hpp"
#include "knowledge/engine.hpp"
#include "workorder/merging.hpp"
#include "workorder/work_order.hpp"

namespace yingda::conversation {

using workorder::Person;

// One of several things that a message says, and what the engine makes of it by itself.
struct Utterance {
  std::string text;
  knowledge::Understanding understanding;
};

// --- the visitor's frames; `id` is the client's own ---
struct MessageReceived {
  std::string id;
  std::string text;
  knowledge::Understanding understanding;
  std::vector<Utterance> utterances{};  // none: it says one thing
  std::optional<Utterance> clause{};    // known best, where the whole is not known
};
// Files that were uploaded before, perhaps with words; `understanding` is of the words.
struct EvidenceAttached {
  std::string id;
  std::vector<Evidence> evidence;
  std::string text;
  knowledge::Understanding understanding;
};
struct OptionChosen {
  std::string id;
  std::uint64_t of = 0;
  std::string option;
};
struct FormSubmitted {
  std::string id;
  std::uint64_t of = 0;
  std::map<std::string, std::string> values;
  std::map<std::string, std::vector<Evidence>> files{};  // of its fields for files
};
struct HumanAsked {
  std::string id;
  std::string reason{};  // as the page around the chat says it
};
// Something happened on the page around the chat: "chat_opened", or what the shop's page names.
struct PageEvent {
  std::string id;
  std::string name;
  std::string flow;  // the one to start; empty: those that wait for the event
  std::map<std::string, std::string> slots{};  // what it gives that flow to begin with
};
struct VisitorRated {
  std::string id;
  int score = 0;
  std::string comment;
  std::vector<std::string> tags{};  // ids of opinion.hpp
};
// Whether the answer of event `of` has helped, and if not, perhaps why (an id of opinion.hpp).
struct AnswerJudged {
  std::string id;
  std::uint64_t of = 0;
  bool helped = false;
  std::string reason{};
};
enum class OrderRequest { accept, reject, add_evidence, urge, withdraw, reopen, escalate };
struct OrderRequested {
  std::string id;
  std::string number;
  OrderRequest action = OrderRequest::urge;
  std::string text;
  std::vector<Evidence> evidence;
};

// --- the desk ---
struct AgentClaimed {
  Person agent;
  bool supervisor = false;
  std::string take_over{};  // why a supervisor takes it from a colleague; else empty
};
struct AgentMessaged {
  std::string id;
  Person agent;
  std::string text;
  std::string article{};             // the one that the agent took the words from
  std::string number{};              // the order it answers; empty: the one that is talked about
  std::vector<Evidence> evidence{};  // files that were uploaded for it
};
struct AgentNoted {
  std::string id;
  Person agent;
  std::string text;
  std::vector<Person> mentions{};  // colleagues who are to look at it
  bool whisper = false;            // a supervisor's word to whoever has the conversation
};
// Somebody of ours thinks better of what they said or noted at that place in the log.
struct WordsEdited {
  std::string id;
  Person agent;
  std::uint64_t pos = 0;
  std::string text;
};
struct WordsRecalled {
  std::string id;
  Person agent;
  std::uint64_t pos = 0;
};
// What was collected is wrong. `version`: of the slot, as whoever corrects it saw it.
struct SlotCorrected {
  std::string id;
  Person agent;
  bool supervisor = false;
  std::string slot;
  std::string value;  // as people write it
  std::string reason;
  std::optional<std::uint64_t> version{};
};
// A supervisor puts an order, and its conversation, into the hands of somebody on duty.
struct CaseAssigned {
  std::string id;
  Person agent;
  std::string number;
  Person to;
  bool to_supervisor = false;
  std::string reason;
  std::optional<std::uint64_t> version{};
};
// Words that staff find orders by; customers do not see them.
struct OrderTagged {
  std::string id;
  Person agent;
  bool supervisor = false;
  std::string number;
  std::vector<std::string> add;
  std::vector<std::string> remove;
};
// Somebody works with customers here no more: what they had, and what they answer for, is their
// heir's now, or nobody's.
struct StaffGone {
  Person agent;
  std::optional<Person> heir{};
  bool heir_supervises = false;
  bool heir_is_here = false;  // else the customer does not wait for them
};
struct AgentTransferred {
  std::string id;
  Person agent;
  std::string team;
  std::optional<Person> to;  // a colleague instead of a team
  std::string reason;
  bool to_supervisor = false;         // `to` is one
  std::string rule{};                 // why another department: an article's id, or a rule by name
  std::optional<Instant> next_due{};  // when the customer hears next
  bool supervisor = false;            // may pass on what others have
};
struct AgentPromised {
  std::string id;
  Person agent;
  std::string text;
  Instant due{};
  std::string number{};
};
// `version` here and below: of the order, as whoever acts saw it (workorder/merging.hpp).
struct AgentResolved {
  std::string id;
  Person agent;
  std::string number;
  workorder::Resolution resolution;
  std::optional<std::uint64_t> version{};
};
// Two orders are one matter; the older one goes on.
struct OrdersMerged {
  std::string id;
  Person agent;
  bool supervisor = false;
  std::string number;
  std::string with;
  std::string reason;
  std::optional<std::uint64_t> version{};
  std::optional<std::uint64_t> with_version{};
};
// Part of an order is another matter, and gets a number of its own.
struct OrderSplit {
  std::string id;
  Person agent;
  bool supervisor = false;
  std::string number;
  std::string type;  // empty: the same
  std::string title;
  workorder::Part part;
  std::string reason;
  std::optional<std::uint64_t> version{};
};
// Two orders have to do with each other; `with` may belong to another conversation.
struct OrdersLinked {
  std::string id;
  Person agent;
  bool supervisor = false;
  std::string number;
  std::string with;
  std::string reason;
  std::optional<std::uint64_t> version{};
};
// A concrete request to the customer.
struct CustomerAsked {
  std::string id;
  Person agent;
  std::string number;  // empty: the open order
  std::string text;
};
// Somebody says that a commitment was kept.
// The order system is to say again how the order stands.
struct FactsAsked {
  std::string id;
  Person agent;
  bool supervisor = false;
};
struct CommitmentKept {
  std::string id;
  Person agent;
  std::string commitment;  // its id
  bool supervisor = false;
};
// A supervisor says that what was owed has been paid.
struct CompensationPaid {
  std::string id;
  Person agent;
  std::string number;
  workorder::Promise promise = workorder::Promise::first_response;
  std::string reference;
};
// Somebody of ours looked at what another handles, uncovered what is masked, or took all of it away
// as a dossier; for auditors.
enum class Access { watched, revealed, exported };
struct StaffAccessed {
  Person agent;
  Access access = Access::watched;
  std::string detail;  // why it was uncovered or taken
};
// What became of telling somebody outside of the chat (notice.hpp): delivered, or given up.
struct NoticeSettled {
  std::string message;   // the notice's id
  std::string endpoint;  // who was told: its URL
  std::string to;        // the same for people: the host
  std::string notice;    // its type: "conversation.unseen"
  std::string number;    // of the work order
  bool delivered = false;
  int attempts = 0;
  std::string detail;  // why not
};
// Everything of this conversation is to go (erasure.hpp). `restored`: it had gone before, and an
// older backup brought it back.
enum class ErasedFor { visitor, staff, retention, restored };
struct ErasureAsked {
  ErasedFor by = ErasedFor::visitor;
  std::string who;                // of ours; empty: the visitor, or nobody
  std::string reason;             // of ours
  std::int64_t cases_kept_s = 0;  // how long work orders must stay after their end
};
// Files that no work order has, and that were kept as long as they may be.
struct EvidenceExpired {
  std::vector<std::string> ids;
};
// The agent went away for longer than the grace time.
struct AgentLost {
  Person agent;
};

// --- the world ---
// The place in the queue changed, or somebody came on duty, or the last one left. `wait_s` is
// nullopt when nobody can tell, and the range around it comes from so many waits measured lately;
// `opens`: nobody is there, and the next shift begins then.
struct QueueMoved {
  int position = 0;
  std::optional<int> wait_s;
  int online = 0;
  std::optional<Instant> opens{};
  std::optional<int> wait_least_s{};
  std::optional<int> wait_most_s{};
  int waits_measured = 0;
};
struct TimerFired {
  std::string key;
};
// The visitor was there, and so saw what there was to see: they came back, or had read it.
struct VisitorSaw {};
struct ActionAnswered {
  std::string call;
  bool ok = false;
  std::string error;
  dialogue::Slots fields;
};
// The release that a flow runs on can never be had again: its snapshot is damaged, or no longer
// fits the program.
struct ReleaseLost {
  std::string release;
};

using EventBody =
    std::variant<MessageReceived, EvidenceAttached, OptionChosen, FormSubmitted, HumanAsked,
                 PageEvent, VisitorRated, AnswerJudged, OrderRequested, AgentClaimed, AgentMessaged,
                 AgentNoted, AgentTransferred, AgentPromised, AgentResolved, OrdersMerged,
                 OrderSplit, OrdersLinked, CustomerAsked, CommitmentKept, CompensationPaid,
                 StaffAccessed, AgentLost, QueueMoved, TimerFired, ActionAnswered, ReleaseLost,
                 VisitorSaw, NoticeSettled, ErasureAsked, EvidenceExpired, WordsEdited,
                 WordsRecalled, SlotCorrected, CaseAssigned, OrderTagged, StaffGone, FactsAsked,
                 Snoozed, Woken, ReturnedToBot, RatingInvited, VisitorMuted, VisitorUnmuted,
                 MuteCarried>;

// What of an event is the visitor's doing.
enum class ByVisitor {
  no,
  looks,  // they are there, and did nothing
  acts,   // beside the talk: rated, judged an answer, asked for something about an order, the page
  talks,  // a turn: said, sent, chose or filled in something, or asked for a person
};
ByVisitor by_visitor(const EventBody& body);

struct Page {
  std::string url;
  std::string title;
  std::map<std::string, std::string>
      attributes{};  // what it tells of the visitor; proved by nobody
  bool operator==(const Page&) const = default;
};

struct Visitor {
  std::string name;
  std::string external_id;  // proved by the host's signature, else empty
  std::string email{};      // as external_id, and verified by the host; else empty
  bool operator==(const Visitor&) const = default;
};

// What the last `hello` said, when it says something new.
struct Arrival {
  std::string locale;
  Page page;
  Visitor visitor;
  bool operator==(const Arrival&) const = default;
};

// A work order's number and secret, set aside for a step that may need them.
struct Reservation {
  std::string number;
  std::string secret;
};

struct Event {
  Instant at{};
  EventBody body;
  std::optional<Arrival> arrival;
  std::vector<Reservation> reserved;
};

}  // namespace yingda::conversation
