// The invariants: what must hold whatever happened, read from what the store holds.

#include "conversation/holding.hpp"
#include "conversation/replay.hpp"
#include "simulation/world.hpp"
#include "wire/state_codec.hpp"
#include "workorder/number.hpp"

namespace yingda::testing {
namespace {

bool answers(const std::string& json) {
  const Json entry = Json::parse(json);
  const std::string kind = entry["kind"];
  if (kind == "message") {
    static const auto phrases = sample_catalog()->policy.holding_phrases;
    const bool holds = entry["from"]["role"] == "agent" &&
                       conversation::is_holding(entry["text"].get<std::string>(), phrases);
    return entry["from"]["role"] != "visitor" && !holds;
  }
  return kind == "work_order" || kind == "queue" || kind == "agent_joined" || kind == "survey";
}

bool from_visitor(const std::string& json) {
  const Json entry = Json::parse(json);
  return entry["kind"] == "human_requested" ||
         (entry["kind"] == "message" && entry["from"]["role"] == "visitor");
}

}  // namespace

std::string SimWorld::check_visitor(const SimVisitor& visitor) const {
  if (visitor.conversation.empty()) return {};
  const auto stored = world_.store.conversations.find(visitor.conversation);
  for (const auto& acked : visitor.acked) {
    if (stored == world_.store.conversations.end()) return "acknowledged, but nothing is stored";
    const auto key = stored->second.keys.find({"v", acked.id});
    if (key == stored->second.keys.end()) return "acknowledged frame " + acked.id + " is lost";
    if (key->second.seq != acked.seq) return "frame " + acked.id + " has another seq than told";
  }
  return {};
}

std::string SimWorld::check_log(const std::string& id,
                                const MemoryStore::Conversation& stored) const {
  std::uint64_t seq = 0;
  std::uint64_t pos = 0;
  std::set<std::string> client_ids;
  for (const auto& row : stored.log) {
    for (const auto& entry : row.entries) {
      if (entry.pos != ++pos) return id + ": pos has a hole at " + std::to_string(pos);
      if (entry.seq != 0 && entry.seq != ++seq) return id + ": seq has a hole";
      const Json json = Json::parse(entry.json);
      if (!json.contains("client_id") || !from_visitor(entry.json)) continue;
      if (!client_ids.insert(json["client_id"]).second) return id + ": a frame stands twice";
    }
  }
  return {};
}

// What was decided once is decided again: the events alone give the stored state, and a replay on
// the same content changes nothing.
std::string SimWorld::check_replay(const std::string& id,
                                   const MemoryStore::Conversation& stored) const {
  conversation::Replay replay(id, *sample_catalog());
  for (const auto& row : stored.log) {
    const auto event = wire::decode_event(row.event);
    if (!event) return id + ": " + event.error().detail;
    const std::string step = std::to_string(row.step);
    if (replay.take(*sample_catalog(), *event)) return id + ": replay changes step " + step;
    if (replay.refused()) return id + ": replay refuses step " + step;
  }
  if (wire::encode_state(replay.state()) != stored.state)
    return id + ": replay gives another state";
  return {};
}

// Every word of a visitor is followed by something, and nobody waits without an order that has a
// deadline. Before healing a person may still have time to answer.
std::string SimWorld::check_silence(const MemoryStore::Conversation& stored) const {
  bool owed = false;
  for (const auto& row : stored.log) {
    for (const auto& entry : row.entries) {
      if (entry.seq == 0) continue;
      if (from_visitor(entry.json)) owed = true;
      if (answers(entry.json)) owed = false;
    }
  }
  const auto state = wire::decode_state(stored.state);
  if (!state) return state.error().detail;
  const bool with_bot = state->handling == conversation::Handling::bot;
  const auto* order = open_order(*state);
  if (!with_bot && order == nullptr)
    return "a conversation waits for a person without a work order";
  if (healed_ && with_bot && order != nullptr) return "nobody has the open " + order->number;
  if (owed && (with_bot || healed_)) return "a visitor met silence";
  return {};
}

// Every number is given once and can be checked by its last digit.
std::string SimWorld::check_orders() const {
  std::set<std::string> numbers;
  for (const auto& [id, stored] : world_.store.conversations) {
    if (stored.step == 0) continue;
    const auto state = wire::decode_state(stored.state);
    if (!state) return state.error().detail;
    for (const auto& order : state->orders) {
      if (!numbers.insert(order.number).second) return order.number + " was given twice";
      if (!workorder::valid_number(order.number)) return order.number + " is no valid number";
    }
  }
  return {};
}

std::string SimWorld::broken() const {
  if (!first_fault_.empty()) return first_fault_;
  for (const auto& visitor : visitors_) {
    if (auto fault = check_visitor(visitor); !fault.empty()) return fault;
  }
  if (auto fault = check_orders(); !fault.empty()) return fault;
  for (const auto& [id, stored] : world_.store.conversations) {
    if (stored.step == 0) continue;
    if (auto fault = check_log(id, stored); !fault.empty()) return fault;
    if (auto fault = check_replay(id, stored); !fault.empty()) return fault;
    if (auto fault = check_promises(id, stored); !fault.empty()) return fault;
    if (auto fault = check_notices(id, stored); !fault.empty()) return fault;
    if (auto fault = check_silence(stored); !fault.empty() && world_.connector.waiting.empty() &&
                                            world_.store.pending() == 0 && stored.calls.empty()) {
      return fault;
    }
  }
  return {};
}

}  // namespace yingda::testing
