#pragma once
// Somebody who asked for a person, the agent who has them, and a supervisor who looks on.

#include <memory>
#include <string>

#include "support/desk_talk.hpp"

namespace yingda::testing {

struct CaseWorld {
  GatewayWorld world;
  std::unique_ptr<Peer> agent = world.agent("李敏");
  std::unique_ptr<Peer> supervisor = world.agent("赵岚", "supervisor");
  std::unique_ptr<Peer> visitor = world.visitor();
  const std::string token = visitor->outlet.frames.front()["token"];
  std::string conversation = ask_for_person(world, *visitor);
  int sent = 0;

  CaseWorld() {
    agent->send({{"type", "claim"}, {"conversation", conversation}});
    // Whoever says nothing would lose it to the queue.
    agent->send({{"type", "message"},
                 {"id", "hello"},
                 {"conversation", conversation},
                 {"text", "您的提现我去查一下"}});
    world.settle();
    supervisor->send({{"type", "subscribe"}, {"conversation", conversation}});
    world.settle();
    clear();
  }

  void clear() {
    for (auto* peer : {agent.get(), supervisor.get(), visitor.get()}) peer->outlet.frames.clear();
  }

  void act(Peer& who, const std::string& action, Json arguments = Json::object()) {
    who.send({{"type", "action"},
              {"id", "x" + std::to_string(++sent)},
              {"conversation", conversation},
              {"action", action},
              {"arguments", std::move(arguments)}});
    world.settle();
  }

  void mute(Peer& who, TimeSpan ahead = std::chrono::hours(24)) {
    act(who, "mute", {{"until", to_rfc3339(world.clock.at + ahead)}, {"reason", "辱骂客服"}});
  }

  std::string all_said(Peer& peer) {
    std::string out;
    for (auto event : peer.outlet.events()) {
      if (event["kind"] == "message") out += event["text"].get<std::string>() + "\n";
    }
    return out;
  }

  std::string handling() { return world.store.conversations[conversation].row.handling; }
};

inline bool has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

}  // namespace yingda::testing
