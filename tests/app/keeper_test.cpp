// The real store, gateway and job, with a clock that is turned by hand.
#include "app/keeper.hpp"

#include <catch2/catch.hpp>
#include <thread>

#include "store/reader.hpp"
#include "store/store_fixture.hpp"
#include "support/fakes.hpp"
#include "support/gateway_world.hpp"
#include "support/sample_content.hpp"

using namespace yingda;
using namespace yingda::app;
using namespace yingda::testing;
using store::testing::number_of;

namespace {

struct KeeperWorld {
  KeeperWorld() { visitor_token(); }

  static std::filesystem::path prepared(const store::testing::TempDir& dir) {
    store::prepare(dir.data());
    return dir.data();
  }
  gateway::StartState start() const {
    gateway::StartState out;
    out.epoch = "e";
    out.token_key = std::string(32, 'k');
    return out;
  }

  // Lets everything happen until `done`; false after ten seconds.
  bool until(const std::function<bool()>& done) {
    for (int i = 0; i < 10'000; ++i) {
      clock.at += std::chrono::milliseconds(5);
      gateway.tick();
      keeper.tick();
      loop.run_ready();
      releases.run();
      if (done()) return true;
      std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
    return false;
  }
  // Until the next run of the job is over.
  bool swept() {
    return until([&, before = telemetry.events["retention"]] {
      return telemetry.events["retention"] > before;
    });
  }
  bool settle(const Json& frame) {
    peer.send(frame);
    return until([&] { return peer.outstanding == 0; });
  }
  void visitor_token() {
    peer.connection = gateway.open_chat(peer.outlet, "192.0.2.1");
    settle({{"type", "hello"}});
    conversation = peer.outlet.take("welcome")["conversation"];
  }
  std::string upload(const std::string& bytes) {
    auto file = vault.receive({});
    bool written = false;
    file->write(bytes, [&](const Result<>&) { written = true; });
    REQUIRE(until([&] { return written; }));
    std::optional<gateway::EvidenceRow> kept;
    gateway::EvidenceRow row;
    row.file.name = "a.txt";
    row.file.media_type = "text/plain";
    row.conversation = conversation;
    row.sender = "v";
    row.at = clock.at;
    file->keep(row, [&](const Result<gateway::EvidenceRow>& got) { kept = got.value(); });
    REQUIRE(until([&] { return kept.has_value(); }));
    return kept->file.id;
  }
  bool on_disk(const std::string& id) const {
    return std::filesystem::exists(data / "evidence" / id);
  }
  std::int64_t count(const std::string& sql) const { return number_of(data, sql); }

  store::testing::TempDir dir;
  const std::filesystem::path data = prepared(dir);
  store::testing::Loop loop;
  FakeClock clock;
  FakeSecrets secrets;
  FakeIdentities identities;
  ReleaseTable releases;
  ScriptedConnector connector;
  CountingTelemetry telemetry;
  store::Committer committer{data, loop.post(), telemetry};
  store::Reader reader{data, loop.post()};
  store::EvidenceVault vault{data, loop.post(), clock, committer, reader, {{}, 0, 256}};
  store::RetentionReader retention{data, loop.post()};
  gateway::Settings settings{.visitor_rate = 0, .arrival_rate = 0, .agent_rate = 0};
  gateway::Gateway gateway{
      {clock, secrets, committer, reader, releases, connector, telemetry, identities, nullptr},
      settings,
      start(),
      sample_catalog()};
  Keeper keeper{{}, clock, gateway, retention, committer, vault, telemetry};
  Peer peer;
  std::string conversation;
};

constexpr auto a_day = std::chrono::hours(24);
const std::string tombstones = "SELECT count(*) FROM erasures";

}  // namespace

TEST_CASE("a quiet conversation goes after its time, not before, and the visitor starts anew") {
  KeeperWorld world;
  REQUIRE(world.settle(message("m1", "canary-5d81")));
  world.clock.at += 179 * a_day;
  REQUIRE(world.swept());
  CHECK(world.count(tombstones) == 0);
  world.clock.at += 2 * a_day;
  REQUIRE(world.until([&] { return world.count(tombstones) == 1; }));
  CHECK(world.count("SELECT count(*) FROM erasures WHERE by = 'retention'") == 1);
  CHECK(world.count("SELECT count(*) FROM log WHERE entries LIKE '%canary%' OR event LIKE "
                    "'%canary%'") == 0);
  CHECK(world.count("SELECT count(*) FROM conversations WHERE state LIKE '%canary%'") == 0);
  CHECK(world.count("SELECT count(*) FROM timers") == 0);
  REQUIRE(world.until([&] { return world.peer.outlet.closed.has_value(); }));
  CHECK(world.peer.outlet.closed == gateway::CloseCode::unauthorized);
}

TEST_CASE("a conversation with an open work order stays, however long nobody spoke") {
  KeeperWorld world;
  REQUIRE(world.settle({{"type", "human"}, {"id", "h1"}}));
  REQUIRE(world.count("SELECT count(*) FROM orders") == 1);
  world.clock.at += 4000 * a_day;
  REQUIRE(world.swept());
  CHECK(world.count(tombstones) == 0);
}

TEST_CASE("uploads go when nobody used them, or when no work order has them for a month") {
  KeeperWorld world;
  const auto sent = world.upload("sent");
  const auto unsent = world.upload("unsent");
  REQUIRE(world.settle({{"type", "attach"}, {"id", "a1"}, {"evidence", {sent}}, {"text", ""}}));
  REQUIRE(world.count("SELECT count(*) FROM orders") == 0);
  world.clock.at += 2 * a_day;
  REQUIRE(world.until([&] { return !world.on_disk(unsent); }));
  CHECK(world.on_disk(sent));
  REQUIRE(world.count("SELECT count(*) FROM orders") == 0);
  REQUIRE(world.count("SELECT attached FROM evidence") == 1);
  world.clock.at += 29 * a_day;
  REQUIRE(world.until([&] { return !world.on_disk(sent); }));
  CHECK(world.count("SELECT count(*) FROM evidence") == 0);
  REQUIRE(world.until([&] { return world.count("SELECT count(*) FROM files_to_remove") == 0; }));
  CHECK(world.count("SELECT instr(state, '" + sent + "') FROM conversations") == 0);
  CHECK(world.count(tombstones) == 0);
}

TEST_CASE("what a command asks for is done and answered, by whom and why is kept") {
  KeeperWorld world;
  REQUIRE(world.settle(message("m1", "canary-5d81")));
  {
    const auto database = store::open_database(world.data, store::Access::read_write);
    database->exec("INSERT INTO erasure_requests(conversation, at, who, reason) VALUES('" +
                   world.conversation + "', 1, 'cli:op', 'letter'), ('cnone', 1, 'cli:op', '')");
  }
  REQUIRE(world.until(
      [&] { return world.count("SELECT count(*) FROM erasure_requests WHERE answer = ''") == 0; }));
  CHECK(world.count("SELECT count(*) FROM erasure_requests WHERE answer = '{\"erased\":true}'") ==
        1);
  CHECK(world.count("SELECT count(*) FROM erasure_requests WHERE answer LIKE '%there is no%'") ==
        1);
  CHECK(world.count("SELECT count(*) FROM erasures WHERE who = 'cli:op' AND reason = 'letter'") ==
        1);
}

TEST_CASE("who asked to be forgotten is, on the day that was promised, whatever was said since") {
  KeeperWorld world;
  REQUIRE(world.settle({{"type", "human"}, {"id", "h1"}}));
  std::string number;
  {
    const auto database = store::open_database(world.data, store::Access::read_write);
    number = database->execAndGet("SELECT number FROM orders").getString();
    database->exec("INSERT INTO erasure_requests(conversation, at, who, reason) VALUES('" +
                   world.conversation + "', 1, 'cli:op', 'letter')");
  }
  REQUIRE(world.settle(
      {{"type", "work_order"}, {"id", "w1"}, {"number", number}, {"action", "withdraw"}}));
  REQUIRE(world.count("SELECT count(*) FROM orders WHERE status = 'closed'") == 1);
  REQUIRE(world.until(
      [&] { return world.count("SELECT count(*) FROM erasure_requests WHERE answer = ''") == 0; }));
  CHECK(world.count(tombstones) == 0);
  const int sweeps = world.telemetry.events["retention"];  // the next may be over before the rating
  world.clock.at += 1000 * a_day;
  REQUIRE(world.settle({{"type", "rate"}, {"id", "r1"}, {"score", 5}}));
  REQUIRE(world.until([&] { return world.telemetry.events["retention"] > sweeps; }));
  CHECK(world.count(tombstones) == 0);
  world.clock.at += 100 * a_day;
  REQUIRE(world.until([&] { return world.count(tombstones) == 1; }));
}
