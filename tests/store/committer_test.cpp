#include <catch2/catch.hpp>
#include <future>

#include "faulty_disk.hpp"
#include "store/history.hpp"
#include "store_fixture.hpp"

using namespace yingda;
using namespace yingda::store;
using namespace yingda::store::testing;
using gateway::Committed;

namespace {

// Holds the writer up by taking its lock from another connection.
class Hold {
 public:
  explicit Hold(World& world) : other_(open_database(world.dir.data(), Access::read_write)) {
    other_->exec("BEGIN IMMEDIATE");
  }
  void release() { other_->exec("ROLLBACK"); }

 private:
  std::unique_ptr<SQLite::Database> other_;
};

struct Outcomes {
  auto next() {
    return [this](Result<Committed> result) { all.push_back(std::move(result)); };
  }
  std::vector<Result<Committed>> all;
};

}  // namespace

TEST_CASE("what was committed is there after the store was opened again") {
  World world;
  for (std::uint64_t step = 1; step <= 3; ++step) CHECK(ok(world.commit(make_batch("c", step))));
  world.committer.reset();
  Reader reader(world.dir.data(), world.loop.post());
  const auto loaded = world.loop.answer<Result<std::optional<gateway::Loaded>>>(
      [&](auto done) { reader.load("c", done); });
  REQUIRE(ok(loaded));
  REQUIRE(loaded->has_value());
  CHECK((*loaded)->step == 3);
  CHECK((*loaded)->state == R"({"step":3})");
}

TEST_CASE("stopping empties the write-ahead log") {
  World world;
  CHECK(ok(world.commit(make_batch("c", 1))));
  const auto wal = database_file(world.dir.data()).string() + "-wal";
  CHECK(std::filesystem::file_size(wal) > 0);
  const auto other = open_database(world.dir.data(), Access::read_only);
  world.committer->stop();
  CHECK(std::filesystem::file_size(wal) == 0);
}

TEST_CASE("a hundred batches at once need few commits and complete in order") {
  World world;
  std::vector<int> order;
  for (int i = 0; i < 100; ++i) {
    world.committer->commit(make_batch("c" + std::to_string(i), 1),
                            [&order, i](const Result<Committed>& result) {
                              REQUIRE(ok(result));
                              order.push_back(i);
                            });
  }
  REQUIRE(world.loop.run_until([&] { return order.size() == 100; }));
  CHECK(std::ranges::is_sorted(order));
  CHECK(world.counters.commits() <= 20);
}

TEST_CASE("a group holds at most so many batches and bytes") {
  World world({.group_batches_max = 10});
  Hold hold(world);
  Outcomes outcomes;
  for (int i = 0; i < 50; ++i) {
    world.committer->commit(make_batch("c" + std::to_string(i), 1), outcomes.next());
  }
  hold.release();
  REQUIRE(world.loop.run_until([&] { return outcomes.all.size() == 50; }));
  for (const double size : world.counters.observed["yingda_commit_batch_size"]) CHECK(size <= 10);
  CHECK(world.counters.commits() >= 5);
}

TEST_CASE("a batch larger than a group is committed alone") {
  World world({.group_bytes_max = 1000});
  auto batch = make_batch("c", 1);
  batch.state = std::string(100000, 's');
  CHECK(ok(world.commit(std::move(batch))));
}

TEST_CASE("a client's id that was used before is answered with what stands") {
  World world;
  auto first = make_batch("c", 1);
  first.client = make_key("m1", 1);
  const auto fresh = world.commit(first);
  REQUIRE(ok(fresh));
  CHECK_FALSE(fresh->duplicate.has_value());

  auto again = make_batch("c", 2);
  again.client = gateway::ClientKey{"v", "m1", "another hash", 2, 2};
  const auto duplicate = world.commit(again);
  REQUIRE(ok(duplicate));
  REQUIRE(duplicate->duplicate.has_value());
  CHECK(duplicate->duplicate->hash == "hash of m1");
  CHECK(duplicate->duplicate->seq == 1);
  CHECK(number_of(world.dir.data(), "SELECT count(*) FROM log") == 1);

  auto of_staff = make_batch("c", 2);
  of_staff.client = gateway::ClientKey{"a:7", "m1", "h", 2, 2};
  const auto other_sender = world.commit(of_staff);
  REQUIRE(ok(other_sender));
  CHECK_FALSE(other_sender->duplicate.has_value());
}

TEST_CASE("a frame sent again is a duplicate although its conversation has moved on") {
  World world;
  auto first = make_batch("c", 1);
  first.client = make_key("m1", 1);
  CHECK(ok(world.commit(first)));
  CHECK(ok(world.commit(make_batch("c", 2))));
  const auto again = world.commit(first);
  REQUIRE(ok(again));
  CHECK(again->duplicate.has_value());
}

TEST_CASE("a batch that was decided on an old step is a conflict and writes nothing") {
  World world;
  CHECK(ok(world.commit(make_batch("c", 1))));
  for (const std::uint64_t step : {1U, 3U}) {
    auto batch = make_batch("c", step);
    batch.client = make_key("m" + std::to_string(step), step);
    batch.timers_started = {{"c", "t", Instant{}}};
    const auto result = world.commit(batch);
    REQUIRE_FALSE(ok(result));
    CHECK(result.error().code == ErrorCode::conflict);
  }
  const auto unknown = world.commit(make_batch("nobody", 2));
  REQUIRE_FALSE(ok(unknown));
  CHECK(unknown.error().code == ErrorCode::conflict);
  CHECK(number_of(world.dir.data(), "SELECT count(*) FROM log") == 1);
  CHECK(number_of(world.dir.data(), "SELECT count(*) FROM client_keys") == 0);
  CHECK(number_of(world.dir.data(), "SELECT count(*) FROM timers") == 0);
}

TEST_CASE("a bad batch leaves its neighbours in the same group alone") {
  World world;
  Hold hold(world);
  Outcomes outcomes;
  world.committer->commit(make_batch("a", 1), outcomes.next());
  auto raw = make_batch("b", 1);
  raw.entries[0].json = "a\nraw line";
  world.committer->commit(raw, outcomes.next());
  world.committer->commit(make_batch("b", 2), outcomes.next());  // built on the bad one
  world.committer->commit(make_batch("a", 2), outcomes.next());
  hold.release();
  REQUIRE(world.loop.run_until([&] { return outcomes.all.size() == 4; }));
  CHECK(ok(outcomes.all[0]));
  CHECK(outcomes.all[1].error().code == ErrorCode::internal);
  CHECK(outcomes.all[2].error().code == ErrorCode::conflict);
  CHECK(ok(outcomes.all[3]));
  CHECK(number_of(world.dir.data(), "SELECT count(*) FROM log") == 2);
  CHECK(world.committer->healthy());
}

TEST_CASE("an order's number is never taken over by another conversation") {
  World world;
  auto first = make_batch("a", 1);
  first.orders = {{"GD20261121-0001-9", "a", "open", "", Instant{}, "{}"}};
  CHECK(ok(world.commit(first)));
  auto second = make_batch("b", 1);
  second.orders = {{"GD20261121-0001-9", "b", "open", "", Instant{}, "{}"}};
  const auto result = world.commit(second);
  REQUIRE_FALSE(ok(result));
  CHECK(result.error().code == ErrorCode::internal);
  auto update = make_batch("a", 2);
  update.orders = {{"GD20261121-0001-9", "a", "resolved", "7", Instant{}, R"({"x":1})"}};
  CHECK(ok(world.commit(update)));
  CHECK(number_of(world.dir.data(), "SELECT count(*) FROM orders WHERE status='resolved'") == 1);
}

TEST_CASE("a timer that a step ends and starts again has the new time") {
  World world;
  auto batch = make_batch("c", 1);
  batch.timers_started = {{"c", "idle", Instant(1s)}, {"c", "sla", Instant(2s)}};
  CHECK(ok(world.commit(batch)));
  batch = make_batch("c", 2);
  batch.timers_cancelled = {"idle", "sla"};
  batch.timers_started = {{"c", "idle", Instant(9s)}};
  CHECK(ok(world.commit(batch)));
  const auto start = load_start_state(world.dir.data());
  REQUIRE(start.timers.size() == 1);
  CHECK(start.timers[0].key == "idle");
  CHECK(start.timers[0].due == Instant(9s));
}

TEST_CASE("more waiting batches than the queue holds are refused as overloaded") {
  World world({.queue_max = 5});
  Hold hold(world);
  Outcomes outcomes;
  for (int i = 0; i < 60; ++i) {
    world.committer->commit(make_batch("c" + std::to_string(i), 1), outcomes.next());
  }
  REQUIRE(world.loop.run_until([&] { return outcomes.all.size() >= 49; }));
  for (const auto& outcome : outcomes.all) CHECK(outcome.error().code == ErrorCode::overloaded);
  hold.release();
  REQUIRE(world.loop.run_until([&] { return outcomes.all.size() == 60; }));
  CHECK(ok(outcomes.all.back()));
}

TEST_CASE("stopping commits what waits and refuses what comes after") {
  World world;
  Outcomes outcomes;
  for (int i = 0; i < 300; ++i) {
    world.committer->commit(make_batch("c" + std::to_string(i), 1), outcomes.next());
  }
  world.committer->stop();
  world.committer->commit(make_batch("late", 1), outcomes.next());
  world.loop.run_ready();
  REQUIRE(outcomes.all.size() == 301);
  CHECK(ok(outcomes.all[299]));
  CHECK(outcomes.all[300].error().code == ErrorCode::unavailable);
  CHECK(number_of(world.dir.data(), "SELECT count(*) FROM log") == 300);
}

TEST_CASE("a full store answers unavailable, keeps reading and recovers by itself") {
  World world({.probe_every = 20ms});
  CHECK(ok(world.commit(make_batch("c", 1))));
  world.committer->limit_pages(1);  // no page beyond those there are
  auto big = make_batch("big", 1);
  big.state = std::string(200000, 's');
  const auto refused = world.commit(big);
  REQUIRE_FALSE(ok(refused));
  CHECK(refused.error().code == ErrorCode::unavailable);
  CHECK(world.counters.counts["yingda_store_errors_total/full"] == 1);

  Reader reader(world.dir.data(), world.loop.post());
  const auto loaded = world.loop.answer<Result<std::optional<gateway::Loaded>>>(
      [&](auto done) { reader.load("c", done); });
  REQUIRE(ok(loaded));
  CHECK(loaded->has_value());

  world.committer->limit_pages(0);
  CHECK(ok(world.commit(big)));
  CHECK(world.committer->healthy());
  CHECK(number_of(world.dir.data(), "SELECT count(*) FROM log") == 2);
}

TEST_CASE("a disk that fails to write fails the whole group and is tried again each while") {
  FaultyDisk disk;
  World world({.probe_every = 20ms});
  CHECK(ok(world.commit(make_batch("c", 1))));
  const int error = GENERATE(SQLITE_FULL, SQLITE_IOERR_WRITE);
  Hold hold(world);
  Outcomes outcomes;
  for (int i = 0; i < 3; ++i) {
    world.committer->commit(make_batch("d" + std::to_string(i), 1), outcomes.next());
  }
  FaultyDisk::write_error = error;
  hold.release();
  REQUIRE(world.loop.run_until([&] { return outcomes.all.size() == 3; }));
  for (const auto& outcome : outcomes.all) CHECK(outcome.error().code == ErrorCode::unavailable);
  CHECK_FALSE(world.committer->healthy());
  CHECK(number_of(world.dir.data(), "SELECT count(*) FROM log") == 1);

  FaultyDisk::write_error = SQLITE_OK;
  for (int i = 0; i < 500 && !world.committer->healthy(); ++i) std::this_thread::sleep_for(10ms);
  CHECK(world.committer->healthy());
  CHECK(ok(world.commit(make_batch("c", 2))));
  CHECK(ok(world.commit(make_batch("d0", 1))));
}

TEST_CASE("a failed sync ends the process and acknowledges nothing, in a commit or a checkpoint") {
  FaultyDisk disk;
  std::promise<std::string> fatal;
  auto said = fatal.get_future();
  CommitterOptions options;
  options.fatal = [&fatal](const std::string& why) { fatal.set_value(why); };
  SECTION("in a commit") {
    World world(options);
    CHECK(ok(world.commit(make_batch("c", 1))));
    FaultyDisk::sync_error = SQLITE_IOERR_FSYNC;
    const auto result = world.commit(make_batch("c", 2));
    REQUIRE_FALSE(ok(result));
    CHECK(result.error().code == ErrorCode::unavailable);
    REQUIRE(said.wait_for(5s) == std::future_status::ready);
    FaultyDisk::sync_error = SQLITE_OK;
    CHECK_FALSE(ok(world.commit(make_batch("c", 2))));  // A retry could falsely succeed.
    CHECK_FALSE(world.committer->healthy());
  }
  SECTION("in a checkpoint") {
    World world(options);
    // The first commit after a start is followed by a checkpoint at once; the second stays in the
    // log.
    CHECK(ok(world.commit(make_batch("c", 1))));
    CHECK(ok(world.commit(make_batch("c", 2))));
    FaultyDisk::sync_error = SQLITE_IOERR_FSYNC;
    world.committer->stop();
    REQUIRE(said.wait_for(5s) == std::future_status::ready);
    FaultyDisk::sync_error = SQLITE_OK;
  }
}

TEST_CASE("the write-ahead log is moved into the database again and again") {
  World world({.checkpoint_frames = 50});
  for (std::uint64_t step = 1; step <= 300; ++step) {
    REQUIRE(ok(world.commit(make_batch("c", step))));
  }
  const auto wal = database_file(world.dir.data()).string() + "-wal";
  CHECK(std::filesystem::file_size(wal) < 100 * 4120);
}

TEST_CASE("another connection gets its turn to write under a load without a pause") {
  World world;
  std::atomic<bool> enough{false};
  std::atomic<int> committed{0};
  std::function<void(std::uint64_t, int)> again = [&](std::uint64_t step, int lane) {
    world.committer->commit(make_batch("c" + std::to_string(lane), step),
                            [&, step, lane](const Result<Committed>& result) {
                              ++committed;
                              if (result && !enough) again(step + 1, lane);
                            });
  };
  for (int lane = 0; lane < 50; ++lane) again(1, lane);
  std::atomic<int> written{0};
  std::thread other([&] {
    const auto database = open_database(world.dir.data(), Access::read_write);
    while (committed < 200) std::this_thread::sleep_for(1ms);
    for (int i = 0; i < 10; ++i) {
      database->exec("INSERT INTO meta(key, value) VALUES('other" + std::to_string(i) + "', '')");
      ++written;
    }
    enough = true;
  });
  CHECK(world.loop.run_until([&] { return enough.load(); }));
  other.join();
  world.committer->stop();
  world.loop.run_ready();
  CHECK(written == 10);
  CHECK(committed > 200);
}
