#include <catch2/catch.hpp>

#include "client.hpp"
#include "world.hpp"

namespace yingda::net::test {
namespace {

TEST_CASE("the best encoding that the browser takes is sent, each with its own tag") {
  World world;
  Client client(world.bound.main.port);
  struct Case {
    std::string accepted;
    std::string body;
    std::string coding;
    std::string etag;
  };
  const std::vector<Case> cases{
      {"", "widget raw", "", "\"aa11\""},
      {"gzip, deflate, br", "widget br", "br", "\"aa11-br\""},
      {"gzip", "widget gz", "gzip", "\"aa11-gzip\""},
      {"br;q=0, gzip;q=0.5", "widget gz", "gzip", "\"aa11-gzip\""},
      {"*", "widget br", "br", "\"aa11-br\""},
      {"br;q=0, *", "widget gz", "gzip", "\"aa11-gzip\""},
      {"identity, *;q=0", "widget raw", "", "\"aa11\""},
      {"GZIP;q=1.0", "widget gz", "gzip", "\"aa11-gzip\""},
  };
  for (const Case& each : cases) {
    INFO(each.accepted);
    const std::string field =
        each.accepted.empty() ? "" : "Accept-Encoding: " + each.accepted + "\r\n";
    HttpAnswer answer = client.ask(get("/widget.js", field));
    CHECK(answer.status == 200);
    CHECK(answer.body == each.body);
    CHECK(answer["content-encoding"] == each.coding);
    CHECK(answer["etag"] == each.etag);
    CHECK(answer["vary"] == "Accept-Encoding");
  }
}

TEST_CASE("what the browser holds already is not sent again") {
  World world;
  Client client(world.bound.main.port);
  for (const std::string held : {"\"aa11\"", "W/\"aa11\"", "\"x\", \"aa11\"", "*"}) {
    HttpAnswer answer = client.ask(get("/widget.js", "If-None-Match: " + held + "\r\n"));
    CHECK(answer.status == 304);
    CHECK(answer["etag"] == "\"aa11\"");
    CHECK_FALSE(answer.fields.contains("content-length"));
  }
  CHECK(client.ask(get("/widget.js", "If-None-Match: \"aa11-br\"\r\n")).status == 200);
}

TEST_CASE("the embed script is kept five minutes, hashed files for ever, both for any page") {
  World world;
  Client client(world.bound.main.port);
  HttpAnswer script = client.ask(get("/widget.js", "Origin: http://any.example\r\n"));
  CHECK(script["cache-control"] == "public, max-age=300");
  CHECK(script["access-control-allow-origin"] == "*");
  CHECK(script["cross-origin-resource-policy"] == "cross-origin");
  CHECK(script["content-type"] == "text/javascript; charset=utf-8");
  HttpAnswer asset = client.ask(get("/assets/main-1f.js"));
  CHECK(asset["cache-control"] == "public, max-age=31536000, immutable");
  CHECK(asset["access-control-allow-origin"] == "*");
  CHECK(asset.body == "main raw");
}

TEST_CASE("every page gets a nonce of its own and is never kept") {
  World world;
  Client client(world.bound.main.port);
  HttpAnswer first = client.ask(get("/desk", "Accept-Encoding: br\r\n"));
  HttpAnswer second = client.ask(get("/desk/inbox/c1"));
  CHECK(first.status == 200);
  CHECK(second.status == 200);
  CHECK(first["cache-control"] == "no-store");
  CHECK(first.body != second.body);
  CHECK(first.body.find("__YD_NONCE__") == std::string::npos);
  const std::string policy = first["content-security-policy"];
  const std::size_t start = policy.find("'nonce-") + 7;
  const std::string nonce = policy.substr(start, policy.find('\'', start) - start);
  CHECK(nonce.size() == 24);
  CHECK(first.body.find("<style nonce=" + nonce + ">") != std::string::npos);
  CHECK(policy.find("script-src 'self';") != std::string::npos);
  CHECK(policy.find("unsafe") == std::string::npos);
  CHECK(policy.find("connect-src 'self' ws://shop.example;") != std::string::npos);
}

TEST_CASE("the desk is never framed, chat and demo only by our own pages") {
  World world;
  Client client(world.bound.main.port);
  const auto policy = [&](const std::string& path) {
    return client.ask(get(path))["content-security-policy"];
  };
  CHECK(policy("/desk").find("frame-ancestors 'none'") != std::string::npos);
  CHECK(policy("/chat").find("frame-ancestors 'self'") != std::string::npos);
  CHECK(policy("/").find("frame-ancestors 'self'") != std::string::npos);
}

TEST_CASE("pages that may embed the widget may frame the chat, and nothing else") {
  World world([](ServerConfig& config) { config.allowed_origins = {"https://friend.example"}; });
  Client client(world.bound.main.port);
  const auto policy = [&](const std::string& path) {
    return client.ask(get(path))["content-security-policy"];
  };
  CHECK(policy("/chat").ends_with("frame-ancestors 'self' https://friend.example"));
  CHECK(policy("/").find("friend.example") == std::string::npos);
  CHECK(policy("/desk").find("friend.example") == std::string::npos);
}

TEST_CASE("behind https pages speak to wss only") {
  World world([](ServerConfig& config) { config.secure_cookies = true; });
  Client client(world.bound.main.port);
  HttpAnswer page = client.ask(get("/chat"));
  CHECK(page["content-security-policy"].find(" wss://shop.example;") != std::string::npos);
  CHECK(page["strict-transport-security"] == "max-age=31536000");
}

TEST_CASE("the demo page is there only when it is switched on") {
  World world([](ServerConfig& config) { config.demo = false; });
  Client client(world.bound.main.port);
  CHECK(client.ask(get("/")).status == 404);
}

TEST_CASE("a program without pages says what to do") {
  World world({}, AssetMap{});
  Client client(world.bound.main.port);
  for (const auto* path : {"/", "/desk", "/chat", "/widget.js", "/assets/x.js"}) {
    HttpAnswer answer = client.ask(get(path));
    CHECK(answer.status == 404);
    CHECK(answer.body.find("build web_widget/") != std::string::npos);
  }
}

}  // namespace
}  // namespace yingda::net::test
