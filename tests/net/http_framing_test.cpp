#include "net/http_framing.hpp"

#include <catch2/catch.hpp>

#include "client.hpp"
#include "world.hpp"

namespace yingda::net::test {
namespace {

struct Case {
  std::string why;
  std::string request;
  int status;
};

std::string field(const std::string& line) { return get("/healthz", line + "\r\n"); }

const std::string chunk = "5\r\nhello\r\n0\r\n\r\n";

std::vector<Case> refused_cases() {
  const std::string many = [] {
    std::string lines;
    for (int i = 0; i < 70; ++i) lines += "X" + std::to_string(i) + ": a\r\n";
    return lines;
  }();
  const std::string start = "GET /healthz HTTP/1.1\r\n";
  return {
      {"chunked body", field("Transfer-Encoding: chunked") + chunk, 411},
      {"an unknown coding", field("Transfer-Encoding: xchunked") + chunk, 411},
      {"chunked and a length", field("Content-Length: 6\r\nTransfer-Encoding: chunked") + "0", 400},
      {"a coding folded into the next line", field("Transfer-Encoding:\r\n chunked") + chunk, 411},
      {"two equal lengths", field("Content-Length: 2\r\nContent-Length: 2") + "ab", 400},
      {"a list of lengths", field("Content-Length: 2, 2") + "ab", 400},
      {"a signed length", field("Content-Length: +2") + "ab", 400},
      {"a length that wraps", field("Content-Length: 18446744073709551618"), 400},
      {"a length nobody may send", field("Content-Length: 10000000000"), 413},
      {"no host", start + "\r\n", 400},
      {"two hosts", start + "Host: a\r\nHost: b\r\n\r\n", 400},
      {"a host with a user", start + "Host: a@b\r\n\r\n", 400},
      {"a host with a path", start + "Host: a/b\r\n\r\n", 400},
      {"two origins", field("Origin: http://shop.example\r\nOrigin: http://evil.example"), 400},
      {"two credentials", field("Authorization: Bearer a\r\nAuthorization: Bearer b"), 400},
      {"an absolute target", "GET http://shop.example/ HTTP/1.1\r\nHost: shop.example\r\n\r\n",
       400},
      {"a fragment", get("/healthz#x"), 400},
      {"raw bytes in the target", get("/\xE4\xB8\xAD"), 400},
      {"a space in the target", get("/a b"), 400},
      {"a long target", get("/" + std::string(5000, 'a')), 414},
      {"an endless request line", "GET /" + std::string(20000, 'a'), 414},
      {"a large header", field("X: " + std::string(20000, 'a')), 431},
      {"many fields", get("/healthz", many), 431},
      {"an unknown method", "BREW /healthz HTTP/1.1\r\nHost: a\r\n\r\n", 405},
      {"a method in lower case", "get /healthz HTTP/1.1\r\nHost: a\r\n\r\n", 405},
      {"a tunnel", "CONNECT a:80 HTTP/1.1\r\nHost: a:80\r\n\r\n", 405},
      {"an echo of credentials", "TRACE / HTTP/1.1\r\nHost: a\r\n\r\n", 405},
      {"an unknown expectation", field("Expect: 200-maybe"), 417},
      {"HTTP/2 without asking", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 505},
      {"line feeds alone", "GET /healthz HTTP/1.1\nHost: a\n\n", 400},
      {"a NUL in a value", field(std::string("X: a\0b", 6)), 400},
      {"a space before the colon", field("X : a"), 400},
  };
}

TEST_CASE("a request that two servers could read differently is refused and the connection ends") {
  World world;
  for (const Case& each : refused_cases()) {
    INFO(each.why);
    Client client(world.bound.main.port);
    // What follows the refused request must never be taken for a request of its own.
    HttpAnswer answer = client.ask(each.request + get("/readyz"));
    CHECK(answer.status == each.status);
    CHECK(answer["connection"] == "close");
    CHECK(answer["content-type"] == "application/problem+json");
    CHECK(client.ended());
  }
}

TEST_CASE("a well-formed request is answered whatever else it carries") {
  World world;
  const std::vector<std::string> requests{
      get("/healthz"),
      "\r\n" + get("/healthz"),
      field("Content_Length: 5"),
      field("Upgrade: h2c\r\nConnection: Upgrade, HTTP2-Settings\r\nHTTP2-Settings: AAMA"),
      field("X-Forwarded-For: 1.2.3.4"),
      "GET /healthz HTTP/1.1\r\nHost: [::1]:8080\r\n\r\n",
      "GET /healthz?a=b&c HTTP/1.1\r\nHost: 127.0.0.1:65535\r\n\r\n",
  };
  for (const std::string& request : requests) {
    INFO(request);
    Client client(world.bound.main.port);
    CHECK(client.ask(request).status == 200);
    CHECK(client.ask(get("/healthz")).status == 200);
  }
}

TEST_CASE("the body of a GET is read and is not the next request") {
  World world;
  Client client(world.bound.main.port);
  const std::string hidden = get("/nowhere");
  client.send(get("/healthz", "Content-Length: " + std::to_string(hidden.size()) + "\r\n") +
              hidden);
  client.send(get("/readyz"));
  CHECK(client.answer().status == 200);
  CHECK(client.answer().body == "{\"status\":\"ready\"}\n");
}

TEST_CASE("paths that try to climb lead nowhere") {
  World world;
  for (const std::string path :
       {"/assets/../desk.html", "/assets/..%2fdesk.html", "/assets/%2e%2e/desk.html",
        "/assets/..\\desk.html", "//assets/main-1f.js", "/assets//main-1f.js", "/desk/../chat",
        "/desk/%252e%252e/x", "/assets/main-1f.js%00", "/assets/..;/desk.html", "/desk/..",
        "/assets/", "/assets/main-1f.js/", "/.git/config", "/assets/main-1f.js.map"}) {
    INFO(path);
    Client client(world.bound.main.port);
    HttpAnswer answer = client.ask(get(path));
    CHECK(answer.status == 404);
    CHECK(answer.body.find("/problems/not-found") != std::string::npos);
  }
}

TEST_CASE("a host is a name or an address with an optional port") {
  for (const auto* host : {"a", "shop.example", "a_b", "127.0.0.1:80", "[::1]", "[::1]:8080"}) {
    CHECK(is_host(host));
  }
  for (const auto* host : {"", ":80", "a:", "a:123456", "a:8x", "a@b", "a/b", "a;b", "a b", "[]",
                           "[::1", "[::1]x", "[g]", "::1", "a'b"}) {
    INFO(host);
    CHECK_FALSE(is_host(host));
  }
}

}  // namespace
}  // namespace yingda::net::test
