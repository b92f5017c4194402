#include <catch2/catch.hpp>

#include "client.hpp"
#include "world.hpp"

namespace yingda::net::test {
namespace {

using std::chrono::milliseconds;

TEST_CASE("requests on one connection are answered in order") {
  World world;
  Client client(world.bound.main.port);
  client.send(get("/healthz") + get("/nowhere") + get("/readyz"));
  CHECK(client.answer().body == "{\"status\":\"ok\"}\n");
  CHECK(client.answer().status == 404);
  CHECK(client.answer().body == "{\"status\":\"ready\"}\n");
}

TEST_CASE("a request that arrives byte by byte is understood") {
  World world;
  Client client(world.bound.main.port);
  for (const char byte : get("/healthz")) client.send(std::string(1, byte));
  CHECK(client.answer().status == 200);
}

TEST_CASE("HEAD is answered like GET without the body") {
  World world;
  Client client(world.bound.main.port);
  HttpAnswer head = client.ask("HEAD /healthz HTTP/1.1\r\nHost: a\r\n\r\n", true);
  CHECK(head.status == 200);
  CHECK(head["content-length"] == "16");
  CHECK(client.ask(get("/healthz")).status == 200);
}

TEST_CASE("every reply carries the security fields and the date") {
  World world;
  Client client(world.bound.main.port);
  for (const auto* path : {"/healthz", "/nowhere", "/desk", "/widget.js"}) {
    HttpAnswer answer = client.ask(get(path));
    CHECK(answer["x-content-type-options"] == "nosniff");
    CHECK(answer["referrer-policy"] == "no-referrer");
    CHECK(answer["date"] == "Sat, 21 Nov 2026 08:05:00 GMT");
    CHECK_FALSE(answer["permissions-policy"].empty());
    CHECK(answer["content-security-policy"].find("default-src 'none'") == 0);
    CHECK_FALSE(answer.fields.contains("server"));
  }
}

TEST_CASE("unknown paths, wrong methods and wrong hosts are told apart") {
  World world([](ServerConfig& config) { config.allowed_hosts = {"shop.example"}; });
  Client client(world.bound.main.port);
  CHECK(client.ask(get("/v1/nowhere")).status == 404);
  HttpAnswer wrong = client.ask(get("/v1/login"));
  CHECK(wrong.status == 405);
  CHECK(wrong["allow"] == "POST");
  HttpAnswer posted = client.ask(post("/healthz", ""));
  CHECK(posted.status == 405);
  CHECK(posted["allow"] == "GET, HEAD");
  CHECK(client.ask("GET /healthz HTTP/1.1\r\nHost: evil.example\r\n\r\n").status == 421);
  CHECK(client.ask("GET /healthz HTTP/1.1\r\nHost: shop.example:8080\r\n\r\n").status == 200);
}

TEST_CASE("connections end when the client or its version says so") {
  World world;
  Client polite(world.bound.main.port);
  CHECK(polite.ask(get("/healthz", "Connection: close\r\n"))["connection"] == "close");
  CHECK(polite.ended());
  Client old(world.bound.main.port);
  CHECK(old.ask("GET /healthz HTTP/1.0\r\nHost: a\r\n\r\n")["connection"] == "close");
  CHECK(old.ended());
}

TEST_CASE("a connection serves a thousand requests and no more") {
  World world;
  Client client(world.bound.main.port);
  for (int i = 0; i < 999; ++i) {
    HttpAnswer answer = client.ask(get("/healthz"));
    REQUIRE(answer["connection"] == "keep-alive");
  }
  CHECK(client.ask(get("/healthz"))["connection"] == "close");
  CHECK(client.ended());
}

TEST_CASE("a slow header is cut off with 408, an idle connection without a word") {
  World world([](ServerConfig& config) {
    config.times.header = milliseconds(60);
    config.times.keep_alive = milliseconds(60);
  });
  Client slow(world.bound.main.port);
  CHECK(slow.ask("GET /healthz HTTP/1.1\r\n").status == 408);
  CHECK(slow.ended());
  Client silent(world.bound.main.port);
  CHECK(silent.ended());
  Client idle(world.bound.main.port);
  CHECK(idle.ask(get("/healthz")).status == 200);
  CHECK(idle.ended());
}

TEST_CASE("a slow body is cut off with 408") {
  World world([](ServerConfig& config) { config.times.body = milliseconds(60); });
  Client client(world.bound.main.port);
  const std::string start =
      "POST /v1/login HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"
      "Content-Length: 50\r\n\r\n{";
  CHECK(client.ask(start).status == 408);
  CHECK(client.ended());
}

TEST_CASE("a body is refused by its length before it is read") {
  World world;
  Client client(world.bound.main.port);
  HttpAnswer answer = client.ask(
      "POST /v1/login HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"
      "Content-Length: 4097\r\n\r\n");
  CHECK(answer.status == 413);
  CHECK(client.ended());
}

TEST_CASE("100 Continue is sent once the length is accepted, and only then") {
  World world;
  Client client(world.bound.main.port);
  const std::string head =
      "POST /v1/login HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"
      "Expect: 100-continue\r\nContent-Length: ";
  CHECK(client.ask(head + "2\r\n\r\n").status == 100);
  CHECK(client.ask("{}").status == 400);
  CHECK(client.ask(head + "5000\r\n\r\n").status == 413);
  CHECK(client.ended());
}

TEST_CASE("an application that never answers is given up with 503") {
  World world([](ServerConfig& config) { config.times.handler = milliseconds(50); });
  Client client(world.bound.main.port);
  const std::string body = R"({"name":"never","password":"x"})";
  CHECK(client.ask(post("/v1/login", body, "Content-Type: application/json\r\n")).status == 503);
  CHECK(client.ask(get("/healthz")).status == 200);
  // The late answer meets nobody.
  world.on_loop([&] { world.accounts.kept(FakeAccounts::session_of("x")); });
  CHECK(client.ask(get("/healthz")).status == 200);
}

}  // namespace
}  // namespace yingda::net::test
