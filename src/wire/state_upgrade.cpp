#include "wire/state_upgrade.hpp"

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

}  // namespace

Json upgrade_state(Json state) {
  if (state.value("version", 1) < 2) move_commitments(state);
  return state;
}

}  // namespace yingda::wire
