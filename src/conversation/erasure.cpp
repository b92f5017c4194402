#include "conversation/erasure.hpp"

#include <algorithm>
#include <array>

#include "conversation/turn.hpp"
#include "workorder/stripped.hpp"

namespace yingda::conversation {
namespace {

bool has_ended(const workorder::WorkOrder& order) {
  const auto paid = [](const workorder::Compensation& line) { return line.paid_at.has_value(); };
  return order.status == workorder::Status::closed && std::ranges::all_of(order.compensation, paid);
}

// Nothing of the case moved after that.
Instant end_of(const workorder::WorkOrder& order) {
  return order.history.empty() ? order.resolved_at.value_or(order.opened_at)
                               : order.history.back().at;
}

std::vector<workorder::WorkOrder> stripped_orders(const State& state) {
  std::vector<workorder::WorkOrder> out;
  for (const auto& order : state.orders) out.push_back(workorder::stripped(order));
  return out;
}

void empty_out(Turn& turn, const ErasureAsked& asked) {
  turn.append(ErasureEntry{asked, true});
  turn.forget_but(stripped_orders(turn.state));
  State left;
  left.id = turn.state.id;
  left.step = turn.state.step;
  left.pos = turn.state.pos;
  left.seq = turn.state.seq;
  left.erasure = Erasure{turn.event.at, asked.by, true};
  turn.state = std::move(left);
}

// A sweep asks about what it read a moment ago: somebody may have come back since.
constexpr TimeSpan sweep_lasts_at_most = std::chrono::hours(1);

bool came_back(const State& state, const Event& event, ErasedFor by) {
  return by == ErasedFor::retention && state.last_at + sweep_lasts_at_most > event.at;
}

// Asked for once is enough: asking again changes nothing.
void note_wish(Turn& turn, const ErasureAsked& asked, Keeping keeping) {
  if (asked.by == ErasedFor::retention) {
    return turn.refuse(ErrorCode::conflict, "work orders keep this conversation");
  }
  if (turn.state.erasure) return;
  turn.state.erasure = Erasure{turn.event.at, asked.by, false};
  turn.append(ErasureEntry{asked, false, std::move(keeping.numbers), keeping.until});
}

}  // namespace

std::string_view to_string(ErasedFor by) {
  static constexpr std::array<std::string_view, 4> names{"visitor", "staff", "retention",
                                                         "restored"};
  return names[static_cast<std::size_t>(by)];
}

bool is_erased(const State& state) { return state.erasure && state.erasure->erased; }

std::optional<Keeping> keeping(const State& state, Instant now, TimeSpan cases_kept) {
  Keeping out;
  bool open = false;
  for (const auto& order : state.orders) {
    const bool ended = has_ended(order);
    const Instant until = end_of(order) + cases_kept;
    if (ended && until <= now) continue;
    out.numbers.push_back(order.number);
    open = open || !ended;
    if (ended) out.until = std::max(out.until.value_or(until), until);
  }
  if (out.numbers.empty()) return std::nullopt;
  if (open) out.until.reset();
  return out;
}

void evidence_expired(Turn& turn, const EvidenceExpired& expired) {
  const auto due = [&](const Evidence& file) {
    return std::ranges::find(expired.ids, file.id) != expired.ids.end();
  };
  for (const auto& order : turn.state.orders) {
    if (std::ranges::any_of(order.evidence, due)) {
      return turn.refuse(ErrorCode::conflict, order.number + " has one of these files");
    }
  }
  std::erase_if(turn.state.evidence, due);
  turn.append(TraceEntry{"evidence_expired", std::to_string(expired.ids.size())});
}

Transition erase(const Catalog& catalog, State state, const Event& event) {
  const bool gone = is_erased(state);
  Turn turn(catalog, std::move(state), event);
  if (gone) {
    turn.refuse(ErrorCode::not_found, "this conversation was erased");
    return std::move(turn).finish();
  }
  const auto& asked = std::get<ErasureAsked>(event.body);
  if (came_back(turn.state, event, asked.by)) {
    turn.refuse(ErrorCode::conflict, "something was said here in the last hour");
    return std::move(turn).finish();
  }
  const TimeSpan cases_kept = std::chrono::seconds(asked.cases_kept_s);
  auto kept = keeping(turn.state, event.at, cases_kept);
  if (kept && asked.by != ErasedFor::restored) {
    note_wish(turn, asked, *std::move(kept));
  } else {
    empty_out(turn, asked);
  }
  return std::move(turn).finish();
}

}  // namespace yingda::conversation
