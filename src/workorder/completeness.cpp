#include "workorder/completeness.hpp"

#include <algorithm>

namespace yingda::workorder {
namespace {

constexpr int lead_part = 10;
constexpr int urgent_classes_from = 10;

}  // namespace

Completeness completeness_of(const WorkOrder& order) {
  Completeness out;
  const auto count = [&](bool there, const char* element) {
    if (there) {
      ++out.score;
    } else {
      out.missing.emplace_back(element);
    }
  };
  const bool sum = std::ranges::any_of(
      order.demands, [](const Demand& demand) { return demand.amount.has_value(); });
  count(!order.about.empty() || sum, "what");
  count(!order.evidence.empty(), "evidence");
  count(!order.demands.empty(), "demand");
  return out;
}

int class_of(const WorkOrder& order) {
  return static_cast<int>(order.tier) + (order.urgent ? urgent_classes_from : 0);
}

TimeSpan lead_of(const WorkOrder& order) {
  const TimeSpan whole = std::max(TimeSpan::zero(), order.first_response_due - order.clocks_since);
  return whole / lead_part * completeness_of(order).score / elements_of_complaint;
}

}  // namespace yingda::workorder
