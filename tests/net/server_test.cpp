#include "net/server.hpp"

#include <catch2/catch.hpp>

#include "client.hpp"
#include "world.hpp"

namespace yingda::net::test {
namespace {

using std::chrono::milliseconds;

std::future<void> drain(World& world) {
  auto done = std::make_shared<std::promise<void>>();
  world.on_loop([&] { world.server().drain([done] { done->set_value(); }); });
  return done->get_future();
}

bool soon(std::future<void>& future) {
  return future.wait_for(std::chrono::seconds(5)) == std::future_status::ready;
}

TEST_CASE("draining with nobody there is over at once") {
  World world;
  auto drained = drain(world);
  CHECK(soon(drained));
}

TEST_CASE("draining tells sockets, sends what is queued, and closes with 1012") {
  World world;
  Client first(world.bound.main.port);
  Client second(world.bound.main.port);
  REQUIRE(first.upgrade("/v1/chat").status == 101);
  REQUIRE(second.upgrade("/v1/chat").status == 101);
  first.say("hello");
  CHECK(first.heard() == "echo hello");
  Client idle(world.bound.main.port);
  CHECK(idle.ask(get("/healthz")).status == 200);
  auto drained = drain(world);
  CHECK(first.heard() == "going_away");
  CHECK(first.frame().close_code() == 1012);
  CHECK(second.heard() == "going_away");
  CHECK(second.frame().close_code() == 1012);
  CHECK(idle.ended());
  first.send_frame(8, std::string("\x03\xF4", 2));
  second.send_frame(8, std::string("\x03\xF4", 2));
  first.half_close();
  second.half_close();
  CHECK(soon(drained));
  CHECK_THROWS(Client(world.bound.main.port));
}

TEST_CASE("a frame under way is answered before its socket is drained") {
  World world;
  Client client(world.bound.main.port);
  REQUIRE(client.upgrade("/v1/chat").status == 101);
  client.say("wait");
  REQUIRE(world.eventually([&] { return world.endpoints.waiting.size() == 1; }));
  auto drained = drain(world);
  CHECK(client.heard() == "going_away");
  world.on_loop([&] { world.endpoints.waiting.front()(); });
  CHECK(client.heard() == "waited");
  CHECK(client.frame().close_code() == 1012);
  client.send_frame(8, std::string("\x03\xF4", 2));
  client.half_close();
  CHECK(soon(drained));
}

TEST_CASE("a request under way is answered before its connection is drained") {
  World world;
  Client client(world.bound.main.port);
  const std::string body = R"({"name":"never","password":"x"})";
  client.send(post("/v1/login", body, "Content-Type: application/json\r\n"));
  REQUIRE(world.eventually([&] { return static_cast<bool>(world.accounts.kept); }));
  auto drained = drain(world);
  world.on_loop([&] { world.accounts.kept(FakeAccounts::session_of("t")); });
  HttpAnswer answer = client.answer();
  CHECK(answer.status == 200);
  CHECK(answer["connection"] == "close");
  CHECK(client.ended());
  client.half_close();
  CHECK(soon(drained));
}

TEST_CASE("who does not go is cut when the time for draining is over") {
  World world([](ServerConfig& config) { config.times.drain = milliseconds(100); });
  Client stubborn(world.bound.main.port);
  REQUIRE(stubborn.upgrade("/v1/chat").status == 101);
  stubborn.say("wait");
  REQUIRE(world.eventually([&] { return world.endpoints.waiting.size() == 1; }));
  auto drained = drain(world);
  CHECK(soon(drained));
  CHECK(world.on_loop([&] { return world.endpoints.open; }) == 0);
  CHECK(stubborn.heard() == "going_away");
  CHECK(stubborn.ended());
}

TEST_CASE("a server that is destroyed takes every connection with it") {
  std::vector<std::unique_ptr<Client>> clients;
  {
    World world;
    for (int i = 0; i < 10; ++i) {
      clients.push_back(std::make_unique<Client>(world.bound.main.port));
      if (i % 2 == 0) REQUIRE(clients.back()->upgrade("/v1/chat").status == 101);
    }
    clients.front()->say("wait");
    REQUIRE(world.eventually([&] { return world.endpoints.waiting.size() == 1; }));
  }
  for (const auto& client : clients) CHECK(client->ended());
}

TEST_CASE("one address has so many connections and no more") {
  World world([](ServerConfig& config) { config.traffic.connections_per_address_max = 2; });
  auto first = std::make_unique<Client>(world.bound.main.port);
  Client second(world.bound.main.port);
  CHECK(first->ask(get("/healthz")).status == 200);
  CHECK(second.upgrade("/v1/chat").status == 101);
  Client third(world.bound.main.port);
  CHECK(third.answer().status == 429);
  CHECK(third.ended());
  first.reset();
  REQUIRE(world.eventually([&] { return world.server().connections() == 1; }));
  Client fourth(world.bound.main.port);
  CHECK(fourth.ask(get("/healthz")).status == 200);
}

TEST_CASE("behind a trusted proxy sockets are counted per client that it names") {
  World world([](ServerConfig& config) {
    config.traffic.connections_per_address_max = 1;
    config.trusted_proxies = {"127.0.0.1"};
  });
  const std::string one = "X-Forwarded-For: 6.6.6.6, 1.1.1.1\r\n";
  Client first(world.bound.main.port);
  CHECK(first.upgrade("/v1/chat", one).status == 101);
  Client again(world.bound.main.port);
  CHECK(again.upgrade("/v1/chat", one).status == 429);
  Client other(world.bound.main.port);
  CHECK(other.upgrade("/v1/chat", "X-Forwarded-For: 1.1.1.1, 2.2.2.2\r\n").status == 101);
}

TEST_CASE("connections come only so fast from one address, and only so many in all") {
  World world([](ServerConfig& config) {
    config.traffic.connects_per_address_rate = 0.001;
    config.traffic.connects_per_address_burst = 2;
    config.traffic.connections_max = 2;
  });
  auto first = std::make_unique<Client>(world.bound.main.port);
  Client second(world.bound.main.port);
  CHECK(second.ask(get("/healthz")).status == 200);
  CHECK(Client(world.bound.main.port).answer().status == 503);
  first.reset();
  REQUIRE(world.eventually([&] { return world.server().connections() == 1; }));
  CHECK(Client(world.bound.main.port).answer().status == 429);
  // The back door stays open for who must look.
  CHECK(Client(world.bound.admin->port).ask(get("/healthz")).status == 200);
}

TEST_CASE("a configuration that makes no sense is named") {
  const auto fails = [](const std::function<void(ServerConfig&)>& edit) {
    CHECK_THROWS_AS(World(edit), std::invalid_argument);
  };
  fails([](ServerConfig& config) { config.allowed_origins = {"shop"}; });
  fails([](ServerConfig& config) { config.trusted_proxies = {"10.0.0.0/99"}; });
  fails([](ServerConfig& config) { config.listen.host = "no address"; });
}

}  // namespace
}  // namespace yingda::net::test
