#include <catch2/catch.hpp>

#include "client.hpp"
#include "world.hpp"

namespace yingda::net::test {
namespace {

const std::string own_dossier = "/v1/work-orders/GD20261121-0001-5/dossier";
const std::string foreign_dossier = "/v1/work-orders/GD20261121-0002-3/dossier";
const std::string with_reason = own_dossier + "?reason=customer%20asked";
const std::string own_secret = "Authorization: Bearer SECRET\r\n";

// What a chunked body holds; nothing when its last chunk is missing.
std::optional<std::string> unchunked(std::string_view body) {
  std::string out;
  for (;;) {
    const auto end = body.find("\r\n");
    if (end == std::string_view::npos) return std::nullopt;
    const auto size = std::stoul(std::string(body.substr(0, end)), nullptr, 16);
    body.remove_prefix(end + 2);
    if (size == 0) return out;
    if (body.size() < size + 2) return std::nullopt;
    out += body.substr(0, size);
    body.remove_prefix(size + 2);
  }
}

// The whole connection, head and body, until the server ends it.
std::string all_of(World& world, const std::string& fields, const std::string& at = own_dossier,
                   const std::string& version = "1.1") {
  Client client(world.bound.main.port);
  client.send("GET " + at + " HTTP/" + version + "\r\nHost: shop.example\r\nConnection: close\r\n" +
              fields + "\r\n");
  return client.rest();
}

int status_of(World& world, const std::string& fields, const std::string& at = own_dossier) {
  const auto all = all_of(world, fields, at);
  return all.size() > 12 ? std::stoi(all.substr(9, 3)) : 0;
}

std::string logged_in(World& world) {
  world.on_loop([&] { world.accounts.active = true; });
  return "Cookie: yingda_session=cookie-token\r\n";
}

}  // namespace

TEST_CASE("a dossier comes in chunks, to be kept and not to be shown") {
  World world;
  const auto all = all_of(world, own_secret);
  const auto end = all.find("\r\n\r\n");
  REQUIRE(end != std::string::npos);
  const auto head = all.substr(0, end + 2);
  CHECK(head.starts_with("HTTP/1.1 200 OK\r\n"));
  for (const auto* field :
       {"Content-Type: application/zip\r\n", "Cache-Control: no-store\r\n",
        "X-Content-Type-Options: nosniff\r\n", "Transfer-Encoding: chunked\r\n",
        "Content-Disposition: attachment; filename=\"GD20261121-0001-5.zip\"\r\n"}) {
    CHECK(head.find(field) != std::string::npos);
  }
  CHECK(head.find("Content-Length") == std::string::npos);
  const auto body = unchunked(std::string_view(all).substr(end + 4));
  REQUIRE(body);
  CHECK(*body == "customer's copy" + std::string(700'000, 'z'));
}

TEST_CASE("who gets a dossier, and which copy") {
  World world;
  const auto copy = [&](const std::string& fields, const std::string& at = own_dossier) {
    const auto all = all_of(world, fields, at);
    if (all.find("customer's copy") != std::string::npos) return std::string("customer");
    return std::string(all.find("staff's copy") != std::string::npos ? "staff" : "none");
  };
  CHECK(copy(own_secret) == "customer");
  CHECK(copy("Cookie: yingda_track=GD20261121-0001-5.SECRET\r\n") == "customer");
  CHECK(copy("Authorization: Bearer api-token\r\n", with_reason) == "staff");
  const auto session = logged_in(world);
  CHECK(copy(session, with_reason) == "staff");
  // Logged in, and on the tracking page as its customer.
  const auto both =
      "Cookie: yingda_track=GD20261121-0001-5.SECRET; yingda_session=cookie-token\r\n";
  CHECK(copy(both) == "customer");
  CHECK(copy(both, with_reason) == "staff");
  CHECK(copy("Cookie: yingda_track=gd20261121-0001-5.SECRET\r\n") == "customer");
  CHECK(copy("Cookie: yingda_track=GD20261121-0001-5.SECRET; yingda_session=ended\r\n") ==
        "customer");

  CHECK(status_of(world, "") == 401);
  CHECK(status_of(world, "Cookie: yingda_track=GD20261121-0002-3.SECRET\r\n") == 401);
  CHECK(status_of(world, "Authorization: Bearer OTHER\r\n") == 404);
  CHECK(status_of(world, own_secret, foreign_dossier) == 404);
  CHECK(status_of(world, session, foreign_dossier + "?reason=x") == 404);
  CHECK(status_of(world, "Cookie: yingda_session=ended\r\n") == 401);
}

TEST_CASE("a colleague who may not see the conversation is told what a stranger is told") {
  World world;
  const auto body = [](const std::string& all) { return all.substr(all.find("\r\n\r\n")); };
  world.on_loop([&] { world.endpoints.dossier_for_staff = false; });
  CHECK(body(all_of(world, logged_in(world), with_reason)) ==
        body(all_of(world, "Authorization: Bearer OTHER\r\n")));
}

TEST_CASE("what a colleague says about why is passed on, and is no novel") {
  World world;
  const auto session = logged_in(world);
  CHECK(status_of(world, session, with_reason) == 200);
  CHECK(status_of(world, "Authorization: Bearer api-token\r\n") == 200);
  CHECK(world.endpoints.reasons == std::vector<std::string>{"customer asked", ""});
  const auto all = all_of(world, session, own_dossier + "?reason=" + std::string(201, 'x'));
  CHECK(all.starts_with("HTTP/1.1 400 "));
  CHECK(all.find("reason-too-long") != std::string::npos);
}

TEST_CASE("a file is named as the order is, however its number was typed") {
  World world;
  const auto all = all_of(world, own_secret, "/v1/work-orders/gd2026112100015/dossier");
  CHECK(all.find("filename=\"GD20261121-0001-5.zip\"") != std::string::npos);
}

TEST_CASE("guessing secrets for dossiers has the same end as guessing them for orders") {
  World world;
  int tries = 0;
  while (status_of(world, "Authorization: Bearer OTHER\r\n") == 404) ++tries;
  CHECK(tries == 10);
  CHECK(status_of(world, "Authorization: Bearer OTHER\r\n", "/v1/work-orders/GD20261121-0001-5") ==
        429);
  CHECK(status_of(world, own_secret) == 429);
}

TEST_CASE("strangers who guess do not lock the staff out") {
  World world;
  while (status_of(world, "Authorization: Bearer OTHER\r\n") == 404) {
  }
  CHECK(status_of(world, own_secret) == 429);
  CHECK(status_of(world, "Authorization: Bearer api-token\r\n", with_reason) == 200);
  const auto session = logged_in(world);
  CHECK(status_of(world, session, with_reason) == 200);
  CHECK(status_of(world, session, foreign_dossier + "?reason=x") == 404);
  CHECK(status_of(world, "Cookie: yingda_session=ended\r\n") == 401);
  CHECK(status_of(world, "") == 401);
}

TEST_CASE("a colleague's look at an order they may not see is no guess") {
  World world;
  const auto session = logged_in(world);
  for (int i = 0; i < 12; ++i) {
    CHECK(status_of(world, session, foreign_dossier + "?reason=x") == 404);
  }
  CHECK(status_of(world, own_secret) == 200);
}

TEST_CASE("a dossier that cannot be finished is cut off before its end") {
  World world;
  world.on_loop([&] { world.endpoints.dossier_breaks = true; });
  const auto all = all_of(world, own_secret);
  CHECK(all.starts_with("HTTP/1.1 200 OK\r\n"));
  CHECK_FALSE(unchunked(std::string_view(all).substr(all.find("\r\n\r\n") + 4)));
}

TEST_CASE("a client of HTTP/1.0, which knows no chunks, is told so") {
  World world;
  CHECK(all_of(world, own_secret, own_dossier, "1.0").starts_with("HTTP/1.1 505 "));
}

TEST_CASE("one address has only so many dossiers under way at once") {
  World world([](ServerConfig& config) { config.traffic.dossiers_max = 8; });
  world.on_loop([&] { world.endpoints.dossier_waits = true; });
  Client first(world.bound.main.port);
  first.send("GET " + own_dossier + " HTTP/1.1\r\nHost: shop.example\r\nConnection: close\r\n" +
             own_secret + "\r\n");
  REQUIRE(world.eventually([&] { return !world.endpoints.waiting_dossiers.empty(); }));
  CHECK(status_of(world, own_secret) == 429);
  world.on_loop([&] {
    world.endpoints.dossier_waits = false;
    for (const auto& finish : world.endpoints.waiting_dossiers) finish();
    world.endpoints.waiting_dossiers.clear();
  });
  CHECK(first.rest().find("customer's copy") != std::string::npos);
  CHECK(world.eventually([&] { return world.endpoints.dossiers_alive == 0; }));
  CHECK(status_of(world, own_secret) == 200);
}

TEST_CASE("anybody may know the public keys") {
  World world;
  CHECK(status_of(world, "", "/v1/dossier-keys") == 200);
}

}  // namespace yingda::net::test
