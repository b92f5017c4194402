#pragma once
// What the gateway needs from the world. The gateway itself runs on one thread and knows neither
// sockets, files nor clocks; every callback below is called later, on that thread, exactly once.

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/evidence.hpp"
#include "base/result.hpp"
#include "base/time.hpp"
#include "conversation/event.hpp"
#include "dialogue/value.hpp"
#include "gateway/staff.hpp"
#include "workorder/service_level.hpp"

namespace yingda::gateway {

class Clock {
 public:
  virtual ~Clock() = default;
  virtual Instant now() const = 0;
};

// Randomness that nobody can guess: conversation ids, secrets.
class Secrets {
 public:
  virtual ~Secrets() = default;
  virtual std::string bytes(std::size_t count) = 0;
  // A keyed signature (at least 128 bits, hex) that only this store's gateways can make.
  virtual std::string sign(std::string_view message) = 0;
};

using Frame = std::shared_ptr<const std::string>;

// Reasons to close a socket, with the WebSocket close code.
enum class CloseCode : std::uint16_t {
  done = 1000,
  too_big = 1009,
  restart = 1012,
  bad_frame = 4400,
  unauthorized = 4401,
  slow = 4408,
  rate = 4429,
};

// The sending half of one peer. `offer` never waits: false means that the peer's outbox is full.
class Outlet {
 public:
  virtual ~Outlet() = default;
  virtual bool offer(Frame frame) = 0;
  // At most half of it is used: pages of a long transcript leave room for what cannot wait.
  virtual bool has_room() const = 0;
  virtual void close(CloseCode code) = 0;
};

// The receiving half of one peer, owned by its socket session.
class Connection {
 public:
  virtual ~Connection() = default;
  // Handles one text frame. `done` is called once the next frame may be read: that is how a slow
  // disk slows the senders down.
  virtual void receive(std::string_view frame, std::function<void()> done) = 0;
  // The outbox has run empty: more of a long transcript may follow.
  virtual void writable() = 0;
  // True once the first frame was accepted; until then the socket's hello deadline runs.
  virtual bool greeted() const = 0;
};

// --- the log -----------------------------------------------------------------------------------

// One entry as it is stored and sent. `json` is an object without type, conversation, pos and seq:
// {"at":…,"kind":…,…}. `visitor_only` is further fields (",\"secret\":…" or empty) that staff do
// not see. `seq` is 0 for entries that the visitor does not see.
struct LogEntry {
  std::uint64_t pos = 0;
  std::uint64_t seq = 0;
  std::string json;
  std::string visitor_only;
};

// A client's own id of a frame: unique per conversation and sender, for ever.
struct ClientKey {
  std::string sender;  // "v" for the visitor, "a:" + id for staff
  std::string id;
  std::string hash;  // of the frame's meaning: the same id with another hash is a conflict
  std::uint64_t pos = 0;
  std::uint64_t seq = 0;
};

// Columns of the conversation that lists are made from.
struct ConversationRow {
  std::string handling;  // bot, queued, agent
  std::string team;
  std::string agent;
  std::optional<Instant> queued_at;
  Instant updated_at{};
  std::string visitor{};  // as the host site knows them; empty: not signed in
};

struct TimerRow {
  std::string conversation;
  std::string key;
  Instant due{};
};

struct OrderRow {
  std::string number;
  std::string conversation;
  std::string status;
  std::string owner;
  Instant opened_at{};
  std::string json;                   // the whole order
  workorder::ServiceRecord record{};  // what figures need of it; only written
};

// A visitor's talk, as figures count it.
struct TalkRow {
  Instant began_at{};
  bool person = false;
};

// An order, by what its row in the figures is found by.
struct RatedOrder {
  std::string number;
  Instant opened_at{};
};

// An uploaded file, and whose it is.
struct EvidenceRow {
  Evidence file;
  std::string conversation;
  std::string sender;  // "v" for the visitor, "a:" + id for staff
  Instant at{};
};

// A connector call that must be answered, also after a restart.
struct CallRow {
  std::string conversation;
  std::string id;
  std::string action;
  std::map<std::string, std::string> arguments;
  int timeout_s = 3;
};

// A message to somebody outside of the chat, for one endpoint: a row of the outbox.
struct NoticeRow {
  std::string id;        // the same for all endpoints and attempts; receivers know repeats by it
  std::string endpoint;  // its URL, or `mail_endpoint`
  std::string conversation;
  std::uint64_t step = 0;  // the one that caused it
  std::string number;      // of the work order
  std::string type;
  std::string body;  // JSON, sent as it is
  Instant created_at{};
  int attempts = 0;
  std::string recipient{};  // of a mail: the visitor's verified address; else empty
};

// Stands in a row's `endpoint` when it is a mail to the visitor.
inline constexpr std::string_view mail_endpoint = "mail";

// The outbox is done with that row.
struct NoticeEnd {
  std::string id;
  std::string endpoint;
  std::string result;  // "delivered", or why it was given up
  int attempts = 0;
  bool operator==(const NoticeEnd&) const = default;
};

// A step that erases its conversation, or notes that somebody wants it erased.
struct ErasureRow {
  std::string by;  // visitor, staff, retention, restored
  std::string who;
  std::string reason;
  // Everything before this step goes, in its transaction: texts and salts of the log, ids of
  // frames, timers, calls, notices, files. Else it is a wish.
  bool done = false;
};

// Somebody of ours is to look at the note at that place of the log.
struct MentionRow {
  std::string staff;  // an id
  std::uint64_t pos = 0;
  conversation::Person by;
};

// Everything one step of one conversation makes durable, in one transaction.
struct Batch {
  std::string conversation;
  std::uint64_t step = 0;  // must be the stored step + 1, or the commit fails with `conflict`
  Instant at{};
  std::string release;
  std::string event;  // JSON
  // The id of whoever of ours caused it, or the name of whoever ran a command; "": the system.
  std::optional<std::string> actor{};
  std::string act{};  // the event's name
  std::vector<LogEntry> entries;
  std::optional<ClientKey> client;
  std::string state;      // JSON, after the step
  std::uint64_t pos = 0;  // last pos and seq after the step
  std::uint64_t seq = 0;
  ConversationRow row;
  std::vector<TimerRow> timers_started;
  std::vector<std::string> timers_cancelled;  // keys
  std::vector<OrderRow> orders;
  std::vector<CallRow> calls_started;
  std::vector<std::string> calls_answered;  // ids
  std::optional<int> rating;                // 1 to 5: how the visitor was served
  std::optional<RatedOrder> rated;          // the order that `rating` is about
  std::optional<TalkRow> talk;              // began, or people got a part in it
  std::vector<std::string> agents_joined;   // ids
  std::vector<MentionRow> mentions;
  std::vector<NoticeRow> notices;
  std::vector<NoticeEnd> notices_ended;
  std::vector<std::string> evidence_attached;  // ids of uploads that were sent with this step
  std::vector<std::string> evidence_erased;    // ids of uploads whose bytes go with this step
  std::optional<ErasureRow> erasure;
};

// What became of a batch.
struct Committed {
  // Set when the batch's ClientKey was already there: nothing was written, this is what stands.
  std::optional<ClientKey> duplicate;
};

class Journal {
 public:
  virtual ~Journal() = default;
  // Completes once the batch is durable (fsynced), or fails with nothing of it written:
  // `unavailable` (disk full, I/O error), `overloaded` (too many batches wait), `conflict` (the
  // conversation has moved on). Batches are committed in the order of the calls.
  virtual void commit(Batch batch, std::function<void(Result<Committed>)> done) = 0;
};

struct Loaded {
  std::string state;  // JSON
  std::uint64_t step = 0;
};

// A step as it was recorded, for replay.
struct RecordedStep {
  std::uint64_t step = 0;
  std::string release;
  std::string event;
  bool erased = false;  // what happened was erased; where its numbers stood after it is known
  std::uint64_t pos = 0;
  std::uint64_t seq = 0;
};

// A conversation as it was recorded: its steps in the order they were decided, and what was stored
// after the last of them.
struct Recording {
  Loaded last;
  std::vector<RecordedStep> steps;
};

class ReadModel {
 public:
  virtual ~ReadModel() = default;
  // nullopt: there is no such conversation.
  virtual void load(std::string conversation,
                    std::function<void(Result<std::optional<Loaded>>)> done) = 0;
  // Entries with seq > after (visible only), oldest first, at most about `rows` entries.
  virtual void page_by_seq(std::string conversation, std::uint64_t after, std::size_t rows,
                           std::function<void(Result<std::vector<LogEntry>>)> done) = 0;
  // Entries with pos > after, staff entries too.
  virtual void page_by_pos(std::string conversation, std::uint64_t after, std::size_t rows,
                           std::function<void(Result<std::vector<LogEntry>>)> done) = 0;
  // The stored key of a client's frame, nullopt when it was never accepted.
  virtual void client_key(std::string conversation, std::string sender, std::string id,
                          std::function<void(Result<std::optional<ClientKey>>)> done) = 0;
  // The JSON of an order, nullopt if there is none.
  virtual void order(std::string number,
                     std::function<void(Result<std::optional<OrderRow>>)> done) = 0;
  // Conversations that somebody has, or with unsettled orders that they own.
  virtual void work_of(std::string staff,
                       std::function<void(Result<std::vector<std::string>>)> done) = 0;
  // The uploaded files with these ids, in this order; ids that are none are left out.
  virtual void evidence(std::vector<std::string> ids,
                        std::function<void(Result<std::vector<EvidenceRow>>)> done) = 0;
};

// What the gateway must know before it serves, read once at start.
struct StartState {
  std::string epoch;      // changes when the store was restored from a backup
  std::string token_key;  // 32 random bytes, made when the store was created
  std::vector<TimerRow> timers;
  std::vector<std::pair<std::string, std::string>> open_states;  // conversation, state JSON of all
                                                                 // that are queued or with an agent
  std::vector<CallRow> calls;                                    // unanswered
  std::string last_order_day;  // the newest day an order was numbered on, and its last number
  std::uint64_t last_order_running = 0;
};

// A connector call's answer: flat fields, already typed.
struct CallAnswer {
  bool ok = false;
  std::string error;
  dialogue::Slots fields;
};

class Connector {
 public:
  virtual ~Connector() = default;
  // Always answers, within the call's timeout.
  virtual void call(const CallRow& call, std::function<void(CallAnswer)> done) = 0;
};

// Delivers what the outbox holds.
class Notifier {
 public:
  virtual ~Notifier() = default;
  // Who wants to be told of notices of this type: URLs, and `mail_endpoint` where a visitor with a
  // verified address is.
  virtual std::vector<std::string> endpoints_for(std::string_view type) const = 0;
  // A step with notices is durable: there is something to deliver.
  virtual void wake() = 0;
};

// What the host site says about its signed-in visitors, signed by it.
class Identities {
 public:
  virtual ~Identities() = default;
  // `invalid` with what is wrong with the proof (a JWT).
  virtual Result<conversation::Visitor> verify(std::string_view proof, Instant now) const = 0;
};

// Log and counters; names are fixed, values never personal data.
class Telemetry {
 public:
  virtual ~Telemetry() = default;
  virtual void count(std::string_view name, std::string_view label = {}, double by = 1) = 0;
  virtual void gauge(std::string_view name, double value) = 0;
  virtual void observe(std::string_view name, double seconds) = 0;
  virtual void event(std::string_view name, const std::map<std::string, std::string>& fields) = 0;
  // An event that somebody should look at.
  virtual void warn(std::string_view name, const std::map<std::string, std::string>& fields) {
    event(name, fields);
  }
};

// --- people who work here ----------------------------------------------------------------------

struct Colleague {
  Staff staff;
  bool disabled = false;
  std::string heir{};  // whose their work becomes; empty: their departments'
  bool operator==(const Colleague&) const = default;
};

struct StaffSession {
  std::string token;  // of the cookie; empty for Bearer tokens
  std::string csrf;
  Staff staff;
};

class Accounts {
 public:
  virtual ~Accounts() = default;
  // `unauthorized` for a wrong name or password (same answer and timing), `rate_limited` after too
  // many. `from` is the peer's address.
  virtual void login(std::string name, std::string password, std::string from,
                     std::function<void(Result<StaffSession>)> done) = 0;
  virtual void session(std::string token, std::function<void(Result<StaffSession>)> done) = 0;
  virtual void bearer(std::string token, std::function<void(Result<StaffSession>)> done) = 0;
  virtual void logout(std::string token, std::function<void()> done) = 0;
};

}  // namespace yingda::gateway
