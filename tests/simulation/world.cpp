#include "simulation/world.hpp"

#include <array>

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

constexpr std::array order_actions{"urge",   "accept",   "reject",      "withdraw",
                                   "reopen", "escalate", "add_evidence"};

constexpr std::uint64_t visitors_count = 4;

std::vector<SimAgent> staff() {
  std::vector<SimAgent> out(5);
  out[0].name = "everybody";
  out[1].name = "cards";
  out[1].teams = {"cards"};
  out[2].name = "topup";
  out[2].teams = {"topup", "general"};
  out[3].name = "supervisor";
  out[3].role = "supervisor";
  out[4].name = "editor";  // may take nobody
  out[4].role = "editor";
  return out;
}

bool for_staff_only(const Json& event) {
  static const std::set<std::string> kinds{"note", "transferred", "handed_off"};
  return kinds.contains(event["kind"].get<std::string>()) || event.contains("pos");
}

// Codes after which the same frame would be refused again.
bool is_final(const std::string& code) {
  return code != "unavailable" && code != "rate_limited" && code != "overloaded";
}

}  // namespace

SimWorld::SimWorld(std::uint64_t seed) : random_(seed) {
  visitors_.resize(visitors_count);
  agents_ = staff();
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
  weigh(&SimWorld::visitor_uses_page, 12);
  weigh(&SimWorld::visitor_repeats, 10);
  weigh(&SimWorld::agent_comes, 6);
  weigh(&SimWorld::agent_goes, 3);
  weigh(&SimWorld::agent_works, 20);
  weigh(&SimWorld::disk_fails, 4);
  weigh(&SimWorld::orders_answer, 10);
  weigh(&SimWorld::time_passes, 10);
  weigh(&SimWorld::process_dies, 3);
  weigh(&SimWorld::receiver_answers, 10);
  weigh(&SimWorld::visitor_reads, 6);
  world_.notifier.of_all = {"https://shop.example/h"};
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
  send(visitor, std::move(frame));
}

void SimWorld::send(SimVisitor& visitor, Json frame) {
  visitor.outbox[frame["id"].get<std::string>()] = frame;
  if (visitor.peer && visitor.peer->connection->greeted()) visitor.peer->send(frame);
}

// Buttons, forms, the work-order card, stars: fitting or out of place.
void SimWorld::visitor_uses_page() {
  auto& visitor = visitors_[draw(visitors_.size())];
  if (visitor.seen.empty()) return;
  const std::string id = "p" + std::to_string(++visitor.made);
  const auto newest = visitor.seen.size() - 1 - draw(std::min<std::size_t>(visitor.seen.size(), 6));
  const Json& event = visitor.seen[newest];
  if (event.contains("options")) {
    const auto& options = event["options"];
    return send(visitor, {{"type", "choose"},
                          {"id", id},
                          {"of", event["seq"]},
                          {"option", options[draw(options.size())]["id"]}});
  }
  if (event.contains("form")) {
    const Json values = draw(2) == 0 ? Json{{"contact_phone", "13800138000"}} : Json::object();
    return send(visitor,
                {{"type", "submit"}, {"id", id}, {"of", event["seq"]}, {"values", values}});
  }
  if (event["kind"] == "work_order") {
    return send(visitor, {{"type", "work_order"},
                          {"id", id},
                          {"number", event["number"]},
                          {"action", order_actions[draw(order_actions.size())]},
                          {"text", "说明一下"}});
  }
  send(visitor, {{"type", "rate"}, {"id", id}, {"score", draw(5) + 1}});
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
  agent.peer->connection = world_.gateway->open_desk(
      agent.peer->outlet, {agent.name, agent.name, agent.role, agent.teams});
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
  switch (draw(6)) {
    case 0:
      return agent_passes_on(agent, id, conversation);
    case 1:
      return agent_acts(agent, id, conversation);
    default:
      return agent_serves(agent, id, conversation);
  }
}

void SimWorld::agent_serves(SimAgent& agent, const std::string& id,
                            const std::string& conversation) {
  Json frame{{"type", "claim"}, {"conversation", conversation}};
  switch (draw(7)) {
    case 0:
    case 1:
      break;
    case 2:
    case 3:
      frame = {{"type", "message"}, {"id", id}, {"conversation", conversation}, {"text", "您好"}};
      frame["text"] = draw(2) == 0 ? "请耐心等待" : "我来为您查";
      break;
    case 4:
      frame = {{"type", "note"}, {"id", id}, {"conversation", conversation}, {"text", "内部"}};
      break;
    case 5:
      frame = {{"type", draw(2) == 0 ? "subscribe" : "unsubscribe"},
               {"conversation", conversation}};
      break;
    default:
      frame = {{"type", "resolve"},
               {"id", id},
               {"conversation", conversation},
               {"work_order", agent.orders[conversation]},
               {"resolution", "已处理"}};
  }
  agent.peer->send(frame);
}

void SimWorld::agent_passes_on(SimAgent& agent, const std::string& id,
                               const std::string& conversation) {
  const auto& colleague = agents_[draw(agents_.size())];
  Json to{{"team", "cards"}};
  if (draw(2) == 0) to = {{"agent", colleague.name}};
  Json frame{{"type", "transfer"},  {"id", id},         {"conversation", conversation},
             {"to", std::move(to)}, {"reason", "换组"}, {"rule", "《售后规则》"}};
  if (draw(4) != 0) frame["next_due"] = to_rfc3339(world_.clock.at + std::chrono::hours(3));
  if (draw(3) == 0) {
    frame = {{"type", "promise"},
             {"id", id},
             {"conversation", conversation},
             {"text", "今天给您答复"},
             {"due", to_rfc3339(world_.clock.at + std::chrono::hours(2))}};
  } else if (draw(4) == 0) {
    frame = {{"type", "presence"}, {"status", draw(2) == 0 ? "away" : "online"}};
  }
  agent.peer->send(frame);
}

// What the desk does to the order itself: fitting or out of place, by whoever it may be.
void SimWorld::agent_acts(SimAgent& agent, const std::string& id, const std::string& conversation) {
  static constexpr std::array promises{"first_response", "next_response", "resolve"};
  const std::string number = agent.orders[conversation];
  Json frame{{"type", "action"}, {"id", id}, {"conversation", conversation}};
  switch (draw(4)) {
    case 0:
      frame["action"] = "keep_promise";
      frame["arguments"] = {{"promise", std::to_string(draw(3))}};
      break;
    case 1:
      frame["action"] = "pay_compensation";
      frame["arguments"] = {{"work_order", number}, {"promise", promises[draw(3)]}};
      break;
    default:
      frame["action"] = "ask_customer";
      frame["arguments"] = {{"text", draw(4) == 0 ? "请稍等" : "请发一下付款截图"}};
  }
  agent.peer->send(frame);
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
  settling_.clear();
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
      hear(visitor, frame);
    } else if (type == "error" && frame.contains("id") && is_final(frame["code"])) {
      const std::string id = frame["id"];
      if (id.starts_with("m")) fault("a message was refused: " + frame.dump());
      visitor.outbox.erase(id);
    } else if (type == "reset") {
      fault("a client was reset although nothing was restored");
    }
  }
  if (visitor.peer->outlet.closed) visitor.peer.reset();
}

void SimWorld::hear(SimVisitor& visitor, const Json& event) {
  if (event["seq"] != visitor.last_seq + 1) {
    fault("a client saw event " + event["seq"].dump() + " after " +
          std::to_string(visitor.last_seq));
  }
  if (for_staff_only(event)) fault("a visitor saw what is for the staff: " + event.dump());
  visitor.last_seq = event["seq"];
  visitor.seen.push_back(event);
}

void SimWorld::fault(const std::string& what) {
  if (first_fault_.empty()) first_fault_ = what;
}

void SimWorld::collect(SimAgent& agent) {
  if (!agent.peer) return;
  auto frames = std::move(agent.peer->outlet.frames);
  agent.peer->outlet.frames.clear();
  for (const auto& frame : frames) {
    note(frame);
    if (frame.dump().find("\"secret\"") != std::string::npos) {
      fault("a work order's secret reached the desk: " + frame.dump());
    }
    if (agent.role == "editor" && (frame["type"] == "event" || frame["type"] == "context")) {
      fault("an editor saw a conversation");
    }
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
  // What was sent just now has its time, too.
  for (int hour = 0; hour < 80; ++hour) {
    world_.clock.at += std::chrono::hours(1);
    world_.settle();
    collect();
  }
  for (const auto& visitor : visitors_) {
    if (!visitor.outbox.empty()) fault("never accepted: " + visitor.outbox.begin()->second.dump());
  }
  healed_ = true;
}

}  // namespace yingda::testing
