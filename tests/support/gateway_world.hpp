#pragma once
// A whole gateway in a box: real gateway and core, fake clock, store, sockets and order system.

#include <memory>
#include <string>
#include <vector>

#include "gateway/gateway.hpp"
#include "support/fakes.hpp"
#include "support/memory_store.hpp"
#include "support/sample_content.hpp"

namespace yingda::testing {

// A text frame as a visitor sends it.
inline Json message(const std::string& id, const std::string& text) {
  return {{"type", "message"}, {"id", id}, {"text", text}};
}

// A socket as the gateway sees it.
struct Peer {
  RecordingOutlet outlet;
  std::unique_ptr<gateway::Connection> connection;
  int outstanding = 0;  // frames whose `done` has not come

  void send(const Json& frame) {
    ++outstanding;
    connection->receive(frame.dump(), [this] { --outstanding; });
  }
  void send_text(const std::string& text) {
    ++outstanding;
    connection->receive(text, [this] { --outstanding; });
  }
};

class GatewayWorld {
 public:
  GatewayWorld() { boot(); }

  std::unique_ptr<Peer> visitor(const Json& hello = {{"type", "hello"}},
                                const std::string& place = "192.0.2.1") {
    auto peer = std::make_unique<Peer>();
    peer->connection = gateway->open_chat(peer->outlet, place);
    peer->send(hello);
    settle();
    return peer;
  }

  std::unique_ptr<Peer> agent(const std::string& name, const std::string& role = "agent",
                              std::vector<std::string> teams = {}) {
    auto peer = std::make_unique<Peer>();
    peer->connection =
        gateway->open_desk(peer->outlet, {"u-" + name, name, role, std::move(teams)});
    peer->send({{"type", "presence"}, {"status", "online"}});
    settle();
    return peer;
  }

  // Everything that can happen without time passing, and the short moment in which lists go out.
  void settle() {
    for (int i = 0; i < 50; ++i) {
      clock.at += std::chrono::milliseconds(10);
      gateway->tick();
      const std::size_t ran = store.run();
      releases.run();
      connector.run();
      if (ran == 0 && store.pending() == 0 && i > 8) break;
    }
  }

  void advance(TimeSpan span) {
    clock.at += span;
    settle();
  }

  void boot() {
    gateway = std::make_unique<gateway::Gateway>(
        gateway::Ports{clock, secrets, store, store, releases, connector, telemetry, identities,
                       &notifier},
        settings, store.start_state(), live);
  }

  // Sockets must be gone before; what was not committed is lost.
  void crash() {
    store.lose_pending();
    connector.waiting.clear();
    gateway.reset();
    boot();
  }

  FakeClock clock;
  FakeSecrets secrets;
  FakeIdentities identities;
  MemoryStore store;
  ReleaseTable releases;
  gateway::CatalogPtr live = sample_catalog();  // what the next boot starts with
  ScriptedConnector connector;
  FakeNotifier notifier;
  CountingTelemetry telemetry;
  gateway::Settings settings{.visitor_rate = 0, .arrival_rate = 0, .agent_rate = 0};
  std::unique_ptr<gateway::Gateway> gateway;
};

}  // namespace yingda::testing
