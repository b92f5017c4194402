#include "store/archive.hpp"

#include <catch2/catch.hpp>

#include "store_fixture.hpp"

using namespace yingda;
using namespace yingda::store;
using namespace yingda::store::testing;
using gateway::ArchivePage;
using gateway::ArchiveQuery;
using gateway::Stage;

namespace {

struct Held {
  std::string id;
  std::string handling = "bot";
  std::string team{};
  std::string agent{};
  std::string order_owner{};  // "-": an order that nobody owns
  std::string words = "你好";
};

// Conversations in the order given: the later, the newer.
void hold(World& world, const std::vector<Held>& all) {
  int at = 0;
  for (const auto& held : all) {
    auto batch = make_batch(held.id, 1);
    batch.row = {held.handling, held.team, held.agent, std::nullopt,
                 Instant(TimeSpan(1000 * ++at))};
    batch.entries = {{1, 1, "{\"kind\":\"message\",\"text\":\"" + held.words + "\"}", ""}};
    if (!held.order_owner.empty()) {
      const std::string owner = held.order_owner == "-" ? "" : held.order_owner;
      batch.orders.push_back({"GD-" + held.id, held.id, "open", owner, Instant{}, "{}"});
    }
    REQUIRE(ok(world.commit(std::move(batch))));
  }
}

ArchivePage look(World& world, ArchiveQuery query, std::size_t examined_max = 2000) {
  ArchiveOptions options;
  options.examined_max = examined_max;
  Archive archive(world.dir.data(), world.loop.post(), options);
  auto page = world.loop.answer<Result<ArchivePage>>(
      [&](auto done) { archive.find(std::move(query), done); });
  REQUIRE(ok(page));
  return *std::move(page);
}

std::vector<std::string> ids(const ArchivePage& page) {
  std::vector<std::string> out;
  for (const auto& find : page.found) out.push_back(find.conversation);
  return out;
}

using Ids = std::vector<std::string>;

ArchiveQuery everything(Stage stage = Stage::any, std::string words = {}) {
  ArchiveQuery query;
  query.stage = stage;
  query.words = std::move(words);
  query.everything = true;
  return query;
}

}  // namespace

TEST_CASE("conversations are told apart by what they are, the newest first") {
  World world;
  hold(world, {{"chat"},
               {"waits", "queued", "topup", "", "-"},
               {"held", "agent", "topup", "u1", "u1"},
               {"over", "bot", "", "", "u1"}});
  CHECK(ids(look(world, everything())) == Ids{"over", "held", "waits", "chat"});
  CHECK(ids(look(world, everything(Stage::bot))) == Ids{"chat"});
  CHECK(ids(look(world, everything(Stage::queued))) == Ids{"waits"});
  CHECK(ids(look(world, everything(Stage::agent))) == Ids{"held"});
  CHECK(ids(look(world, everything(Stage::ended))) == Ids{"over"});
}

TEST_CASE("an agent finds their own, what they answer for, and what their teams have") {
  World world;
  hold(world, {{"chat"},
               {"cards", "queued", "cards", "", "-"},
               {"topup", "agent", "topup", "u2", "u2"},
               {"owned", "bot", "", "", "u1"},
               {"mine", "agent", "account", "u1", "-"}});
  ArchiveQuery query;
  query.staff = "u1";
  query.teams = {"cards"};
  CHECK(ids(look(world, query)) == Ids{"mine", "owned", "cards"});
  query.teams = {};  // serves all teams
  CHECK(ids(look(world, query)) == Ids{"mine", "owned", "topup", "cards"});
}

TEST_CASE("words are found in what was said and in the state, and taken literally") {
  World world;
  hold(world, {{"a", "bot", "", "", "", "充值没到账"},
               {"b", "bot", "", "", "", "打折 5%_off"},
               {"c", "bot", "", "", "", "说 \\\"是\\\""}});
  const auto page = look(world, everything(Stage::any, "充值"));
  CHECK(ids(page) == Ids{"a"});
  REQUIRE(page.found[0].entries.size() == 1);
  CHECK(page.found[0].entries[0].find("没到账") != std::string::npos);
  CHECK(ids(look(world, everything(Stage::any, "5%_off"))) == Ids{"b"});
  CHECK(ids(look(world, everything(Stage::any, "5_%off"))).empty());
  CHECK(ids(look(world, everything(Stage::any, "\"是\""))) == Ids{"c"});
  CHECK(ids(look(world, everything(Stage::any, "step"))) == Ids{"c", "b", "a"});  // of the state
}

TEST_CASE("pages follow each other without holes and end") {
  World world;
  hold(world, {{"a"}, {"b"}, {"c"}, {"d"}, {"e"}});
  auto query = everything();
  query.rows = 2;
  Ids seen;
  for (int pages = 0; pages < 10; ++pages) {
    const auto page = look(world, query);
    for (const auto& id : ids(page)) seen.push_back(id);
    if (!page.next) break;
    query.after = page.next;
  }
  CHECK(seen == Ids{"e", "d", "c", "b", "a"});
}

TEST_CASE("a search reads so many conversations and says where to go on") {
  World world;
  hold(world, {{"old", "bot", "", "", "", "退款"}, {"b"}, {"c"}, {"d"}});
  auto query = everything(Stage::any, "退款");
  auto page = look(world, query, 2);
  CHECK(page.found.empty());
  REQUIRE(page.next);
  CHECK(page.next->conversation == "c");
  query.after = page.next;
  page = look(world, query, 2);
  CHECK(ids(page) == Ids{"old"});
  if (page.next) {
    query.after = page.next;
    page = look(world, query, 2);
    CHECK(page.found.empty());
    CHECK_FALSE(page.next);
  }
}
