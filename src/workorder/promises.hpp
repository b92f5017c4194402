#pragma once
// What was promised about an order and what became of it. While the case goes on every promise gets
// a line of the order's ledger; whoever tells about promises - the dossier, the tracking page, the
// public figures - reads them there, never from the clocks, which forget.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "workorder/work_order.hpp"

namespace yingda::workorder {

// Its clock begins to run.
void begin_promise(WorkOrder& order, Promise promise, Instant since, Instant due);
// Another due time for the one that runs; these three change nothing when none fits.
void move_promise(WorkOrder& order, Promise promise, Instant due);
void miss_promise(WorkOrder& order, Promise promise);
// Done, in time or not: also what had been missed before and was still waited for.
void meet_promise(WorkOrder& order, Promise promise, Instant at);
// The customer ended the case: nobody is owed what is still open.
void drop_promises(WorkOrder& order);

// The ledger of an order that was stored before there were ledgers, as far as it can be told: the
// times that run now, and every miss that the history tells, due when it was noted. Kept promises
// of earlier rounds are not in it, since nothing says when they were due.
void restore_promises(WorkOrder& order);

enum class PromiseOutcome {
  kept,
  missed,
  running,  // the time has not come yet
  lapsed,   // the case ended before it
};
std::string_view to_string(PromiseOutcome outcome);

struct PromiseRecord {
  std::string what;  // first_response, next_response, resolve, commitment
  std::string text;  // a commitment's own words
  std::string by;    // who made a commitment
  std::optional<Instant> since;
  Instant due{};
  std::optional<Instant> met_at;
  PromiseOutcome outcome = PromiseOutcome::running;
};

// All that was promised, agents' commitments too, as of `now`, in the order it was due.
std::vector<PromiseRecord> promise_record(const WorkOrder& order, Instant now);

}  // namespace yingda::workorder
