#include <catch2/catch.hpp>

#include "client.hpp"
#include "world.hpp"

namespace yingda::net::test {
namespace {

const std::string token = "Authorization: Bearer api-token\r\n";

TEST_CASE("a list is asked for with who asks, and with nothing they did not say") {
  World world;
  Client client(world.bound.main.port);
  CHECK(client.ask(get("/v1/conversations")).status == 401);
  CHECK(
      client
          .ask(get("/v1/conversations?state=ended&q=%E9%80%80%E6%AC%BE&limit=7&after=12.c1", token))
          .status == 200);
  const auto query = world.on_loop(
      [&] { return std::get<AskConversations>(world.endpoints.asked.value()).query; });
  CHECK(query.stage == gateway::Stage::ended);
  CHECK(query.words == "退款");
  CHECK(query.rows == 7);
  REQUIRE(query.after);
  CHECK(query.after->conversation == "c1");
  CHECK(query.after->updated_at == Instant(TimeSpan(12)));
  CHECK_FALSE(query.everything);
  CHECK(query.staff == "u1");
}

TEST_CASE("what cannot be looked for is refused before anybody is asked") {
  World world;
  Client client(world.bound.main.port);
  for (const char* query :
       {"state=open", "limit=0", "limit=101", "limit=x", "after=x", "after=5.", "after=.c1"}) {
    INFO(query);
    CHECK(client.ask(get("/v1/conversations?" + std::string(query), token)).status == 400);
    // Whoever is not logged in learns nothing about what may be asked.
    CHECK(client.ask(get("/v1/conversations?" + std::string(query))).status == 401);
  }
  CHECK(client.ask(get("/v1/ask", token)).status == 400);
  CHECK(client.ask(get("/v1/ask")).status == 401);
  CHECK_FALSE(world.on_loop([&] { return world.endpoints.asked.has_value(); }));
}

TEST_CASE("a page of the queue begins behind a rank, and nowhere else") {
  World world;
  Client client(world.bound.main.port);
  CHECK(client.ask(get("/v1/desk/queue")).status == 401);
  const std::string rank = "00001764000000.00001763999000.c1";
  CHECK(client.ask(get("/v1/desk/queue?limit=7&after=" + rank, token)).status == 200);
  const auto asked = world.on_loop([&] { return std::get<AskQueue>(*world.endpoints.asked); });
  CHECK(asked.after == rank);
  CHECK(asked.rows == 7);
  for (const char* query : {"limit=0", "limit=101", "after=x", "after=00001764000000.c1"}) {
    INFO(query);
    CHECK(client.ask(get("/v1/desk/queue?" + std::string(query), token)).status == 400);
  }
}

TEST_CASE("the board is for supervisors; articles and canned replies are for agents, too") {
  World world;
  Client client(world.bound.main.port);
  CHECK(client.ask(get("/v1/desk/overview", token)).status == 403);
  CHECK(client.ask(get("/v1/ask?q=x&locale=en", token)).status == 200);
  CHECK(world.on_loop([&] { return std::get<AskEngine>(*world.endpoints.asked).locale; }) == "en");
  CHECK(client.ask(get("/v1/canned-replies", token)).status == 200);
}

}  // namespace
}  // namespace yingda::net::test
