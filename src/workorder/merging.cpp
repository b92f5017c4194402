#include "workorder/merging.hpp"

#include <algorithm>

#include "workorder/promises.hpp"
#include "workorder/sla.hpp"
#include "workorder/transitions.hpp"

namespace yingda::workorder {
namespace {

bool same_demand(const Demand& one, const Demand& other) {
  return one.kind == other.kind && one.label == other.label;
}

void join_demands(const WorkOrder& from, WorkOrder& into) {
  for (const auto& demand : from.demands) {
    const auto known = std::ranges::find_if(
        into.demands, [&](const Demand& each) { return same_demand(each, demand); });
    if (known == into.demands.end()) {
      into.demands.push_back(demand);
    } else if (!known->amount) {
      known->amount = demand.amount;
    }
  }
}

void join_files(const WorkOrder& from, WorkOrder& into) {
  for (const auto& file : from.evidence) {
    if (std::ranges::find(into.evidence, file.id, &Evidence::id) == into.evidence.end()) {
      into.evidence.push_back(file);
    }
  }
}

// Whatever answer the customer of `order` is waiting for.
std::optional<Instant> answer_due(const WorkOrder& order) {
  if (order.next_response_due) return order.next_response_due;
  if (!order.first_response_at) return order.first_response_due;
  return std::nullopt;
}

void join_answers(const WorkOrder& from, WorkOrder& into, Instant now) {
  const auto wanted = answer_due(from);
  if (!wanted) return;
  if (!into.first_response_at && !into.first_response_missed) {
    into.first_response_due = std::min(into.first_response_due, *wanted);
    into.target_due = std::min(into.target_due, from.target_due);
    into.target_missed = into.target_missed || from.target_missed;
    // It was late already: the customer was told, and the answer is still owed.
    if (from.first_response_missed) into.first_response_missed = true;
    return move_promise(into, Promise::first_response, into.first_response_due);
  }
  if (from.first_response_missed || from.next_response_missed) {
    into.next_response_missed = true;
    return;
  }
  if (!into.next_response_due) begin_promise(into, Promise::next_response, now, *wanted);
  into.next_response_due = std::min(into.next_response_due.value_or(*wanted), *wanted);
  move_promise(into, Promise::next_response, *into.next_response_due);
}

// The clock of one that waits on the customer stands still; it counts with what was left.
Instant running_due(const WorkOrder& order, const Calendar& calendar, Instant now) {
  if (!order.request) return order.resolve_due;
  return due(calendar, now, working_time(calendar, order.request->at, order.resolve_due));
}

void join_solution(const WorkOrder& from, WorkOrder& into, const Calendar& calendar, Instant now) {
  // Only where both wait does the customer have the next move.
  if (into.request && !from.request) {
    resume_resolve(into, calendar, into.request->at, now);
    into.request.reset();
    into.status = transition(into.status, Act::customer_said).value_or(into.status);
  }
  if (into.resolve_missed || from.resolve_missed) return;
  into.resolve_due = std::min(into.resolve_due, running_due(from, calendar, now));
  move_promise(into, Promise::resolve, into.resolve_due);
}

// What was kept or missed goes on counting, in the order in which the clocks began to run.
void join_ledger(const WorkOrder& from, WorkOrder& into) {
  for (const auto& line : from.promised) {
    if (line.state == CommitmentState::kept || line.state == CommitmentState::missed) {
      into.promised.push_back(line);
    }
  }
  std::ranges::stable_sort(into.promised, {}, &TimedPromise::since);
}

void move_commitments(WorkOrder& from, WorkOrder& into) {
  const auto over = [](const Commitment& each) {
    return each.kept_at || each.state == CommitmentState::dropped;
  };
  for (const auto& commitment : from.commitments) {
    if (!over(commitment)) into.commitments.push_back(commitment);
  }
  std::erase_if(from.commitments, [&](const Commitment& each) { return !over(each); });
}

void take_facts(const WorkOrder& from, WorkOrder& into) {
  into.tier = std::max(into.tier, from.tier);
  into.urgent = into.urgent || from.urgent;
  into.transfers = std::max(into.transfers, from.transfers);
  if (into.about.empty()) into.about = from.about;
  if (from.handed_at)
    into.handed_at = std::min(into.handed_at.value_or(*from.handed_at), *from.handed_at);
  if (!into.owner && from.owner) {
    into.owner = from.owner;
    into.status = transition(into.status, Act::assign).value_or(into.status);
  }
  into.merged.push_back(from.number);
  into.merged.insert(into.merged.end(), from.merged.begin(), from.merged.end());
  for (const auto& link : from.links) {
    if (link.number != into.number) into.links.push_back(link);
  }
}

template <class T, class Wanted>
std::vector<T> take_out(std::vector<T>& all, Wanted wanted) {
  std::vector<T> out;
  for (const auto& each : all) {
    if (wanted(each)) out.push_back(each);
  }
  std::erase_if(all, wanted);
  return out;
}

}  // namespace

bool is_older(const WorkOrder& one, const WorkOrder& other) {
  return std::pair(one.opened_at, one.number) < std::pair(other.opened_at, other.number);
}

std::vector<std::string> duplicates_of(const WorkOrder& order, const std::vector<WorkOrder>& all) {
  std::vector<std::string> out;
  if (is_settled(order.status)) return out;
  for (const auto& other : all) {
    if (other.number == order.number || is_settled(other.status)) continue;
    const bool same_thing =
        order.about == other.about || order.about.empty() || other.about.empty();
    const bool known = !order.about.empty() || !other.about.empty();
    if (known && same_thing && order.type == other.type) out.push_back(other.number);
  }
  return out;
}

void merge(WorkOrder& from, WorkOrder& into, const Calendar& calendar, Instant now) {
  join_demands(from, into);
  join_files(from, into);
  join_answers(from, into, now);
  join_solution(from, into, calendar, now);
  join_ledger(from, into);
  move_commitments(from, into);
  take_facts(from, into);
  from.status = transition(from.status, Act::merge).value_or(from.status);
  from.merged_into = into.number;
}

WorkOrder split_off(WorkOrder& order, const Part& part, const WorkOrder& fresh) {
  WorkOrder out = fresh;
  out.tier = order.tier;
  out.urgent = order.urgent;
  out.department = order.department;
  out.about = order.about;
  out.owner = order.owner;
  out.handed_at = order.handed_at;
  out.status = order.owner ? Status::assigned : Status::open;
  out.demands = take_out(order.demands, [&](const Demand& demand) {
    return std::ranges::find(part.demands, demand.kind) != part.demands.end();
  });
  out.evidence = take_out(order.evidence, [&](const Evidence& file) {
    return std::ranges::find(part.evidence, file.id) != part.evidence.end();
  });
  if (order.first_response_at) {
    // The customer has had a person's answer about the whole.
    out.first_response_at = order.first_response_at;
    out.status = Status::in_progress;
  } else if (!order.first_response_missed) {
    out.target_due = std::min(out.target_due, order.target_due);
    out.target_missed = order.target_missed;
    out.first_response_due = std::min(out.first_response_due, order.first_response_due);
  }
  if (!order.resolve_missed && !order.request) {
    out.resolve_due = std::min(out.resolve_due, order.resolve_due);
  }
  if (!out.first_response_at) {
    begin_promise(out, Promise::first_response, out.clocks_since, out.first_response_due);
  }
  begin_promise(out, Promise::resolve, out.clocks_since, out.resolve_due);
  out.links.push_back({order.number, {}});
  order.links.push_back({out.number, {}});
  return out;
}

}  // namespace yingda::workorder
