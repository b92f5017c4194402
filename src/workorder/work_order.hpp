#pragma once
// A work order: the tracked promise that makes silence impossible. A value; what may happen to it
// is in transitions.hpp, when it is due in sla.hpp.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/evidence.hpp"
#include "base/time.hpp"

namespace yingda::workorder {

enum class Status { open, assigned, in_progress, waiting_on_customer, resolved, closed, reopened };
enum class Tier { inquiry, complaint, dispute };
// What the customer was told a time for.
enum class Promise { first_response, next_response, resolve };

std::string_view to_string(Status status);
std::string_view to_string(Tier tier);
std::string_view to_string(Promise promise);
std::optional<Status> parse_status(std::string_view name);
std::optional<Tier> parse_tier(std::string_view name);
std::optional<Promise> parse_promise(std::string_view name);

// A decimal with at most two places, as text ("15.00"), and an ISO 4217 code.
struct Money {
  std::string amount;
  std::string currency = "CNY";
  bool operator==(const Money&) const = default;
};

// What the customer asks for.
struct Demand {
  std::string kind;   // an id: "full_refund"
  std::string label;  // as the customer reads it: "全额退款"
  std::optional<Money> amount;
  std::optional<Instant> by;
  bool operator==(const Demand&) const = default;
};

// What an answer comes to, if it says so.
enum class Outcome { unstated, granted, partly, refused };
std::string_view to_string(Outcome outcome);
std::optional<Outcome> parse_outcome(std::string_view name);

struct DemandAnswer {
  std::string demand;
  std::string answer;
  Outcome outcome = Outcome::unstated;
  std::string rule{};  // what a refusal rests on, as the customer reads it
  bool operator==(const DemandAnswer&) const = default;
};

struct Resolution {
  std::string text;
  std::vector<DemandAnswer> answers;
  Outcome outcome = Outcome::unstated;  // of the whole
  std::string rule{};
  bool operator==(const Resolution&) const = default;
};

struct Person {
  std::string id;
  std::string name;
  std::string number{};  // of our staff, as customers read it; may be empty
  bool operator==(const Person&) const = default;
};

// One line of the order's own history: who, when, what and why.
struct Change {
  Instant at{};
  std::string who;  // a name for people: the agent's, "visitor", "bot" or "system"
  std::string what;
  std::string why;
  std::string by{};  // the id of whoever of ours it was
  bool operator==(const Change&) const = default;
};

// What the customer was asked for; while it stands, the resolve clock does not run.
struct CustomerRequest {
  std::string text;
  Instant at{};
  Person by;
  bool reminded = false;
  bool operator==(const CustomerRequest&) const = default;
};

// A line of the order's ledger: what a missed promise costs. Granted once, paid once, never
// removed.
struct Compensation {
  Promise promise = Promise::first_response;
  Money granted;
  Instant granted_at{};
  Instant pay_due{};
  bool overdue = false;            // it was owed at `pay_due`, and supervisors were told
  std::optional<Instant> paid_at;  // owed until then
  std::optional<Person> paid_by;
  std::string reference;  // of the payment
  bool operator==(const Compensation&) const = default;
};

// What became of a promise. `dropped`: the customer ended the case before it was due.
enum class CommitmentState { open, kept, missed, dropped };
std::string_view to_string(CommitmentState state);

// An agent's own promise.
struct Commitment {
  std::string id;  // unique in its conversation
  std::string text;
  Instant due{};
  Person agent;
  CommitmentState state = CommitmentState::open;
  std::optional<Instant> kept_at;  // also when that was too late
  bool operator==(const Commitment&) const = default;
};

// A time that the customer was told, from when its clock began to run: never removed, settled once.
// After reopening there are lines of their own (promises.hpp).
struct TimedPromise {
  Promise promise = Promise::first_response;
  Instant since{};
  Instant due{};
  CommitmentState state = CommitmentState::open;
  std::optional<Instant> met_at;  // also when that was too late
  bool operator==(const TimedPromise&) const = default;
};

// Another order that has to do with this one.
struct Link {
  std::string number;
  std::string why;
  bool operator==(const Link&) const = default;
};

struct WorkOrder {
  std::string number;
  std::string secret;
  std::string type = "other";
  Tier tier = Tier::inquiry;
  bool urgent = false;
  std::string department;
  std::string title;
  std::string about;  // the shop order it is about, if one was named
  Status status = Status::open;
  std::vector<Demand> demands;
  Instant opened_at{};
  std::optional<Instant> handed_at;  // when people got it first: before, the bot had it
  Instant clocks_since{};            // when the promises began to run: opened, or reopened last
  Instant target_due{};              // missed: a supervisor is called
  Instant first_response_due{};      // the promise; missed: the customer is told
  Instant resolve_due{};
  std::optional<Instant> next_response_due;
  std::optional<Instant> first_response_at;
  std::optional<Instant> resolved_at;
  std::optional<Person> owner;  // the first who took it, answerable to the end
  std::optional<Resolution> resolution;
  int transfers = 0;
  bool target_missed = false;
  bool first_response_missed = false;
  bool next_response_missed = false;  // until a person answers
  bool resolve_missed = false;
  std::optional<CustomerRequest> request;
  std::vector<Compensation> compensation;
  std::vector<TimedPromise> promised;  // in the order in which their clocks began to run
  std::vector<Commitment> commitments;
  std::vector<Evidence> evidence;
  std::vector<Change> history;
  std::string merged_into;          // where the matter goes on; empty: here
  std::vector<std::string> merged;  // orders that ended in this one
  std::vector<Link> links;
  std::vector<std::string> tags;  // for staff
  bool operator==(const WorkOrder&) const = default;
};

}  // namespace yingda::workorder
