#include "net/upgrade.hpp"

#include <catch2/catch.hpp>

#include "client.hpp"
#include "net/origin.hpp"
#include "world.hpp"

namespace yingda::net::test {
namespace {

const std::string own = "Origin: http://shop.example\r\n";
const std::string session_cookie = "Cookie: yingda_session=cookie-token\r\n";
const std::string bearer = "Authorization: Bearer api-token\r\n";

int status(World& world, const std::string& path, const std::string& fields) {
  Client client(world.bound.main.port);
  return client.upgrade(path, fields).status;
}

TEST_CASE("a page may open a chat when its origin is ours or listed") {
  World world([](ServerConfig& config) {
    config.allowed_origins = {"https://friend.example", "http://localhost:5173"};
  });
  struct Case {
    std::string origin;
    int status;
  };
  const std::vector<Case> cases{
      {"http://shop.example", 101},
      {"HTTP://SHOP.EXAMPLE:80", 101},
      {"https://friend.example", 101},
      {"https://friend.example:443", 101},
      {"http://localhost:5173", 101},
      {"https://shop.example", 403},
      {"http://shop.example:8080", 403},
      {"http://shop.example.evil.example", 403},
      {"http://evilshop.example", 403},
      {"http://shop.example@evil.example", 403},
      {"http://friend.example", 403},
      {"null", 403},
      {"http://localhost", 403},
      {"file://", 403},
      {"http://shop.example/", 403},
      {"", 403},
      {"chrome-extension://shop.example", 403},
  };
  for (const Case& each : cases) {
    INFO(each.origin);
    CHECK(status(world, "/v1/chat", "Origin: " + each.origin + "\r\n") == each.status);
  }
  CHECK(status(world, "/v1/chat", "") == 101);
}

TEST_CASE("behind a trusted proxy our own origin is what the proxy was reached by") {
  World world([](ServerConfig& config) { config.trusted_proxies = {"127.0.0.0/8"}; });
  const std::string secure = "X-Forwarded-Proto: https\r\nOrigin: https://shop.example\r\n";
  CHECK(status(world, "/v1/chat", secure) == 101);
  CHECK(status(world, "/v1/chat", "X-Forwarded-Proto: https\r\n" + own) == 403);
  World plain;
  CHECK(status(plain, "/v1/chat", secure) == 403);
}

TEST_CASE("the desk wants a log-in with an origin, or a program's token") {
  World world;
  world.on_loop([&] { world.accounts.active = true; });
  CHECK(status(world, "/v1/desk", own) == 401);
  CHECK(status(world, "/v1/desk", "") == 401);
  CHECK(status(world, "/v1/desk", own + session_cookie) == 101);
  CHECK(status(world, "/v1/desk", session_cookie) == 403);
  CHECK(status(world, "/v1/desk", "Origin: http://evil.example\r\n" + session_cookie) == 403);
  CHECK(status(world, "/v1/desk", bearer) == 101);
  CHECK(status(world, "/v1/desk", own + bearer) == 101);
  CHECK(status(world, "/v1/desk", "Authorization: Bearer wrong\r\n" + own + session_cookie) == 401);
  CHECK(status(world, "/v1/desk", "Authorization: Basic eDp5\r\n" + own + session_cookie) == 401);
  CHECK(status(world, "/v1/desk", own + "Cookie: yingda_session=other\r\n") == 401);
}

TEST_CASE("a subprotocol is ours, or not named at all") {
  World world;
  Client named(world.bound.main.port);
  HttpAnswer answer = named.upgrade("/v1/chat", "Sec-WebSocket-Protocol: soap, yingda.chat.v1\r\n");
  CHECK(answer.status == 101);
  CHECK(answer["sec-websocket-protocol"] == "yingda.chat.v1");
  CHECK_FALSE(answer.fields.contains("sec-websocket-extensions"));
  Client unnamed(world.bound.main.port);
  HttpAnswer plain = unnamed.upgrade("/v1/chat");
  CHECK(plain.status == 101);
  CHECK_FALSE(plain.fields.contains("sec-websocket-protocol"));
  CHECK(status(world, "/v1/chat", "Sec-WebSocket-Protocol: soap\r\n") == 400);
  CHECK(status(world, "/v1/chat", "Sec-WebSocket-Protocol: yingda.desk.v1\r\n") == 400);
  CHECK(status(world, "/v1/desk", bearer + "Sec-WebSocket-Protocol: yingda.desk.v1\r\n") == 101);
}

TEST_CASE("a handshake that is not quite one is refused before the 101") {
  World world;
  const std::string upgrade = "Upgrade: websocket\r\n";
  const std::string connection = "Connection: keep-alive, upgrade\r\n";
  const std::string version = "Sec-WebSocket-Version: 13\r\n";
  const std::string key = "Sec-WebSocket-Key: AAECAwQFBgcICQoLDA0ODw==\r\n";
  struct Case {
    std::string fields;
    int status;
  };
  const std::vector<Case> cases{
      {upgrade + connection + version + key, 101},
      {connection + version + key, 426},
      {upgrade + version + key, 426},
      {upgrade + connection + key, 426},
      {upgrade + connection + "Sec-WebSocket-Version: 8\r\n" + key, 426},
      {upgrade + connection + version, 400},
      {upgrade + connection + version + "Sec-WebSocket-Key: YQ==\r\n", 400},
      {upgrade + connection + version + "Sec-WebSocket-Key: !!!!!!!!!!!!!!!!!!!!!!==\r\n", 400},
      {upgrade + connection + version + key + key, 400},
      {upgrade + connection + version + key + "Content-Length: 5\r\n", 400},
  };
  for (const Case& each : cases) {
    INFO(each.fields);
    Client client(world.bound.main.port);
    CHECK(client.ask(get("/v1/chat", each.fields)).status == each.status);
  }
  Client plain(world.bound.main.port);
  CHECK(plain.ask(get("/v1/chat")).status == 426);
  CHECK(status(world, "/v1/nowhere", "") == 404);
  Client posted(world.bound.main.port);
  CHECK(posted.ask(post("/v1/chat", "", upgrade + connection + version + key)).status == 405);
}

TEST_CASE("frames sent before the answer are refused") {
  World world;
  Client client(world.bound.main.port);
  const std::string handshake =
      "GET /v1/chat HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
      "Sec-WebSocket-Key: AAECAwQFBgcICQoLDA0ODw==\r\nSec-WebSocket-Version: 13\r\n\r\n";
  CHECK(client.ask(handshake + std::string("\x81\x80\0\0\0\0", 6)).status == 400);
}

TEST_CASE("an operator's mistake in allowed_origins is named at start") {
  CHECK_THROWS_WITH(OriginPolicy({"shop.example"}), Catch::Contains("shop.example"));
  CHECK_THROWS(OriginPolicy({"https://shop.example/path"}));
  CHECK_THROWS(OriginPolicy({"*"}));
}

}  // namespace
}  // namespace yingda::net::test
