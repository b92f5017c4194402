#include "demo_orders/api.hpp"

#include <catch2/catch.hpp>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <set>

#include "demo_orders/samples.hpp"

namespace yingda::demo_orders {
namespace {

using namespace std::chrono_literals;
using nlohmann::json;

// 2026-11-20 15:04 in Shanghai.
const Instant start = *parse_rfc3339("2026-11-20T07:04:00Z");

struct Shop {
  Shop() { repository.start(start); }
  json get(const std::string& target, Instant now = start, unsigned status = 200) {
    const auto reply = handle(repository, "GET", target, now);
    CHECK(reply.status == status);
    return json::parse(reply.json);
  }
  json order(const std::string& number, Instant now = start) {
    return get("/orders/" + number, now);
  }
  Repository repository{":memory:"};
};

TEST_CASE("the first eight orders are what the demo promises") {
  Shop shop;
  const auto delivered = shop.order("20261120001");
  CHECK(delivered == json{{"found", true},
                          {"order_number", "20261120001"},
                          {"product", "话费充值 50 元"},
                          {"category", "topup"},
                          {"amount", "50.00"},
                          {"currency", "CNY"},
                          {"status", "delivered"},
                          {"paid_at", "2026-11-19 13:04"},
                          {"delivered_at", "2026-11-19 13:08"},
                          {"minutes_since_paid", 26 * 60},
                          {"payment_method", "微信支付"},
                          {"supplier", "中国移动"},
                          {"account_masked", "138****0001"},
                          {"card_state", "none"},
                          {"refundable", false},
                          {"refund_eta", ""}});
  const auto late = shop.order("20261120002", start + 90s);
  CHECK(late["status"] == "processing");
  CHECK(late["amount"] == "100.00");
  CHECK(late["minutes_since_paid"] == 121);
  CHECK(late["paid_at"] == "2026-11-20 13:04");
  CHECK(late["delivered_at"] == "");
  CHECK(shop.order("20261120003")["card_state"] == "invalid");
  CHECK(shop.order("20261120003")["category"] == "card");
  CHECK(shop.order("20261120004")["status"] == "refunded");
  CHECK(shop.order("20261120005")["minutes_since_paid"] == 5);
  CHECK(shop.order("20261120006")["status"] == "failed");
  CHECK(shop.order("20261120006")["amount"] == "648.00");
  CHECK(shop.order("20261120006")["category"] == "game");
  CHECK(shop.order("20261120007")["status"] == "delivered");
  CHECK(shop.order("20261120007")["category"] == "membership");
  const auto unpaid = shop.order("20261120008");
  CHECK(unpaid["status"] == "unpaid");
  CHECK(unpaid["paid_at"] == "");
  CHECK(unpaid["minutes_since_paid"] == 0);
}

TEST_CASE("every sample is a possible order") {
  const std::set<std::string_view> categories{"topup", "game", "card", "membership"};
  const std::set<std::string_view> states{"unpaid", "processing", "delivered",
                                          "failed", "refunding",  "refunded"};
  const std::set<std::string_view> card_states{"none", "unused", "used", "invalid"};
  CHECK(sample_orders().size() >= 30);
  for (const auto& order : sample_orders()) {
    INFO(order.number);
    CHECK(categories.contains(order.category));
    CHECK(states.contains(order.status));
    CHECK(card_states.contains(order.card_state));
    CHECK((order.status == "unpaid") == (order.paid_minutes_ago < 0));
    if (order.status == "delivered") CHECK(order.delivered_minutes >= 0);
    if (order.status == "processing") CHECK(order.delivered_minutes < 0);
    if (order.status == "refunding") CHECK_FALSE(order.refund_eta.empty());
    if (order.category != "card") CHECK(order.card_state == "none");
    CHECK(order.paid_minutes_ago > order.delivered_minutes - 1);
  }
}

TEST_CASE("a later start moves what is going on and keeps what has happened") {
  const auto path = std::filesystem::temp_directory_path() /
                    ("demo_orders_test_" + std::to_string(::getpid()) + ".db");
  std::filesystem::remove(path);
  Repository(path.string()).start(start);
  const Instant later = start + 72h;
  {
    Repository again(path.string());
    again.start(later);
    const auto minutes = [&](const char* number) {
      const auto reply = handle(again, "GET", std::string("/orders/") + number, later);
      return json::parse(reply.json)["minutes_since_paid"].get<int>();
    };
    CHECK(minutes("20261120005") == 5);
    CHECK(minutes("20261120002") == 120);
    CHECK(minutes("20261120001") == (26 + 72) * 60);
    const auto frozen = json::parse(
        handle(again, "GET", "/accounts/13800000002?order_number=20261120009", later).json);
    CHECK(frozen["days_left"] == 3);
  }
  std::filesystem::remove(path);
}

TEST_CASE("accounts are normal, or frozen with reason, conditions and date") {
  Shop shop;
  CHECK(shop.get("/accounts/13800000001?order_number=20261120001") ==
        json{{"found", true},
             {"state", "normal"},
             {"freeze_reason", ""},
             {"freeze_conditions", ""},
             {"unfreeze_at", ""},
             {"days_left", 0}});
  const auto frozen = shop.get("/accounts/13800000002?order_number=20261120009");
  CHECK(frozen["state"] == "frozen");
  CHECK_FALSE(frozen["freeze_reason"].get<std::string>().empty());
  CHECK_FALSE(frozen["freeze_conditions"].get<std::string>().empty());
  CHECK(frozen["unfreeze_at"] == "2026-11-23 13:04");
  CHECK(frozen["days_left"] == 3);
  CHECK(shop.get("/accounts/13800000002?order_number=20261118002", start + 70h)["days_left"] == 0);
}

TEST_CASE("an account is shown to who names an order bought with it") {
  Shop shop;
  const json nothing{{"found", false}};
  CHECK(shop.get("/accounts/13800000002?order_number=20261120001", start, 404) == nothing);
  CHECK(shop.get("/accounts/13800000002?order_number=1", start, 404) == nothing);
  CHECK(shop.get("/accounts/13800000009?order_number=20261120009", start, 404) == nothing);
  CHECK(shop.get("/accounts/13800000002", start, 400)["error"] == "order_number is missing");
}

TEST_CASE("orders are listed by phone, what is unpaid and newest first") {
  Shop shop;
  const auto list = shop.get("/orders?phone=13800000001");
  CHECK(list["found"] == true);
  CHECK(list["count"] == list["orders"].size());
  CHECK(list["order_numbers"][0] == "20261120008");
  CHECK(list["order_numbers"][1] == "20261120005");
  CHECK(shop.get("/orders?x=1&phone=%31%339").at("found") == false);
  CHECK(shop.get("/orders", start, 400)["error"] == "phone is missing");
  CHECK(shop.get("/orders?phone=%3", start, 400)["found"] == false);
}

TEST_CASE("everything else is refused in JSON") {
  Shop shop;
  CHECK(shop.get("/healthz")["status"] == "ok");
  for (const char* path : {"/orders/1", "/orders/", "/orders/20261120001/x", "/", "/accounts",
                           "/orders/%zz", "/orders/1'%20OR%20'1'='1", "/orders/20261120001%00"}) {
    INFO(path);
    CHECK(shop.get(path, start, 404)["found"] == false);
  }
  CHECK(handle(shop.repository, "POST", "/orders/20261120001", start).status == 405);
  CHECK(handle(shop.repository, "GET", "http://x/", start).status == 400);
  CHECK(shop.get("/orders/2026112000%31")["found"] == true);
}

}  // namespace
}  // namespace yingda::demo_orders
