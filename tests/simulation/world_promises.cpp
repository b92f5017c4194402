// What must hold for promises, whatever happened: told again from the log, step by step.

#include "conversation/step.hpp"
#include "simulation/world.hpp"
#include "wire/state_codec.hpp"
#include "workorder/compensation.hpp"
#include "workorder/transitions.hpp"

namespace yingda::testing {
namespace {

using workorder::Promise;
using workorder::WorkOrder;

const WorkOrder* same_order(const conversation::State& state, const WorkOrder& wanted) {
  for (const auto& order : state.orders) {
    if (order.number == wanted.number) return &order;
  }
  return nullptr;
}

bool became(bool before, bool after) { return !before && after; }

// No clock takes effect before its time.
std::string rang_early(const WorkOrder& before, const WorkOrder& after, Instant at) {
  if (became(before.target_missed, after.target_missed) && at < before.target_due) {
    return "the target";
  }
  if (became(before.first_response_missed, after.first_response_missed) &&
      at < before.first_response_due) {
    return "the first response";
  }
  if (became(before.next_response_missed, after.next_response_missed) &&
      (!before.next_response_due || at < *before.next_response_due)) {
    return "the next response";
  }
  if (became(before.resolve_missed, after.resolve_missed) &&
      (before.request || at < before.resolve_due)) {
    return "the solution";
  }
  for (std::size_t i = 0; i < before.commitments.size(); ++i) {
    const bool missed = after.commitments[i].state == workorder::CommitmentState::missed;
    const bool was = before.commitments[i].state == workorder::CommitmentState::missed;
    if (became(was, missed) && at < before.commitments[i].due) return "a promise of an agent";
  }
  return {};
}

// The wait that ends here moved the due time by exactly as long as it was, unless it had passed.
std::string lost_time(const WorkOrder& before, const WorkOrder& after, Instant at) {
  if (!before.request || after.request || workorder::is_settled(after.status)) return {};
  if (before.resolve_missed) return {};
  const TimeSpan waited = std::max(TimeSpan::zero(), at - before.request->at);
  const bool graver = after.tier != before.tier || after.urgent != before.urgent;
  const bool exact = after.resolve_due == before.resolve_due + waited;
  return graver || exact ? std::string() : "a pause moved the solution by another time";
}

// The ledger only grows, has one line for each promise, and what is paid stays as it was paid.
std::string wrong_ledger(const WorkOrder& before, const WorkOrder& after) {
  const auto& lines = after.compensation;
  if (lines.size() < before.compensation.size()) return "the ledger lost a line";
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (workorder::find_compensation(after, lines[i].promise) != &lines[i]) {
      return "a promise was compensated twice";
    }
    if (i >= before.compensation.size()) continue;
    const auto& was = before.compensation[i];
    if (was.granted != lines[i].granted || was.promise != lines[i].promise) {
      return "a grant was changed";
    }
    if (was.paid_at && was != lines[i]) return "something was paid twice";
  }
  return {};
}

}  // namespace

std::string SimWorld::check_promises(const std::string& id,
                                     const MemoryStore::Conversation& stored) const {
  conversation::State state;
  state.id = id;
  std::map<std::pair<std::string, std::string>, int> told;  // of compensation owed
  for (const auto& row : stored.log) {
    const auto event = wire::decode_event(row.event);
    if (!event) return id + ": " + event.error().detail;
    auto transition = conversation::step(*sample_catalog(), state, *event);
    const std::string where = id + ", step " + std::to_string(row.step) + ": ";
    for (const auto& after : transition.next.orders) {
      const WorkOrder* before = same_order(state, after);
      if (before == nullptr) continue;
      if (auto early = rang_early(*before, after, event->at); !early.empty()) {
        return where + early + " was missed too early";
      }
      if (auto fault = lost_time(*before, after, event->at); !fault.empty()) return where + fault;
      if (auto fault = wrong_ledger(*before, after); !fault.empty()) return where + fault;
      const bool waits = after.status == workorder::Status::waiting_on_customer;
      if (waits != after.request.has_value()) return where + "a wait without a request";
    }
    for (const auto& entry : row.entries) {
      const Json json = Json::parse(entry.json);
      if (json["kind"] != "compensation" || json["status"] != "owed") continue;
      if (++told[{json["number"], json["promise"]}] > 1) return where + "granted twice";
    }
    state = std::move(transition.next);
  }
  return {};
}

}  // namespace yingda::testing
