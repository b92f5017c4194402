#include "connect/target.hpp"

#include <catch2/catch.hpp>
#include <functional>
#include <stdexcept>

#include "connect/service.hpp"

namespace yingda::connect {
namespace {

TEST_CASE("base URLs are taken apart") {
  const auto plain = parse_target("http://Orders.Shop.example:8090/v1/");
  REQUIRE(plain.has_value());
  CHECK_FALSE(plain->tls);
  CHECK(plain->host == "orders.shop.example");
  CHECK(plain->port == "8090");
  CHECK(plain->authority == "orders.shop.example:8090");
  CHECK(plain->prefix == "/v1");
  CHECK_FALSE(plain->literal);
  const auto v6 = parse_target("https://[::1]");
  REQUIRE(v6.has_value());
  CHECK(v6->tls);
  CHECK(v6->host == "::1");
  CHECK(v6->port == "443");
  CHECK(v6->authority == "[::1]");
  CHECK(v6->literal);
  CHECK(parse_target("http://127.0.0.1:8090").has_value());
  CHECK(parse_target("http://10.0.0.7").has_value());
  CHECK(parse_target("http://order_system:80").has_value());
}

TEST_CASE("what is not plainly one host and port is refused") {
  for (const char* url : {
           "",
           "orders.shop.example",
           "//127.0.0.1/",
           "http:127.0.0.1/",
           "file:///etc/passwd",
           "gopher://127.0.0.1:6379/_x",
           "unix:///var/run/docker.sock",
           "http://",
           "http:///x",
           "http://127.1/",
           "http://0/",
           "http://2130706433/",
           "http://0x7f000001/",
           "http://0177.0.0.1/",
           "http://0.0.0.0:80/",
           "http://169.254.169.254/",
           "http://100.100.100.200/",
           "http://224.0.0.1/",
           "http://255.255.255.255/",
           "http://[::]/",
           "http://[::ffff:169.254.169.254]/",
           "http://[fe80::1%25eth0]/",
           "http://[64:ff9b::a9fe:a9fe]/",
           "http://[2002:a9fe:a9fe::]/",
           "http://[fe80::1]/",
           "http://[fd00:ec2::254]/",
           "http://[::1",
           "http://[::1]x",
           "http://a@127.0.0.1/",
           "http://shop.example#@127.0.0.1/",
           "http://127.0.0.1\\@shop.example/",
           "http://shop.example:80@127.0.0.1:80/",
           "http://shop.example%00.127.0.0.1/",
           "http://shop.example%0d%0aHost:%20x/",
           "http://①②⑦.⓪.⓪.①/",
           "http://shop.example:0/",
           "http://shop.example:65536/",
           "http://shop.example:/",
           "http://shop.example:8x/",
           "http://shop.example./",
           "http://shop..example/",
           "http://.shop.example/",
           "http://shop.example/../x",
           "http://shop.example//x",
           "http://shop.example/?x",
           "http://shop.example/a b",
           "http://shop.example/%2e%2e",
           "http://shop .example/",
       }) {
    INFO(url);
    CHECK_FALSE(parse_target(url).has_value());
  }
}

TEST_CASE("the address that is dialled is looked at, not only the name") {
  const auto address = [](const char* text) { return boost::asio::ip::make_address(text); };
  const auto name = *parse_target("http://orders.shop.example");
  for (const char* refused :
       {"127.0.0.1", "::1", "::ffff:127.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::", "0.0.0.0",
        "::", "169.254.169.254", "fe80::1", "ff02::1", "255.255.255.255", "100.100.100.200"}) {
    INFO(refused);
    CHECK_FALSE(may_dial(name, address(refused)));
  }
  CHECK(may_dial(name, address("10.1.2.3")));
  CHECK(may_dial(name, address("203.0.113.7")));
  CHECK(may_dial(name, address("2001:db8::1")));
  CHECK(may_dial(*parse_target("http://localhost:8090"), address("127.0.0.1")));
  CHECK(may_dial(*parse_target("http://127.0.0.1:8090"), address("127.0.0.1")));
}

TEST_CASE("templates are filled, and what is left goes where the method wants it") {
  const auto target = *parse_target("http://shop.example/v1");
  const Arguments arguments{{"phone", "+86 138"}, {"id", "A-1_b.c~d"}, {"note", "a&b=c"}};
  const auto get = fill(target, false, "/x/{id}/y?phone={phone}", arguments);
  REQUIRE(get.has_value());
  CHECK(get->path == "/v1/x/A-1_b.c~d/y?phone=%2B86%20138&note=a%26b%3Dc");
  CHECK(get->body.empty());
  const auto post = fill(target, true, "/x/{id}", arguments);
  REQUIRE(post.has_value());
  CHECK(post->path == "/v1/x/A-1_b.c~d");
  CHECK(post->body == R"({"note":"a&b=c","phone":"+86 138"})");
  CHECK(fill(target, true, "/x", {})->body == "{}");
}

TEST_CASE("no value can leave its segment") {
  const auto target = *parse_target("http://shop.example");
  const auto path = [&](const std::string& path_template, const std::string& value) {
    const auto line = fill(target, false, path_template, {{"v", value}});
    return line ? line->path : "refused: " + line.error().detail;
  };
  CHECK(path("/o/{v}", "a/b") == "/o/a%2Fb");
  CHECK(path("/o/{v}", "%2e%2e%2f") == "/o/%252e%252e%252f");
  CHECK(path("/o/{v}", "...") == "/o/...");
  for (const std::string value :
       {"", ".", "..", "../x", "x/..", "x/./y", "..\\x", "a\r\nb", "a\tb", "\x7f"}) {
    CHECK(path("/o/{v}", value) == "refused: argument v");
  }
  CHECK(path("/o/{v}", std::string("a\0b", 3)) == "refused: argument v");
  CHECK(path("/o/.{v}/x", ".") == "refused: argument v");
  CHECK(path("/o/{v}.", "-.") == "/o/-..");
  CHECK(path("/o/{w}", "x") == "refused: argument w");
  CHECK(path("/o/{v}", std::string(5000, 'x')) == "refused: argument path");
  CHECK(path("/o?q={v}", "../\n") == "/o?q=..%2F%0A");
}

TEST_CASE("configuration that cannot be right stops the start") {
  const auto refused = [](const std::function<void(Service&)>& change) {
    Service service;
    service.name = "shop";
    service.base_url = "http://shop.example";
    service.actions = {{"find", "GET", "/orders/{order_number}", std::chrono::seconds(3)}};
    check_services({service});
    change(service);
    CHECK_THROWS_AS(check_services({service}), std::invalid_argument);
  };
  refused([](Service& s) { s.name = ""; });
  refused([](Service& s) { s.base_url = "http://user:secret@shop.example"; });
  refused([](Service& s) { s.auth_header = "X-Key: y"; });
  refused([](Service& s) { s.auth_value = "a\r\nX: y"; });
  refused([](Service& s) { s.limits.concurrent_max = 0; });
  refused([](Service& s) { s.limits.breaker.failures = 21; });
  refused([](Service& s) { s.actions[0].name = ""; });
  refused([](Service& s) { s.actions[0].method = "DELETE"; });
  refused([](Service& s) { s.actions[0].timeout = {}; });
  refused([](Service& s) { s.actions.push_back(s.actions[0]); });
  for (const char* path : {"", "orders", "//evil.example/x", "/a/../b", "/a{", "/a}", "/{}",
                           "/{a{b}}", "/a b", "/a#b", "/a\\b"}) {
    INFO(path);
    refused([path](Service& s) { s.actions[0].path = path; });
  }
}

}  // namespace
}  // namespace yingda::connect
