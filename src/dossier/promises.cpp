#include "dossier/promises.hpp"

#include <algorithm>

#include "workorder/transitions.hpp"

namespace yingda::dossier {
namespace {

using workorder::WorkOrder;

Outcome judged(Instant due, const std::optional<Instant>& met_at, bool over, Instant now) {
  if (met_at) return *met_at <= due ? Outcome::kept : Outcome::missed;
  if (due <= now) return over ? Outcome::lapsed : Outcome::missed;
  return over ? Outcome::lapsed : Outcome::running;
}

Promised timed(std::string what, Instant due, const std::optional<Instant>& met_at, bool missed,
               bool over, Instant now) {
  Promised out{std::move(what), {}, {}, due, met_at, judged(due, met_at, over, now)};
  if (missed) out.outcome = Outcome::missed;
  return out;
}

Outcome judged(const workorder::Commitment& made, Instant now) {
  switch (made.state) {
    case workorder::CommitmentState::open:
      return made.due <= now ? Outcome::missed : Outcome::running;
    case workorder::CommitmentState::kept:
      return Outcome::kept;
    case workorder::CommitmentState::missed:
      return Outcome::missed;
    case workorder::CommitmentState::dropped:
      return Outcome::lapsed;
  }
  return Outcome::missed;
}

Promised committed(const workorder::Commitment& made, Instant now) {
  return {"commitment", made.text, made.agent.name, made.due, made.kept_at, judged(made, now)};
}

}  // namespace

std::string_view to_string(Outcome outcome) {
  switch (outcome) {
    case Outcome::kept:
      return "kept";
    case Outcome::missed:
      return "missed";
    case Outcome::running:
      return "running";
    case Outcome::lapsed:
      return "lapsed";
  }
  return {};
}

std::vector<Promised> promises_of(const WorkOrder& order, Instant now) {
  const bool over = workorder::is_settled(order.status);
  std::vector<Promised> out;
  out.push_back(timed("first_response", order.first_response_due, order.first_response_at,
                      order.first_response_missed, over, now));
  if (order.next_response_due) {
    out.push_back(timed("next_response", *order.next_response_due, std::nullopt,
                        order.next_response_missed, over, now));
  }
  out.push_back(
      timed("resolve", order.resolve_due, order.resolved_at, order.resolve_missed, over, now));
  for (const auto& made : order.commitments) out.push_back(committed(made, now));
  std::ranges::stable_sort(out, {}, &Promised::due);
  return out;
}

}  // namespace yingda::dossier
