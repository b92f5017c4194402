#include <catch2/catch.hpp>

#include "client.hpp"
#include "world.hpp"

namespace yingda::net::test {
namespace {

const std::string form_type = "Content-Type: application/x-www-form-urlencoded\r\n";

std::string post(const std::string& path, const std::string& body, const std::string& fields = {}) {
  return "POST " + path + " HTTP/1.1\r\nHost: shop.example\r\n" + fields +
         "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
}

TEST_CASE("number and secret open the page by a cookie, and the URL stays clean") {
  World world;
  Client client(world.bound.main.port);
  HttpAnswer form = client.ask(get("/track", "Accept-Language: en-GB,en\r\n"));
  CHECK(form.body.starts_with("form en []"));
  CHECK(form["x-robots-tag"] == "noindex");
  CHECK(form["referrer-policy"] == "same-origin");
  CHECK(form.body.find("__YD_NONCE__") == std::string::npos);

  HttpAnswer found =
      client.ask(post("/track", "number=+gd20261121-0001-5+&secret=SECRET", form_type));
  CHECK(found.status == 303);
  CHECK(found["location"] == "/track");
  const std::string cookie = found["set-cookie"];
  CHECK(cookie.starts_with("yingda_track=GD20261121-0001-5.SECRET; "));
  CHECK(cookie.find("HttpOnly; SameSite=Strict; Max-Age=1800") != std::string::npos);
  const std::string held = "Cookie: " + cookie.substr(0, cookie.find(';')) + "\r\n";
  CHECK(client.ask(get("/track", held)).body == "order GD20261121-0001-5 zh-CN");

  HttpAnswer other = client.ask(get("/track?other", held));
  CHECK(other.body.starts_with("form zh-CN"));
  CHECK(other["set-cookie"].find("Max-Age=0") != std::string::npos);
}

TEST_CASE("a link may name an order: its number is filled in, and no page closes by it") {
  World world;
  Client client(world.bound.main.port);
  HttpAnswer form = client.ask(get("/track?lang=en&number=gd20261121-0001-5"));
  CHECK(form.status == 200);
  CHECK(form.body.starts_with("form en [GD20261121-0001-5]"));
  CHECK(client.ask(get("/track?number=%3Cb%3E")).body.starts_with("form zh-CN []"));
  const std::string held = "Cookie: yingda_track=GD20261121-0001-5.SECRET\r\n";
  CHECK(client.ask(get("/track?number=GD20261121-0001-5", held)).body ==
        "order GD20261121-0001-5 zh-CN");
  HttpAnswer other = client.ask(get("/track?number=GD20261121-0002-3", held));
  CHECK(other.body.starts_with("form zh-CN [GD20261121-0002-3]"));
  CHECK(other["set-cookie"].empty());
  // A secret is taken from forms only.
  CHECK(client.ask(get("/track?number=GD20261121-0001-5&secret=SECRET")).status == 400);
}

TEST_CASE("a wrong number and a wrong secret look the same, and guessing has an end") {
  World world;
  Client client(world.bound.main.port);
  HttpAnswer number = client.ask(post("/track", "number=GD1&secret=SECRET", form_type));
  HttpAnswer secret = client.ask(post("/track", "number=GD1&secret=x", form_type));
  CHECK(number.status == 404);
  const auto without_nonce = [](const std::string& body) {
    return body.substr(0, body.find("nonce"));
  };
  CHECK(without_nonce(number.body) == without_nonce(secret.body));
  CHECK(number.body.starts_with("form zh-CN [GD1] wrong"));
  int tries = 2;
  while (client.ask(post("/track", "number=<b>&secret=", form_type)).status == 404) ++tries;
  CHECK(tries == 10);
  HttpAnswer refused = client.ask(get("/track", "Cookie: yingda_track=GD1.x\r\n"));
  CHECK(refused.status == 429);
  CHECK(refused.body.starts_with("form zh-CN [] too many"));
  CHECK(client.ask(post("/track", "{}", "Content-Type: application/json\r\n")).status == 415);
}

TEST_CASE("whoever knows the secret may look as often as they like, and keeps the language") {
  World world;
  Client client(world.bound.main.port);
  const std::string held = "Cookie: yingda_track=GD20261121-0001-5.SECRET\r\n";
  for (int i = 0; i < 25; ++i) CHECK(client.ask(get("/track?lang=en", held)).status == 200);
  HttpAnswer found =
      client.ask(post("/track?lang=en", "number=GD20261121-0001-5&secret=SECRET", form_type));
  CHECK(found["location"] == "/track?lang=en");
}

TEST_CASE("buttons of the page act once for the order whose page it is") {
  World world;
  Client client(world.bound.main.port);
  const std::string held = form_type + "Cookie: yingda_track=GD20261121-0001-5.SECRET\r\n";
  const std::string act = "id=t1&number=GD20261121-0001-5&action=urge&text=hurry+up%21";
  CHECK(client.ask(post("/track/action", act, held)).body == "order GD20261121-0001-5 zh-CN");
  world.on_loop(
      [&] { CHECK(world.endpoints.acts == std::vector<std::string>{"t1 urge hurry up!"}); });
  CHECK(client.ask(post("/track/action", act, form_type)).status == 303);
  CHECK(client.ask(post("/track/action", "id=t2&number=GD20261121-0002-3&action=urge", held))
            .status == 303);
  CHECK(client.ask(post("/track/action", act, held + "Origin: http://evil.example\r\n")).status ==
        403);
  world.on_loop([&] { CHECK(world.endpoints.acts.size() == 1); });
}

TEST_CASE("programs act on an order with its secret as a Bearer token") {
  World world;
  Client client(world.bound.main.port);
  const std::string path = "/v1/work-orders/GD20261121-0001-5/actions";
  const std::string secret = "Authorization: Bearer SECRET\r\n";
  CHECK(client.ask(post(path, "{\"action\":\"urge\"}", secret)).body ==
        R"({"number":"GD20261121-0001-5"})");
  CHECK(client.ask(post(path, "{}", "")).status == 401);
  CHECK(client.ask(post(path, "{}", "Authorization: Bearer OTHER\r\n")).status == 404);
  CHECK(client.ask(get(path, secret)).status == 405);
  world.on_loop([&] { CHECK(world.endpoints.acts.size() == 2); });
  int acts = 2;
  while (client.ask(post(path, "{}", secret)).status == 200) ++acts;
  CHECK(acts == 10);
}

}  // namespace
}  // namespace yingda::net::test
