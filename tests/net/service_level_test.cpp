#include <catch2/catch.hpp>

#include "net/client.hpp"
#include "net/world.hpp"

using namespace yingda;
using namespace yingda::net;
using namespace yingda::net::test;

TEST_CASE("the public figures are for everybody, and may be kept for a minute") {
  World world;
  HttpAnswer json = Client(world.bound.main.port).ask(get("/v1/service-level"));
  CHECK(json.status == 200);
  CHECK(json["content-type"] == "application/json");
  CHECK(json["access-control-allow-origin"] == "*");
  CHECK(json["cache-control"] == "public, max-age=60");
}

TEST_CASE("the page comes in the reader's language, with a nonce of its own") {
  World world;
  HttpAnswer page = Client(world.bound.main.port)
                        .ask(get("/service-level", "Accept-Language: en-GB,en;q=0.9\r\n"));
  CHECK(page.body.starts_with("service level en nonce="));
  CHECK(page.body.find("__YD_NONCE__") == std::string::npos);
  CHECK(page["content-security-policy"].find("'nonce-") != std::string::npos);
  CHECK(page["x-robots-tag"].empty());
  CHECK(Client(world.bound.main.port)
            .ask(get("/service-level?lang=zh", "Accept-Language: en\r\n"))
            .body.starts_with("service level zh-CN"));
}
