#include "base/http_url.hpp"

#include <catch2/catch.hpp>

using namespace yingda;

TEST_CASE("an address is taken apart") {
  const auto url = parse_http_url("https://Hooks.Shop.example:8443/yingda/v1/");
  REQUIRE(url.has_value());
  CHECK(url->tls);
  CHECK(url->host == "hooks.shop.example");
  CHECK(url->port == "8443");
  CHECK(url->path == "/yingda/v1/");
  CHECK(parse_http_url("https://shop.example")->path == "/");
  CHECK(parse_http_url("https://shop.example")->port == "443");
  CHECK(parse_http_url("http://10.0.0.7")->port == "80");
  CHECK(parse_http_url("https://[2001:db8::7]:444/x")->host == "2001:db8::7");
  CHECK(parse_http_url("https://[2001:db8::7]:444/x")->port == "444");
}

TEST_CASE("whatever could be understood in two ways is no address") {
  for (const char* bad : {"",
                          "shop.example",
                          "ftp://shop.example",
                          "//shop.example",
                          "https://",
                          "https:///x",
                          "https://user@shop.example",
                          "https://a:b@shop.example/",
                          "https://shop.example:0",
                          "https://shop.example:70000",
                          "https://shop.example:",
                          "https://shop.example:8x",
                          "https://shop.example/?a=b",
                          "https://shop.example?x",
                          "https://shop.example/#x",
                          "https://shop.example/../x",
                          "https://shop.example/a b",
                          "https://shop..example/",
                          "https://.example/",
                          "https://shop.example./",
                          "https://[::1",
                          "https://::1/",
                          "https://127.1/",
                          "https://0x7f000001/",
                          "https://2130706433/",
                          "https://1.2.3.4.5/",
                          "https://010.0.0.1/",
                          "https://[fe80::1%25eth0]/",
                          "https://shop\\@evil.example/"}) {
    INFO(bad);
    CHECK_FALSE(parse_http_url(bad).has_value());
  }
}

TEST_CASE("addresses that belong to nobody's program are refused") {
  for (const char* bad : {"http://169.254.169.254/latest", "http://0.0.0.0/", "https://224.0.0.1/",
                          "http://100.100.100.200/", "http://[::]/", "http://[fe80::1]/",
                          "https://255.255.255.255/"}) {
    INFO(bad);
    CHECK_FALSE(parse_http_url(bad).has_value());
  }
}

TEST_CASE("only this machine's own names are loopback") {
  for (const char* own : {"http://localhost:1/", "http://a.localhost/", "http://127.0.0.1/",
                          "http://127.8.9.10/", "http://[::1]:80/"}) {
    INFO(own);
    CHECK(is_loopback(parse_http_url(own).value()));
  }
  for (const char* other : {"http://127.0.0.1.example/", "http://localhost.example/",
                            "http://10.0.0.1/", "http://128.0.0.1/"}) {
    INFO(other);
    CHECK_FALSE(is_loopback(parse_http_url(other).value()));
  }
}
