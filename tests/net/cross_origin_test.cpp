#include <catch2/catch.hpp>

#include "net/client.hpp"
#include "net/world.hpp"

using namespace yingda;
using namespace yingda::net;
using namespace yingda::net::test;

namespace {

const std::string friendly = "Origin: https://friend.example\r\nSec-Fetch-Site: cross-site\r\n";
const std::string stranger = "Origin: https://evil.example\r\nSec-Fetch-Site: cross-site\r\n";
const std::string visitor = "Authorization: Bearer chat-c1\r\n";
const std::string form = "Content-Type: multipart/form-data; boundary=B\r\n";
const std::string picture =
    "--B\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.png\"\r\n\r\n"
    "\x89PNG\r\n\x1A\n" +
    std::string(600, 'p') + "\r\n--B--\r\n";

struct Shop : World {
  Shop()
      : World([](ServerConfig& config) { config.allowed_origins = {"https://friend.example"}; }) {}

  HttpAnswer preflight(const std::string& path, const std::string& fields) {
    return Client(bound.main.port)
        .ask("OPTIONS " + path + " HTTP/1.1\r\nHost: shop.example\r\n" + fields +
             "Access-Control-Request-Method: POST\r\n\r\n");
  }
  HttpAnswer upload(const std::string& fields) {
    return Client(bound.main.port).ask(post("/v1/evidence", picture, fields));
  }
};

}  // namespace

TEST_CASE("the page of an allowed site may send evidence and read what comes back") {
  Shop shop;
  HttpAnswer asked = shop.preflight("/v1/evidence", friendly);
  CHECK(asked.status == 204);
  CHECK(asked["access-control-allow-origin"] == "https://friend.example");
  CHECK(asked["access-control-allow-methods"] == "POST");
  CHECK(asked["access-control-allow-headers"].find("Authorization") != std::string::npos);
  CHECK(asked["access-control-allow-credentials"].empty());
  HttpAnswer made = shop.upload(form + visitor + friendly);
  CHECK(made.status == 201);
  CHECK(made["access-control-allow-origin"] == "https://friend.example");
  HttpAnswer got = Client(shop.bound.main.port).ask(get(made["location"], visitor + friendly));
  CHECK(got.status == 200);
  CHECK(got["access-control-allow-origin"] == "https://friend.example");
  CHECK(got["vary"].find("Origin") != std::string::npos);
}

TEST_CASE("a refusal can be read by the page as well") {
  Shop shop;
  HttpAnswer refused = shop.upload("Content-Type: text/plain\r\n" + visitor + friendly);
  CHECK(refused.status == 415);
  CHECK(refused["access-control-allow-origin"] == "https://friend.example");
  CHECK(refused["access-control-expose-headers"].find("Retry-After") != std::string::npos);
}

TEST_CASE("the page of any other site gets neither a permission nor an answer") {
  Shop shop;
  HttpAnswer asked = shop.preflight("/v1/evidence", stranger);
  CHECK(asked.status == 403);
  CHECK(asked["access-control-allow-origin"].empty());
  HttpAnswer made = shop.upload(form + visitor + stranger);
  CHECK(made.status == 403);
  CHECK(made["access-control-allow-origin"].empty());
  HttpAnswer got = Client(shop.bound.main.port).ask(get("/v1/evidence/e1", visitor + stranger));
  CHECK(got["access-control-allow-origin"].empty());
}

TEST_CASE("a form of an allowed site without a token is refused") {
  Shop shop;
  CHECK(shop.upload(form + friendly).status == 403);
}

TEST_CASE("paths that only our own pages use answer no preflight") {
  Shop shop;
  HttpAnswer asked = shop.preflight("/v1/login", friendly);
  CHECK(asked.status == 405);
  CHECK(asked["access-control-allow-origin"].empty());
  CHECK(shop.preflight("/nothing", friendly).status == 404);
}
