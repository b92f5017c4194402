#include "wire/state_upgrade.hpp"

#include "wire/json_types.hpp"
#include "workorder/promises.hpp"

namespace yingda::wire {
namespace {

using Json = nlohmann::json;

bool is_settled(const Json& order) {
  const auto status = order.value("status", "");
  return status == "resolved" || status == "closed";
}

// They belong to the newest order, under the number that their timers already have.
void move_commitments(Json& state) {
  const Json old = state.value("commitments", Json::array());
  state.erase("commitments");
  if (old.empty() || !state.contains("orders") || state["orders"].empty()) return;
  Json& order = state["orders"].back();
  Json& moved = order["commitments"] = Json::array();
  for (std::size_t i = 0; i < old.size(); ++i) {
    Json commitment = old[i];
    const bool missed = commitment.value("missed", false);
    commitment.erase("missed");
    commitment["id"] = std::to_string(i);
    commitment["state"] = missed ? "missed" : is_settled(order) ? "dropped" : "open";
    moved.push_back(std::move(commitment));
  }
}

// Reopening an order used to move the time of its opening along with its clocks.
void split_opening(Json& order) {
  if (order.contains("clocks_since") || !order.contains("opened_at")) return;
  order["clocks_since"] = order["opened_at"];
  const auto history = order.find("history");
  if (history != order.end() && !history->empty()) order["opened_at"] = history->front()["at"];
}

}  // namespace

// Promises that were over used to be forgotten.
Json upgrade_order(Json order) {
  split_opening(order);
  if (order.contains("promised")) return order;
  auto read = order.get<workorder::WorkOrder>();
  workorder::restore_promises(read);
  order["promised"] = read.promised;
  return order;
}

Json upgrade_state(Json state) {
  if (state.value("version", 1) < 2) move_commitments(state);
  if (const auto orders = state.find("orders"); orders != state.end()) {
    for (auto& order : *orders) order = upgrade_order(std::move(order));
  }
  return state;
}

}  // namespace yingda::wire
