#include "workorder/promises.hpp"

#include <algorithm>
#include <array>

namespace yingda::workorder {
namespace {

// There is one at most: the next begins to run when the one before is settled.
TimedPromise* open_one(WorkOrder& order, Promise promise) {
  const auto found = std::ranges::find_if(order.promised, [&](const TimedPromise& line) {
    return line.promise == promise && line.state == CommitmentState::open;
  });
  return found == order.promised.end() ? nullptr : &*found;
}

// What the history says was missed before the clocks that run now were started.
void restore_misses(WorkOrder& order) {
  constexpr std::string_view missed = "_missed";
  Instant since = order.opened_at;
  for (const Change& change : order.history) {
    if (change.what == "reopened") since = change.at;
    if (change.what == "first_response") meet_promise(order, Promise::first_response, change.at);
    if (change.what == "resolved") meet_promise(order, Promise::resolve, change.at);
    if (!change.what.ends_with(missed)) continue;
    const auto promise = parse_promise(change.what.substr(0, change.what.size() - missed.size()));
    if (!promise) continue;
    const bool current = since == order.clocks_since && *promise != Promise::next_response;
    if (!current)
      order.promised.push_back({*promise, since, change.at, CommitmentState::missed, {}});
  }
}

void restore_clock(WorkOrder& order, Promise promise, Instant due,
                   const std::optional<Instant>& met_at, bool missed) {
  begin_promise(order, promise, order.clocks_since, due);
  if (met_at) meet_promise(order, promise, *met_at);
  if (missed) order.promised.back().state = CommitmentState::missed;
}

PromiseOutcome outcome_of(CommitmentState state, Instant due, bool paused, Instant now) {
  switch (state) {
    case CommitmentState::open:
      return due <= now && !paused ? PromiseOutcome::missed : PromiseOutcome::running;
    case CommitmentState::kept:
      return PromiseOutcome::kept;
    case CommitmentState::missed:
      return PromiseOutcome::missed;
    case CommitmentState::dropped:
      return PromiseOutcome::lapsed;
  }
  return PromiseOutcome::missed;
}

}  // namespace

void begin_promise(WorkOrder& order, Promise promise, Instant since, Instant due) {
  order.promised.push_back({promise, since, due, CommitmentState::open, std::nullopt});
}

void move_promise(WorkOrder& order, Promise promise, Instant due) {
  if (TimedPromise* line = open_one(order, promise)) line->due = due;
}

void miss_promise(WorkOrder& order, Promise promise) {
  if (TimedPromise* line = open_one(order, promise)) line->state = CommitmentState::missed;
}

void meet_promise(WorkOrder& order, Promise promise, Instant at) {
  for (TimedPromise& line : order.promised) {
    const bool over = line.met_at || line.state == CommitmentState::dropped;
    if (line.promise != promise || over) continue;
    line.met_at = at;
    const bool late = line.state == CommitmentState::missed || at > line.due;
    line.state = late ? CommitmentState::missed : CommitmentState::kept;
  }
}

void drop_promises(WorkOrder& order) {
  for (TimedPromise& line : order.promised) {
    if (line.state == CommitmentState::open) line.state = CommitmentState::dropped;
  }
}

void restore_promises(WorkOrder& order) {
  if (!order.promised.empty()) return;
  restore_misses(order);
  restore_clock(order, Promise::first_response, order.first_response_due, order.first_response_at,
                order.first_response_missed);
  restore_clock(order, Promise::resolve, order.resolve_due, order.resolved_at,
                order.resolve_missed);
  if (order.next_response_due) {
    begin_promise(order, Promise::next_response, order.clocks_since, *order.next_response_due);
  }
  if (order.status == Status::resolved || order.status == Status::closed) drop_promises(order);
}

std::string_view to_string(PromiseOutcome outcome) {
  static constexpr std::array<std::string_view, 4> names{"kept", "missed", "running", "lapsed"};
  return names.at(static_cast<std::size_t>(outcome));
}

std::vector<PromiseRecord> promise_record(const WorkOrder& order, Instant now) {
  std::vector<PromiseRecord> out;
  for (const TimedPromise& line : order.promised) {
    const bool paused = order.request && line.promise == Promise::resolve;
    out.push_back({std::string(to_string(line.promise)),
                   {},
                   {},
                   line.since,
                   line.due,
                   line.met_at,
                   outcome_of(line.state, line.due, paused, now)});
  }
  for (const Commitment& made : order.commitments) {
    out.push_back({"commitment", made.text, made.agent.name, std::nullopt, made.due, made.kept_at,
                   outcome_of(made.state, made.due, false, now)});
  }
  std::ranges::stable_sort(out, {}, &PromiseRecord::due);
  return out;
}

}  // namespace yingda::workorder
