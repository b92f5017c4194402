#include <catch2/catch.hpp>

#include "client.hpp"
#include "world.hpp"

namespace yingda::net::test {
namespace {

const std::string secret = "Authorization: Bearer SECRET\r\n";

TEST_CASE("the widget's configuration is for any page and for one language") {
  World world;
  Client client(world.bound.main.port);
  HttpAnswer answer = client.ask(get("/v1/widget/config?locale=zh-CN&x=1"));
  CHECK(answer.body == R"({"locale":"zh-CN"})");
  CHECK(answer["access-control-allow-origin"] == "*");
  CHECK(answer["cache-control"] == "public, max-age=60");
  CHECK(client.ask(get("/v1/widget/config")).body == R"({"locale":""})");
  CHECK(client.ask(get("/v1/widget/config?locale=a%22b")).status == 400);
  CHECK(client.ask(get("/v1/widget/config?locale=" + std::string(40, 'a'))).status == 400);
}

TEST_CASE("an article is for any page") {
  World world;
  Client client(world.bound.main.port);
  HttpAnswer answer = client.ask(get("/v1/articles/refund-rules?locale=en"));
  CHECK(answer.body == R"({"id":"refund-rules","locale":"en"})");
  CHECK(answer["access-control-allow-origin"] == "*");
  CHECK(client.ask(get("/v1/articles/nothing-of-the-kind")).status == 404);
  CHECK(client.ask(get("/v1/articles/refund-rules?locale=a%22b")).status == 400);
}

TEST_CASE("a work order is shown to who knows its secret, and all else looks the same") {
  World world;
  Client client(world.bound.main.port);
  const std::string path = "/v1/work-orders/GD20261121-0001-5";
  HttpAnswer shown = client.ask(get(path, secret));
  CHECK(shown.body == R"({"number":"GD20261121-0001-5"})");
  CHECK(shown["cache-control"] == "no-store");
  CHECK(client.ask(get(path)).status == 401);
  HttpAnswer wrong_secret = client.ask(get(path, "Authorization: Bearer OTHER\r\n"));
  HttpAnswer wrong_number = client.ask(get("/v1/work-orders/GD20261121-0002-3", secret));
  HttpAnswer too_long = client.ask(get("/v1/work-orders/" + std::string(100, 'G'), secret));
  CHECK(wrong_secret.status == 404);
  CHECK(wrong_secret.body == wrong_number.body);
  CHECK(wrong_secret.body == too_long.body);
  CHECK(wrong_secret.body.find("inside words") == std::string::npos);
  CHECK(client.ask(get("/v1/work-orders/a/b", secret)).status == 404);
}

TEST_CASE("an address that guesses orders has to wait, one that knows does not") {
  World world;
  Client client(world.bound.main.port);
  const std::string path = "/v1/work-orders/GD20261121-0001-5";
  for (int i = 0; i < 30; ++i) CHECK(client.ask(get(path, secret)).status == 200);
  const std::string guess = get("/v1/work-orders/GD20261121-0009-1", secret);
  int guesses = 0;
  while (client.ask(guess).status == 404) ++guesses;
  CHECK(guesses == 10);
  HttpAnswer refused = client.ask(get(path, secret));
  CHECK(refused.status == 429);
  // Thirty an hour: a guess is free again every two minutes.
  const int wait = std::stoi(refused["retry-after"]);
  CHECK(wait > 60);
  CHECK(wait <= 120);
  HttpAnswer page = client.ask(post("/track", "number=GD20261121-0009-1&secret=X",
                                    "Content-Type: application/x-www-form-urlencoded\r\n"));
  CHECK(page.status == 429);
  CHECK(std::stoi("0" + page["retry-after"]) > 60);
}

TEST_CASE("a token or a secret in a URL is refused with the reason") {
  World world;
  Client client(world.bound.main.port);
  for (const auto* path : {"/v1/chat?token=abc", "/v1/desk?a=b&token=abc", "/v1/session?%74oken=x",
                           "/track?number=GD20261121-0001-5&secret=SECRET", "/track?token=x",
                           "/v1/work-orders/GD20261121-0001-5?secret=SECRET"}) {
    HttpAnswer answer = client.ask(get(path));
    CHECK(answer.status == 400);
    CHECK(answer.body.find("/problems/token-in-url") != std::string::npos);
  }
}

TEST_CASE("readiness tells why not, health does not care") {
  World world;
  Client client(world.bound.main.port);
  world.on_loop([&] { world.not_ready = "the store cannot write: \"disk full\""; });
  HttpAnswer answer = client.ask(get("/readyz"));
  CHECK(answer.status == 503);
  CHECK(answer.body.find("the store cannot write: \\\"disk full\\\"") != std::string::npos);
  CHECK(client.ask(get("/healthz")).status == 200);
}

TEST_CASE("metrics are served at the back door only, and nothing else is") {
  World world;
  Client front(world.bound.main.port);
  CHECK(front.ask(get("/metrics")).status == 404);
  Client back(world.bound.admin->port);
  CHECK(back.ask(get("/metrics")).body == "yingda_up 1\n");
  CHECK(back.ask(get("/readyz")).status == 200);
  CHECK(back.ask(get("/desk")).status == 404);
  CHECK(back.ask(get("/v1/session")).status == 404);
  CHECK(back.upgrade("/v1/chat").status == 404);
}

}  // namespace
}  // namespace yingda::net::test
