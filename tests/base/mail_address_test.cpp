#include "base/mail_address.hpp"

#include <catch2/catch.hpp>
#include <string>

using namespace yingda;

TEST_CASE("one plain address is one") {
  for (const char* good : {"limin@shop.example", "li.min+cards@mail.shop.example", "a@b.co",
                           "O'Neil_7@X-1.example", "1795248300@qq.com", "a@xn--fiq228c.example"}) {
    INFO(good);
    CHECK(is_mail_address(good));
  }
}

TEST_CASE("what could end a line, name another, or mean two things is none") {
  using namespace std::string_literals;
  for (const auto& bad : {""s,
                          "limin"s,
                          "@shop.example"s,
                          "limin@"s,
                          "limin@shop"s,
                          "limin@@shop.example"s,
                          "limin@shop.example\r\nBcc: all@shop.example"s,
                          "limin@shop.example\n"s,
                          "limin\0@shop.example"s,
                          "limin@shop.example, other@shop.example"s,
                          "limin@shop.example;other@shop.example"s,
                          "<limin@shop.example>"s,
                          "Li Min <limin@shop.example>"s,
                          "limin@shop.example> NOTIFY=NEVER"s,
                          "\"li min\"@shop.example"s,
                          "li min@shop.example"s,
                          "limin@[127.0.0.1]"s,
                          "limin@127.0.0.1"s,
                          ".limin@shop.example"s,
                          "li..min@shop.example"s,
                          "limin.@shop.example"s,
                          "limin@.shop.example"s,
                          "limin@shop..example"s,
                          "limin@shop.example."s,
                          "limin@-shop.example"s,
                          "limin@shop_.example"s,
                          "李敏@shop.example"s,
                          "limin@商城.example"s,
                          "limin(x)@shop.example"s,
                          "limin@shop.example%0d%0a"s,
                          "a%b@c@shop.example"s,
                          std::string(65, 'a') + "@shop.example",
                          "a@" + std::string(64, 'b') + ".example",
                          "a@" + std::string(250, 'b') + ".example"}) {
    INFO(bad);
    CHECK_FALSE(is_mail_address(bad));
  }
}

TEST_CASE("for others an address shows its first letter and where it is") {
  CHECK(masked_mail_address("limin@shop.example") == "l***@shop.example");
  CHECK(masked_mail_address("not one") == "***");
}
