#include "wire/service_view.hpp"

#include <array>
#include <tuple>

#include "base/time.hpp"
#include "wire/numbers.hpp"

namespace yingda::wire {
namespace {

using Json = nlohmann::json;
using workorder::Tier;

Json attainment_json(const workorder::Attainment& a) {
  return {{"kept", a.kept},
          {"missed", a.missed},
          {"attainment", share(a.kept, a.due())},
          {"p50_s", seconds(a.p50)},
          {"p90_s", seconds(a.p90)}};
}

Json tiers_json(const workorder::PeriodFigures& period) {
  Json out = Json::array();
  for (const auto& [promise, figures] : period.tiers) {
    out.push_back({{"tier", to_string(promise.first)},
                   {"urgent", promise.second},
                   {"opened", figures.opened},
                   {"first_response", attainment_json(figures.first_response)},
                   {"resolution", attainment_json(figures.resolution)}});
  }
  return out;
}

Json satisfaction_json(const workorder::PeriodFigures& period) {
  return {{"ratings", period.satisfaction.ratings},
          {"satisfied", share(period.satisfaction.satisfied, period.satisfaction.ratings)},
          {"mean", period.satisfaction.ratings == 0 ? Json() : Json(period.satisfaction.mean)}};
}

Json compensation_json(const workorder::PeriodFigures& period) {
  Json out = Json::array();
  for (const auto& [currency, payments] : period.compensation) {
    out.push_back({{"currency", currency},
                   {"granted", workorder::amount_text(payments.granted)},
                   {"paid", workorder::amount_text(payments.paid)}});
  }
  return out;
}

Json period_json(const workorder::PeriodFigures& period) {
  return {{"days", period.days},
          {"opened", period.opened},
          {"settled", period.settled},
          {"withdrawn", period.withdrawn},
          {"reopened", period.reopened},
          {"broken_promises", period.broken},
          {"resolution_rate", share(period.settled, period.opened - period.withdrawn)},
          {"by_promise", tiers_json(period)},
          {"compensation", compensation_json(period)},
          {"satisfaction", satisfaction_json(period)}};
}

Json promises_json(const workorder::SlaPolicies& promises) {
  constexpr std::array kinds{std::tuple{Tier::inquiry, false}, std::tuple{Tier::complaint, false},
                             std::tuple{Tier::complaint, true}, std::tuple{Tier::dispute, false}};
  Json out = Json::array();
  for (const auto& [tier, urgent] : kinds) {
    const auto& policy = promises.of(tier, urgent);
    out.push_back({{"tier", to_string(tier)},
                   {"urgent", urgent},
                   {"first_response_s", seconds(policy.promise)},
                   {"next_response_s", seconds(policy.next_response)},
                   {"resolve_s", seconds(policy.resolve)}});
  }
  return out;
}

Json now_json(const workorder::ServiceLevel& level) {
  const auto& since = level.now.waiting_since;
  return {{"waiting", level.now.waiting},
          {"longest_wait_s", since ? seconds(level.now.at - *since) : Json()},
          {"agents_on_duty", level.now.agents}};
}

}  // namespace

Json service_level_json(const workorder::ServiceLevel& level) {
  Json periods = Json::array();
  for (const auto& period : level.periods) periods.push_back(period_json(period));
  return {{"updated_at", to_rfc3339(level.at)},
          {"promises", promises_json(level.promises)},
          {"periods", std::move(periods)},
          {"now", now_json(level)}};
}

}  // namespace yingda::wire
