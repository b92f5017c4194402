#include <catch2/catch.hpp>

#include "support/gateway_world.hpp"

using namespace yingda;
using namespace yingda::testing;

namespace {

// The sample content with other words, as a release of that name.
gateway::CatalogPtr release(const std::string& name, const std::string& asks) {
  auto files = sample_files();
  auto& flow = files["flows/topup.yaml"];
  const std::string before = "请发一下订单号。";
  flow.replace(flow.find(before), before.size(), asks);
  content::LoadOptions options;
  options.release = name;
  return content::load(files, content::default_config(), options).catalog;
}

const gateway::CatalogPtr& first() {
  static const auto catalog = release("r1", "一号问订单号。");
  return catalog;
}
const gateway::CatalogPtr& second() {
  static const auto catalog = release("r2", "二号问订单号。");
  return catalog;
}

// A world that serves r1 and knows both.
struct World : GatewayWorld {
  World() {
    releases.releases = {{"r1", first()}, {"r2", second()}};
    live = first();
    crash();
  }

  void publish(const gateway::CatalogPtr& catalog) {
    live = catalog;
    gateway->publish(catalog);
  }

  // The newest words of the bot.
  static std::string heard(const Peer& peer) {
    std::string out;
    for (const auto& event : peer.outlet.events()) {
      if (event["kind"] == "message" && event["from"]["role"] == "bot") out = event["text"];
    }
    return out;
  }
};

struct Begun {
  explicit Begun(World& world) : peer(world.visitor()) {
    token = peer->outlet.take("welcome")["token"];
    peer->send(message("m1", "充值没到账"));
    world.settle();
  }
  void resume(World& world) {
    peer.reset();
    world.crash();
    peer = world.visitor({{"type", "hello"}, {"token", token}});
  }
  std::unique_ptr<Peer> peer;
  std::string token;
};

}  // namespace

TEST_CASE("a conversation in the middle of a flow finishes on the release it began on") {
  World world;
  Begun visitor(world);
  CHECK(World::heard(*visitor.peer) == "一号问订单号。");
  world.publish(second());
  visitor.peer->send(message("m2", "不知道"));
  world.settle();
  CHECK(World::heard(*visitor.peer) == "一号问订单号。");
  CHECK(world.releases.fetched == 0);  // it is still in memory
  Begun other(world);
  CHECK(World::heard(*other.peer) == "二号问订单号。");
}

TEST_CASE("it does so after a restart, too; the old release is fetched once for all") {
  World world;
  Begun visitor(world);
  Begun other(world);
  world.publish(second());
  visitor.peer.reset();
  other.resume(world);
  visitor.peer = world.visitor({{"type", "hello"}, {"token", visitor.token}});
  for (auto* one : {&visitor, &other}) {
    one->peer->send(message("m2", "不知道"));
    world.settle();
    CHECK(World::heard(*one->peer) == "一号问订单号。");
  }
  CHECK(world.releases.fetched == 1);
  // The flow over, the next one is the live release's.
  visitor.peer->send(message("m3", "算了"));
  visitor.peer->send(message("m4", "充值没到账"));
  world.settle();
  CHECK(World::heard(*visitor.peer) == "二号问订单号。");
}

TEST_CASE("a release that can never be had again leads to a person, not to other words") {
  World world;
  Begun visitor(world);
  world.publish(second());
  world.releases.error = Error{ErrorCode::internal, "release 1 is damaged"};
  visitor.resume(world);
  world.settle();
  CHECK(world.telemetry.events["release_lost"] == 1);
  CHECK_FALSE(visitor.peer->outlet.take("welcome").is_null());
  visitor.peer->send(message("m2", "20261120001"));
  world.settle();
  CHECK(visitor.peer->outlet.take("accepted")["id"] == "m2");
  const auto& stored = world.store.conversations.begin()->second;
  CHECK(stored.row.handling == "queued");
  CHECK(world.store.orders.size() == 1);
  CHECK(World::heard(*visitor.peer) != "二号问订单号。");
}

TEST_CASE("a store that cannot be read just now loses nothing: the visitor tries again") {
  World world;
  Begun visitor(world);
  world.publish(second());
  world.releases.error = Error{ErrorCode::unavailable, "busy"};
  visitor.resume(world);
  CHECK(visitor.peer->outlet.take("error")["code"] == "unavailable");
  world.releases.error.reset();
  visitor.peer = world.visitor({{"type", "hello"}, {"token", visitor.token}});
  visitor.peer->send(message("m2", "不知道"));
  world.settle();
  CHECK(World::heard(*visitor.peer) == "一号问订单号。");
}

TEST_CASE("a hand-over for a lost release that cannot be stored is tried again") {
  World world;
  Begun visitor(world);
  world.publish(second());
  world.releases.error = Error{ErrorCode::internal, "release 1 is damaged"};
  world.store.failures = {ErrorCode::unavailable};
  visitor.resume(world);
  CHECK(world.store.orders.empty());
  visitor.peer->send(message("m2", "20261120001"));
  world.settle();
  CHECK(world.store.orders.size() == 1);
  CHECK(visitor.peer->outlet.take("accepted")["id"] == "m2");
}
