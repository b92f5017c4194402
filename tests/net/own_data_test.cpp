#include <catch2/catch.hpp>

#include "net/client.hpp"
#include "net/world.hpp"

using namespace yingda;
using namespace yingda::net;
using namespace yingda::net::test;

namespace {

std::string delete_me(const std::string& fields) {
  return "DELETE /v1/me HTTP/1.1\r\nHost: shop.example\r\n" + fields + "\r\n";
}

const std::string own_token = "Authorization: Bearer chat-c1\r\n";

}  // namespace

TEST_CASE("only the chat token erases, and only its own conversation") {
  World world;
  Client client(world.bound.main.port);
  HttpAnswer done = client.ask(delete_me(own_token));
  CHECK(done.status == 200);
  CHECK(done.body == R"({"erased":true})");
  CHECK(world.endpoints.erased == std::vector<std::string>{"c1"});
  for (const std::string& fields :
       {std::string(), std::string("Authorization: Bearer api-token\r\n"),
        std::string("Authorization: Bearer nonsense\r\n"),
        std::string("Cookie: yingda_session=session-1\r\n")}) {
    CHECK(Client(world.bound.main.port).ask(delete_me(fields)).status == 401);
    CHECK(Client(world.bound.main.port).ask(get("/v1/me/export", fields)).status == 401);
  }
  CHECK(Client(world.bound.main.port).ask(get("/v1/me?token=chat-c1")).status == 400);
  CHECK(Client(world.bound.main.port).ask(get("/v1/me", own_token)).status == 405);
  HttpAnswer evil =
      Client(world.bound.main.port).ask(delete_me(own_token + "Origin: https://evil.example\r\n"));
  CHECK(evil.status == 403);
  CHECK(world.endpoints.erased.size() == 1);
}

TEST_CASE("what was erased cannot be copied, and nobody asks without end") {
  World world([](ServerConfig& config) { config.traffic.own_data_per_address_hour = 3; });
  Client client(world.bound.main.port);
  for (int i = 0; i < 3; ++i) CHECK(client.ask(get("/v1/me/export", own_token)).status == 404);
  HttpAnswer more = client.ask(get("/v1/me/export", own_token));
  CHECK(more.status == 429);
  CHECK_FALSE(more["retry-after"].empty());
}

TEST_CASE("only the chat token has its conversation mailed, within the same limit") {
  World world([](ServerConfig& config) { config.traffic.own_data_per_address_hour = 3; });
  Client client(world.bound.main.port);
  const auto post = [](const std::string& fields) {
    return "POST /v1/me/transcript HTTP/1.1\r\nHost: shop.example\r\nContent-Length: 0\r\n" +
           fields + "\r\n";
  };
  CHECK(Client(world.bound.main.port).ask(post("")).status == 401);
  CHECK(client.ask(get("/v1/me/transcript", own_token)).body == R"({"to":"l***@mail.example"})");
  CHECK(world.endpoints.mailed.empty());
  CHECK(client.ask(post(own_token)).status == 200);
  CHECK(world.endpoints.mailed == std::vector<std::string>{"c1"});
  CHECK(client.ask(post(own_token)).status == 200);
  CHECK(client.ask(post(own_token)).status == 429);
}
