#include "simulation/world.hpp"

#include <array>

#include "conversation/replay.hpp"
#include "wire/state_codec.hpp"

namespace yingda::testing {
namespace {

constexpr std::array sentences{"提现多久到账",
                               "怎么开发票",
                               "充值没到账",
                               "20261120001",
                               "转人工",
                               "算了",
                               "香蕉飞上屋顶唱歌",
                               "【紧急投诉】卡密失效",
                               "when does my withdrawal arrive",
                               "补发",
                               "好的谢谢"};

constexpr std::uint64_t visitors_count = 4;
constexpr std::uint64_t agents_count = 3;

bool answers(const std::string& json) {
  const Json entry = Json::parse(json);
  const std::string kind = entry["kind"];
  if (kind == "message") return entry["from"]["role"] != "visitor";
  return kind == "work_order" || kind == "queue" || kind == "agent_joined" || kind == "survey";
}

bool from_visitor(const std::string& json) {
  const Json entry = Json::parse(json);
  return entry["kind"] == "human_requested" ||
         (entry["kind"] == "message" && entry["from"]["role"] == "visitor");
}

}  // namespace

SimWorld::SimWorld(std::uint64_t seed) : random_(seed) {
  visitors_.resize(visitors_count);
  agents_.resize(agents_count);
  for (std::size_t i = 0; i < agents_.size(); ++i) agents_[i].name = "agent" + std::to_string(i);
  world_.connector.answers["find_order"] = {true, "", {{"status", std::string("processing")}}};
  const auto weigh = [&](Act act, std::uint64_t most) {
    const std::uint64_t weight = draw(most + 1);  // swarm: some things never happen under a seed
    weights_.emplace_back(act, weight);
    total_ += weight;
  };
  weights_.emplace_back(&SimWorld::disk_turns, 30);
  weights_.emplace_back(&SimWorld::visitor_connects, 10);
  weights_.emplace_back(&SimWorld::visitor_speaks, 20);
  total_ = 60;
  weigh(&SimWorld::visitor_drops, 8);
  weigh(&SimWorld::visitor_repeats, 10);
  weigh(&SimWorld::agent_comes, 6);
  weigh(&SimWorld::agent_goes, 3);
  weigh(&SimWorld::agent_works, 20);
  weigh(&SimWorld::disk_fails, 4);
  weigh(&SimWorld::orders_answer, 10);
  weigh(&SimWorld::time_passes, 10);
  weigh(&SimWorld::process_dies, 3);
}

void SimWorld::run(int ticks) {
  for (int i = 0; i < ticks && first_fault_.empty(); ++i) {
    tick();
    collect();
    if (i % 100 == 99) first_fault_ = broken();
  }
}

void SimWorld::tick() {
  std::uint64_t at = draw(total_);
  for (const auto& [act, weight] : weights_) {
    if (at < weight) return (this->*act)();
    at -= weight;
  }
}

void SimWorld::visitor_connects() {
  auto& visitor = visitors_[draw(visitors_.size())];
  if (visitor.peer) return;
  visitor.peer = std::make_unique<Peer>();
  visitor.peer->connection = world_.gateway->open_chat(visitor.peer->outlet, "192.0.2.1");
  Json hello{{"type", "hello"}, {"after", visitor.last_seq}, {"epoch", "epoch-1"}};
  if (!visitor.token.empty()) hello["token"] = visitor.token;
  visitor.peer->send(hello);
}

void SimWorld::visitor_drops() { visitors_[draw(visitors_.size())].peer.reset(); }

void SimWorld::visitor_speaks() {
  auto& visitor = visitors_[draw(visitors_.size())];
  const std::string id = "m" + std::to_string(++visitor.made);
  Json frame{{"type", "message"}, {"id", id}, {"text", sentences[draw(sentences.size())]}};
  if (draw(12) == 0) frame = {{"type", "human"}, {"id", id}};
  visitor.outbox[id] = frame;
  if (visitor.peer && visitor.peer->connection->greeted()) visitor.peer->send(frame);
}

void SimWorld::visitor_repeats() {
  auto& visitor = visitors_[draw(visitors_.size())];
  if (!visitor.peer || !visitor.peer->connection->greeted()) return;
  for (const auto& [id, frame] : visitor.outbox) visitor.peer->send(frame);
}

void SimWorld::agent_comes() {
  auto& agent = agents_[draw(agents_.size())];
  if (agent.peer) return;
  agent.peer = std::make_unique<Peer>();
  agent.peer->connection =
      world_.gateway->open_desk(agent.peer->outlet, {agent.name, agent.name, "agent", {}});
  agent.peer->send({{"type", "presence"}, {"status", "online"}});
}

void SimWorld::agent_goes() {
  auto& agent = agents_[draw(agents_.size())];
  agent.peer.reset();
  agent.mine.clear();
}

void SimWorld::agent_works() {
  auto& agent = agents_[draw(agents_.size())];
  if (!agent.peer) return;
  const auto& visitor = visitors_[draw(visitors_.size())];
  const std::string id = "a" + std::to_string(++agent.made);
  const std::string conversation = visitor.conversation;
  if (conversation.empty()) return;
  switch (draw(5)) {
    case 0:
    case 1:
      return agent.peer->send({{"type", "claim"}, {"conversation", conversation}});
    case 2:
      return agent.peer->send(
          {{"type", "message"}, {"id", id}, {"conversation", conversation}, {"text", "您好"}});
    case 3:
      return agent.peer->send({{"type", "transfer"},
                               {"id", id},
                               {"conversation", conversation},
                               {"to", {{"team", "cards"}}},
                               {"reason", "换组"}});
    default:
      return agent.peer->send({{"type", "resolve"},
                               {"id", id},
                               {"conversation", conversation},
                               {"work_order", agent.orders[conversation]},
                               {"resolution", "已处理"}});
  }
}

void SimWorld::disk_turns() {
  world_.store.run(draw(6) + 1);
  world_.clock.at += std::chrono::milliseconds(draw(80));
  world_.gateway->tick();
}

void SimWorld::disk_fails() {
  for (std::uint64_t i = draw(3) + 1; i > 0; --i) {
    world_.store.failures.push_back(ErrorCode::unavailable);
  }
}

void SimWorld::orders_answer() { world_.connector.run(); }

void SimWorld::time_passes() {
  static constexpr std::array<std::int64_t, 5> seconds{5, 40, 200, 3600, 90000};
  world_.clock.at += std::chrono::seconds(seconds[draw(seconds.size())]);
  world_.gateway->tick();
}

void SimWorld::process_dies() {
  for (auto& visitor : visitors_) visitor.peer.reset();
  for (auto& agent : agents_) {
    agent.peer.reset();
    agent.mine.clear();
  }
  world_.crash();
}

void SimWorld::note(const Json& frame) {
  for (const char c : frame.dump()) {
    hash_ ^= static_cast<unsigned char>(c);
    hash_ *= 1099511628211ULL;
  }
}

void SimWorld::collect() {
  for (auto& visitor : visitors_) collect(visitor);
  for (auto& agent : agents_) collect(agent);
}

void SimWorld::collect(SimVisitor& visitor) {
  if (!visitor.peer) return;
  auto frames = std::move(visitor.peer->outlet.frames);
  visitor.peer->outlet.frames.clear();
  for (const auto& frame : frames) {
    note(frame);
    const std::string type = frame["type"];
    if (type == "welcome") {
      visitor.token = frame["token"];
      visitor.conversation = frame["conversation"];
      for (const auto& [id, unsent] : visitor.outbox) visitor.peer->send(unsent);
    } else if (type == "accepted") {
      visitor.acked.push_back({frame["id"], frame["seq"]});
      visitor.outbox.erase(frame["id"].get<std::string>());
    } else if (type == "event") {
      if (frame["seq"] != visitor.last_seq + 1 && first_fault_.empty()) {
        first_fault_ = "a client saw event " + frame["seq"].dump() + " after " +
                       std::to_string(visitor.last_seq);
      }
      visitor.last_seq = frame["seq"];
      visitor.seen.push_back(frame);
    } else if (type == "reset" && first_fault_.empty()) {
      first_fault_ = "a client was reset although nothing was restored";
    }
  }
  if (visitor.peer->outlet.closed) visitor.peer.reset();
}

void SimWorld::collect(SimAgent& agent) {
  if (!agent.peer) return;
  auto frames = std::move(agent.peer->outlet.frames);
  agent.peer->outlet.frames.clear();
  for (const auto& frame : frames) {
    note(frame);
    if (frame["type"] != "context") continue;
    const auto& orders = frame["context"]["work_orders"];
    if (!orders.empty()) agent.orders[frame["conversation"]] = orders.back()["number"];
  }
}

void SimWorld::heal() {
  if (!first_fault_.empty()) return;
  world_.store.failures.clear();
  for (int day = 0; day < 8; ++day) {
    for (int i = 0; i < 40; ++i) {
      world_.connector.run();
      world_.store.run();
      world_.clock.at += std::chrono::milliseconds(100);
      world_.gateway->tick();
    }
    world_.clock.at += std::chrono::hours(11);
    collect();
  }
  for (auto& visitor : visitors_) {
    visitor.peer.reset();
    visitor.peer = std::make_unique<Peer>();
    visitor.peer->connection = world_.gateway->open_chat(visitor.peer->outlet, "192.0.2.1");
    Json hello{{"type", "hello"}, {"after", visitor.last_seq}};
    if (!visitor.token.empty()) hello["token"] = visitor.token;
    visitor.peer->send(hello);
  }
  for (int i = 0; i < 60; ++i) {
    world_.settle();
    collect();
  }
}

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

// After healing: every word of a visitor was followed by something, and nobody waits without an
// order that has a deadline.
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
  const auto* order = open_order(*state);
  if (state->handling != conversation::Handling::bot && order == nullptr) {
    return "a conversation waits for a person without a work order";
  }
  if (owed && state->handling == conversation::Handling::bot) return "a visitor met silence";
  return {};
}

std::string SimWorld::broken() const {
  if (!first_fault_.empty()) return first_fault_;
  for (const auto& visitor : visitors_) {
    if (auto fault = check_visitor(visitor); !fault.empty()) return fault;
  }
  for (const auto& [id, stored] : world_.store.conversations) {
    if (stored.step == 0) continue;
    if (auto fault = check_log(id, stored); !fault.empty()) return fault;
    if (auto fault = check_replay(id, stored); !fault.empty()) return fault;
    if (auto fault = check_silence(stored); !fault.empty() && world_.connector.waiting.empty() &&
                                            world_.store.pending() == 0 && stored.calls.empty()) {
      return fault;
    }
  }
  return {};
}

}  // namespace yingda::testing
