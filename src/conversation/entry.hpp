#pragma once
// What a step writes into the conversation's log. Some entries the visitor sees, some only staff.

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "base/rich.hpp"
#include "conversation/event.hpp"
#include "dialogue/interpreter.hpp"

namespace yingda::conversation {

enum class Role { visitor, bot, agent, system };

struct Chosen {
  std::uint64_t of = 0;
  std::string option;
};
struct Submitted {
  std::uint64_t of = 0;
  std::vector<std::pair<std::string, std::string>> values;  // label, value
};

struct MessageEntry {
  Role role = Role::bot;
  std::string name;      // the agent's
  std::string number{};  // their staff number
  std::string text;
  Rich rich;  // empty: plain
  std::vector<dialogue::SpokenOption> options;
  std::optional<dialogue::FormAsked> form;
  std::string article;
  std::string article_title;
  std::string client_id;
  std::optional<Chosen> chosen;
  std::optional<Submitted> submitted;
  std::vector<Evidence> evidence;
  bool asks_file = false;  // the question is answered by sending a file
  bool several = false;    // more than one of the options may be picked
  // The label of the answer that "上一步" takes back now; empty when it has none.
  std::optional<std::string> back{};
};
struct HumanEntry {
  std::string client_id;
  std::string reason{};
};
struct PageEventEntry {
  std::string client_id;
  std::string name;
  std::string flow{};                                        // that it asked for
  std::vector<std::pair<std::string, std::string>> given{};  // label, value
};
struct RatedEntry {
  std::string client_id;
  int score = 0;
  std::string comment;
  std::vector<std::string> tags;
};
struct FeedbackEntry {
  std::string client_id;
  std::uint64_t of = 0;
  bool helped = false;
  std::string article;
  std::string reason;
};
struct OrderRequestEntry {
  std::string client_id;
  std::string number;
  OrderRequest action = OrderRequest::urge;
  std::string text;
  std::vector<Evidence> evidence;
};
struct QueueEntry {
  QueueMoved queue;
};
struct AgentJoinedEntry {
  Person agent;
};
struct AgentLeftEntry {
  Person agent;
  std::string why{};  // "silent" or "gone": nobody of ours wished it; else empty
};
struct OrderEntry {
  workorder::WorkOrder order;
  std::string department_name;
  std::string note;
  // So much of the order's history an earlier entry of the same step tells.
  std::size_t told = 0;
};
struct PromiseEntry {
  std::string number;
  workorder::Commitment commitment;
};
// A commitment was kept or missed.
struct PromiseStateEntry {
  std::string number;
  workorder::Commitment commitment;
};
struct CompensationEntry {
  std::string number;
  workorder::Compensation compensation;
};
struct SurveyEntry {
  std::string text;
};
// Staff only from here.
struct NoteEntry {
  std::string client_id;
  Person agent;
  std::string text;
  std::vector<Person> mentions{};
  bool whisper = false;
};
struct SnoozedEntry {
  std::string client_id;
  Person agent;
  std::optional<Instant> until;
  std::string reason;
};
// `why`: "time", "visitor", "alert" or "agent"; nobody did the first three.
struct WokenEntry {
  std::string client_id;
  std::optional<Person> agent;
  std::string why;
  std::string reason;  // as it was put aside
};
struct ReturnedEntry {
  std::string client_id;
  Person agent;
  std::string flow;
  std::string title;
  std::string reason;
  std::string question{};  // the one that is asked again, by its label
};
struct RatingInvitedEntry {
  std::string client_id;
  Person agent;
};
// `until` nullopt: they may talk again.
struct MutedEntry {
  std::string client_id;
  Person agent;
  std::optional<Instant> until;
  std::string reason;
  bool carried = false;  // from another conversation of the same visitor
};
// What an agent said, or noted, reads otherwise now, or not at all. `of`: its seq, 0 for a note.
struct EditedEntry {
  std::string client_id;
  Person agent;
  std::uint64_t of = 0;
  std::uint64_t of_pos = 0;
  std::string text;
};
struct RecalledEntry {
  std::string client_id;
  Person agent;
  std::uint64_t of = 0;
  std::uint64_t of_pos = 0;
};
struct SlotCorrectedEntry {
  std::string client_id;
  Person agent;
  std::string slot;
  std::string label;
  std::string was;
  std::string value;
  std::string reason;
  std::uint64_t version = 0;  // of the slot from now on
};
struct TaggedEntry {
  std::string client_id;
  Person agent;
  std::string number;
  std::vector<std::string> added;
  std::vector<std::string> removed;
};
struct TransferredEntry {
  std::string client_id;
  Person agent;
  std::string team;
  std::optional<Person> to;
  std::string reason;
  std::string rule{};
  std::optional<Instant> next_due{};
};
struct HandedOffEntry {
  std::string team;
  std::string reason;
  std::string intent;
  bool not_understood = false;  // the bot gave up on what the visitor said in this step
};
struct AccessedEntry {
  Person agent;
  Access access = Access::watched;
  std::string detail;
};
// Somebody outside of the chat was told, or could not be.
struct NoticeEntry {
  NoticeSettled notice;
};
// The conversation was erased, or somebody wanted it to be and a work order keeps it.
struct ErasureEntry {
  ErasureAsked asked;
  bool erased = false;
  std::vector<std::string> numbers{};   // of the orders that keep it
  std::optional<Instant> kept_until{};  // unless one of them is still open
};
// A timer ran out, a connector answered, …: what an auditor would ask for.
struct TraceEntry {
  std::string what;
  std::string detail;
};

using EntryBody =
    std::variant<MessageEntry, HumanEntry, PageEventEntry, RatedEntry, FeedbackEntry,
                 OrderRequestEntry, QueueEntry, AgentJoinedEntry, AgentLeftEntry, OrderEntry,
                 PromiseEntry, PromiseStateEntry, CompensationEntry, SurveyEntry, NoteEntry,
                 TransferredEntry, HandedOffEntry, AccessedEntry, NoticeEntry, ErasureEntry,
                 TraceEntry, EditedEntry, RecalledEntry, SlotCorrectedEntry, TaggedEntry,
                 SnoozedEntry, WokenEntry, ReturnedEntry, RatingInvitedEntry, MutedEntry>;

bool visitor_sees(const EntryBody& body);

struct Entry {
  Instant at{};
  std::uint64_t pos = 0;
  std::uint64_t seq = 0;  // 0: staff only
  EntryBody body;
};

}  // namespace yingda::conversation
