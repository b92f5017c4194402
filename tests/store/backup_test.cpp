#include "store/backup.hpp"

#include <sys/stat.h>

#include <catch2/catch.hpp>
#include <thread>

#include "store/accounts.hpp"
#include "store/history.hpp"
#include "store/serve_lock.hpp"
#include "store/user_admin.hpp"
#include "store_fixture.hpp"

using namespace yingda;
using namespace yingda::store;
using namespace yingda::store::testing;
using Catch::Matchers::Contains;

namespace {

// Commits one step after another of one conversation until told to stop.
void keep_writing(World& world, std::uint64_t step, const std::atomic<bool>& enough,
                  std::atomic<std::uint64_t>& last) {
  auto batch = make_batch("c", step);
  batch.state = std::string(5000, 's');
  world.committer->commit(std::move(batch), [&, step](const Result<gateway::Committed>& result) {
    if (!result) return;
    last = step;
    if (!enough) keep_writing(world, step + 1, enough, last);
  });
}

}  // namespace

TEST_CASE("a backup taken while others write is whole and restores with a new epoch") {
  World world;
  std::atomic<bool> enough{false};
  std::atomic<std::uint64_t> last{0};
  keep_writing(world, 1, enough, last);
  bool first = false;
  bool second = false;
  std::thread other([&] {
    while (last < 20) std::this_thread::sleep_for(1ms);
    const std::uint64_t before = last;
    first = ok(backup(world.dir.data(), world.dir / "b1"));
    while (last < before + 20) std::this_thread::sleep_for(1ms);
    second = ok(backup(world.dir.data(), world.dir / "b2"));
    enough = true;
  });
  CHECK(world.loop.run_until([&] { return enough.load(); }));
  other.join();
  CHECK(first);
  CHECK(second);
  world.committer->stop();
  world.loop.run_ready();

  REQUIRE(ok(restore(world.dir / "b1", world.dir / "restored")));
  REQUIRE(ok(restore(world.dir / "b2", world.dir / "again")));
  const auto steps = History(world.dir / "restored").recording("c").steps;
  const auto more = History(world.dir / "again").recording("c").steps;
  CHECK(steps.size() >= 20);
  CHECK(more.size() > steps.size());
  CHECK(steps.back().step == steps.size());

  const auto before = load_start_state(world.dir.data());
  const auto after = load_start_state(world.dir / "restored");
  const auto twice = load_start_state(world.dir / "again");
  CHECK(after.epoch != before.epoch);
  CHECK(twice.epoch != after.epoch);
  CHECK(after.token_key == before.token_key);
}

TEST_CASE("a restored directory serves") {
  World world;
  CHECK(ok(world.commit(make_batch("c", 1))));
  REQUIRE(ok(backup(world.dir.data(), world.dir / "b")));
  const auto target = world.dir / "restored";
  REQUIRE(ok(restore(world.dir / "b", target)));
  ServeLock lock(target);
  prepare(target, &lock);
  Committer committer(target, world.loop.post(), world.counters);
  const auto result = world.loop.answer<Result<gateway::Committed>>(
      [&](auto done) { committer.commit(make_batch("c", 2), done); });
  CHECK(ok(result));
}

TEST_CASE("a backup is one private file and never overwrites another") {
  World world;
  CHECK(ok(world.commit(make_batch("c", 1))));
  const auto file = world.dir / "backup.db";
  REQUIRE(ok(backup(world.dir.data(), file)));
  struct stat found {};
  REQUIRE(::stat(file.c_str(), &found) == 0);
  CHECK((found.st_mode & 0777U) == 0600);
  const std::string bytes = read_text(file);
  const auto again = backup(world.dir.data(), file);
  REQUIRE_FALSE(ok(again));
  CHECK(again.error().code == ErrorCode::conflict);
  CHECK_THAT(again.error().detail, Contains("exists"));
  CHECK(read_text(file) == bytes);
  std::size_t files = 0;
  for ([[maybe_unused]] const auto& entry :
       std::filesystem::directory_iterator(file.parent_path())) {
    ++files;
  }
  CHECK(files == 2);  // data and backup.db
}

TEST_CASE("a backup of nothing or into nowhere says so and leaves nothing") {
  const TempDir dir;
  CHECK_THAT(backup(dir.data(), dir / "b").error().detail, Contains("no Yingda database"));
  CHECK_FALSE(std::filesystem::exists(dir / "b"));
  prepare(dir.data());
  CHECK_THAT(backup(dir.data(), dir / "no/where").error().detail, Contains("cannot create"));
}

TEST_CASE("restoring over a database is refused, and over a log that was left behind") {
  World world;
  REQUIRE(ok(backup(world.dir.data(), world.dir / "b")));
  const auto result = restore(world.dir / "b", world.dir.data());
  REQUIRE_FALSE(ok(result));
  CHECK(result.error().code == ErrorCode::conflict);
  CHECK_THAT(result.error().detail, Contains("exists"));

  const auto other = world.dir / "other";
  std::filesystem::create_directories(other);
  write_text(other / "yingda.db-wal", "old");
  CHECK(restore(world.dir / "b", other).error().code == ErrorCode::conflict);
}

TEST_CASE("what is not a sound backup is refused and nothing is made") {
  const TempDir dir;
  const auto target = dir / "target";
  CHECK_THAT(restore(dir / "missing", target).error().detail, Contains("no backup"));
  write_text(dir / "text", std::string(5000, 'x'));
  CHECK_THAT(restore(dir / "text", target).error().detail, Contains("not a Yingda"));
  write_text(dir / "empty", "");
  CHECK_THAT(restore(dir / "empty", target).error().detail, Contains("not a Yingda"));

  prepare(dir.data());
  REQUIRE(ok(backup(dir.data(), dir / "b")));
  std::string bytes = read_text(dir / "b");
  for (std::size_t i = 3 * 4096; i < 5 * 4096; ++i) bytes[i] = 'U';
  write_text(dir / "damaged", bytes);
  CHECK(restore(dir / "damaged", target).error().code == ErrorCode::invalid);
  write_text(dir / "short", bytes.substr(0, 3 * 4096));
  CHECK(restore(dir / "short", target).error().code == ErrorCode::invalid);
  CHECK_FALSE(std::filesystem::exists(database_file(target)));
}

TEST_CASE("staff have to log in again after a restore, with their old passwords") {
  World world;
  HandClock clock;
  REQUIRE(ok(UserAdmin(world.dir.data(), clock).add("lin", "agent", {}, "correct horse")));
  const auto login = [&](const std::filesystem::path& dir) {
    Accounts accounts(dir, world.loop.post(), clock);
    return world.loop.answer<Result<gateway::StaffSession>>(
        [&](auto done) { accounts.login("lin", "correct horse", "::1", done); });
  };
  const auto session = login(world.dir.data());
  REQUIRE(ok(session));
  REQUIRE(ok(backup(world.dir.data(), world.dir / "b")));
  const auto target = world.dir / "restored";
  REQUIRE(ok(restore(world.dir / "b", target)));
  CHECK(number_of(target, "SELECT count(*) FROM sessions") == 0);
  CHECK(ok(login(target)));
}
