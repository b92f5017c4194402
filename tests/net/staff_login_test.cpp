#include <catch2/catch.hpp>

#include "client.hpp"
#include "world.hpp"

namespace yingda::net::test {
namespace {

const std::string json_type = "Content-Type: application/json\r\n";
const std::string good = R"({"name":"小李","password":"secret"})";
const std::string cookie = "Cookie: theme=dark; yingda_session=cookie-token\r\n";

TEST_CASE("a log-in gives a cookie that scripts cannot read, and its session") {
  World world;
  Client client(world.bound.main.port);
  CHECK(client.ask(get("/v1/session")).status == 401);
  HttpAnswer login = client.ask(post("/v1/login", good, json_type));
  CHECK(login.status == 200);
  CHECK(
      login.body ==
      R"({"csrf":"csrf-value","name":"小李","names":{},"role":"agent","teams":[{"id":"general","name":"综合组","names":{}}]})");
  CHECK(login["set-cookie"] ==
        "yingda_session=cookie-token; Path=/; HttpOnly; SameSite=Strict; Max-Age=43200");
  CHECK(login["cache-control"] == "no-store");
  HttpAnswer session = client.ask(get("/v1/session", cookie));
  CHECK(session.status == 200);
  CHECK(session.body == login.body);
  CHECK(world.on_loop([&] { return world.accounts.last_from; }) == "127.0.0.1");
}

TEST_CASE("logging out needs the CSRF token and ends the session and its desk") {
  World world;
  Client client(world.bound.main.port);
  client.ask(post("/v1/login", good, json_type));
  Client desk(world.bound.main.port);
  CHECK(desk.upgrade("/v1/desk", cookie + "Origin: http://shop.example\r\n").status == 101);
  CHECK(desk.heard() == "welcome 小李");
  CHECK(client.ask(post("/v1/logout", "", cookie)).status == 403);
  CHECK(client.ask(post("/v1/logout", "", cookie + "X-CSRF-Token: wrong\r\n")).status == 403);
  CHECK(client.ask(get("/v1/session", cookie)).status == 200);
  HttpAnswer out = client.ask(post("/v1/logout", "", cookie + "X-CSRF-Token: csrf-value\r\n"));
  CHECK(out.status == 204);
  CHECK(out["set-cookie"].find("Max-Age=0") != std::string::npos);
  CHECK(client.ask(get("/v1/session", cookie)).status == 401);
  CHECK(client.ask(post("/v1/logout", "", "X-CSRF-Token: csrf-value\r\n")).status == 401);
  CHECK(desk.closed_with() == 4401);
}

TEST_CASE("log-ins that are not a name and a password are refused") {
  World world;
  Client client(world.bound.main.port);
  const std::string deep = std::string(1000, '[') + std::string(1000, ']');
  const std::vector<std::string> bodies{
      "",
      "{}",
      "[1]",
      "null",
      deep,
      R"({"name":1,"password":true})",
      R"({"name":"a","password":""})",
      R"({"name":"a","password":)",
      R"({"name":"x","name":"小李","password":"secret"})",
      R"({"name":"小李","password":"wrong","password":"secret"})",
      "{\"name\":\"\xFF\",\"password\":\"x\"}",
      R"({"name":"a","password":")" + std::string(2000, 'x') + "\"}",
  };
  for (const std::string& body : bodies) {
    INFO(body);
    CHECK(client.ask(post("/v1/login", body, json_type)).status == 400);
  }
  const std::string twice = R"({"name":"x","name":"小李","password":"secret"})";
  CHECK(client.ask(post("/v1/login", twice, json_type)).body.find("`name` stands twice") !=
        std::string::npos);
  HttpAnswer wrong = client.ask(post("/v1/login", R"({"name":"x","password":"y"})", json_type));
  CHECK(wrong.status == 401);
  CHECK(wrong["content-type"] == "application/problem+json");
  CHECK(client.ask(post("/v1/login", good)).status == 415);
  CHECK(client.ask(post("/v1/login", good, "Content-Type: text/plain\r\n")).status == 415);
  const std::string charset = "Content-Type: application/json; charset=utf-8\r\n";
  CHECK(client.ask(post("/v1/login", good, charset)).status == 200);
}

TEST_CASE("a page of another site cannot log anybody in") {
  World world([](ServerConfig& config) { config.allowed_origins = {"https://friend.example"}; });
  Client client(world.bound.main.port);
  const auto status = [&](const std::string& fields) {
    return client.ask(post("/v1/login", good, json_type + fields)).status;
  };
  CHECK(status("Origin: http://shop.example\r\nSec-Fetch-Site: same-origin\r\n") == 200);
  CHECK(status("Origin: https://friend.example\r\n") == 200);
  CHECK(status("Origin: http://evil.example\r\n") == 403);
  CHECK(status("Origin: null\r\n") == 403);
  CHECK(status("Sec-Fetch-Site: cross-site\r\n") == 403);
}

TEST_CASE("a few log-ins a minute are enough for one address") {
  World world([](ServerConfig& config) { config.traffic.logins_per_address_minute = 3; });
  Client client(world.bound.main.port);
  const std::string wrong = R"({"name":"x","password":"y"})";
  for (int i = 0; i < 3; ++i) CHECK(client.ask(post("/v1/login", wrong, json_type)).status == 401);
  HttpAnswer refused = client.ask(post("/v1/login", good, json_type));
  CHECK(refused.status == 429);
  CHECK_FALSE(refused["retry-after"].empty());
}

TEST_CASE("behind https the cookie is bound to this host") {
  World world([](ServerConfig& config) { config.secure_cookies = true; });
  Client client(world.bound.main.port);
  HttpAnswer login = client.ask(post("/v1/login", good, json_type));
  CHECK(login["set-cookie"] ==
        "__Host-yingda_session=cookie-token; Path=/; HttpOnly; SameSite=Strict; Max-Age=43200; "
        "Secure");
  CHECK(client.ask(get("/v1/session", cookie)).status == 401);
  const std::string host_cookie = "Cookie: __Host-yingda_session=cookie-token\r\n";
  CHECK(client.ask(get("/v1/session", host_cookie)).status == 200);
}

}  // namespace
}  // namespace yingda::net::test
