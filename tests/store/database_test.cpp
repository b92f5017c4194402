#include <sys/stat.h>

#include <catch2/catch.hpp>

#include "store/history.hpp"
#include "store/migrations.hpp"
#include "store/serve_lock.hpp"
#include "store_fixture.hpp"

using namespace yingda;
using namespace yingda::store;
using namespace yingda::store::testing;
using Catch::Matchers::Contains;

namespace {

unsigned mode_of(const std::filesystem::path& file) {
  struct stat found {};
  return ::stat(file.c_str(), &found) == 0 ? found.st_mode & 0777U : 0;
}

}  // namespace

TEST_CASE("a new data directory is private and holds an empty database of the newest schema") {
  const TempDir dir;
  prepare(dir.data());
  CHECK(mode_of(dir.data()) == 0700);
  CHECK(mode_of(database_file(dir.data())) == 0600);
  CHECK(number_of(dir.data(), "PRAGMA user_version") == schema_newest);
  CHECK(number_of(dir.data(), "PRAGMA application_id") == application_id);
  CHECK(number_of(dir.data(), "SELECT count(*) FROM conversations") == 0);
  const auto database = open_database(dir.data(), Access::read_write);
  CHECK(database->execAndGet("PRAGMA journal_mode").getString() == "wal");
  CHECK(database->execAndGet("PRAGMA synchronous").getInt() == 2);
  CHECK(mode_of(database_file(dir.data()).string() + "-wal") == 0600);
}

TEST_CASE("preparing again changes nothing") {
  const TempDir dir;
  prepare(dir.data());
  const auto before = load_start_state(dir.data());
  prepare(dir.data());
  const auto after = load_start_state(dir.data());
  CHECK(before.epoch == after.epoch);
  CHECK(before.token_key == after.token_key);
  CHECK(before.token_key.size() == 32);
  CHECK(before.epoch.size() == 32);
}

TEST_CASE("two new stores differ in epoch and token key") {
  const TempDir dir;
  prepare(dir / "a");
  prepare(dir / "b");
  CHECK(load_start_state(dir / "a").epoch != load_start_state(dir / "b").epoch);
  CHECK(load_start_state(dir / "a").token_key != load_start_state(dir / "b").token_key);
}

TEST_CASE("a database of a newer program is refused") {
  const TempDir dir;
  prepare(dir.data());
  open_database(dir.data(), Access::read_write)->exec("PRAGMA user_version=99");
  CHECK_THROWS_WITH(prepare(dir.data()), Contains("newer Yingda (schema 99"));
  CHECK_THROWS_AS(open_database(dir.data(), Access::read_only), StoreError);
}

TEST_CASE("another program's file is refused and left alone") {
  const TempDir dir;
  std::filesystem::create_directories(dir.data());
  SECTION("a text") {
    write_text(database_file(dir.data()), std::string(5000, 'x'));
    CHECK_THROWS_WITH(prepare(dir.data()), Contains("not a Yingda database"));
    CHECK(read_text(database_file(dir.data())) == std::string(5000, 'x'));
  }
  SECTION("another SQLite database") {
    SQLite::Database(database_file(dir.data()).string(),
                     SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE)
        .exec("CREATE TABLE songs(title)");
    CHECK_THROWS_WITH(prepare(dir.data()), Contains("not a Yingda database"));
  }
}

TEST_CASE("a directory that cannot be made is one clear line") {
  const TempDir dir;
  write_text(dir / "file", "");
  CHECK_THROWS_WITH(prepare(dir / "file/data"), Contains("cannot create"));
}

TEST_CASE("opening a directory without a database does not make one") {
  const TempDir dir;
  CHECK_THROWS_WITH(open_database(dir.data(), Access::read_write), Contains("no Yingda database"));
  CHECK_FALSE(std::filesystem::exists(dir.data()));
}

TEST_CASE("a second server on one directory is refused while commands work") {
  const TempDir dir;
  ServeLock lock(dir.data());
  prepare(dir.data(), &lock);
  CHECK_THROWS_WITH(ServeLock(dir.data()), Contains("already serves"));
  CHECK_NOTHROW(prepare(dir.data()));
  CHECK(being_served(dir.data()));
}

TEST_CASE("an unclean stop is known to the next start, which checks the database") {
  const TempDir dir;
  {
    ServeLock lock(dir.data());
    CHECK_FALSE(lock.unclean());
    prepare(dir.data(), &lock);
  }
  CHECK_FALSE(being_served(dir.data()));
  {
    ServeLock lock(dir.data());
    CHECK(lock.unclean());
    CHECK_NOTHROW(prepare(dir.data(), &lock));
    lock.stopped();
  }
  CHECK_FALSE(ServeLock(dir.data()).unclean());
}

TEST_CASE("a damaged database is found after an unclean stop") {
  const TempDir dir;
  prepare(dir.data());
  { ServeLock lock(dir.data()); }
  {
    std::fstream file(database_file(dir.data()), std::ios::in | std::ios::out | std::ios::binary);
    file.seekp(3 * 4096);
    file << std::string(2 * 4096, '\x55');
  }
  ServeLock lock(dir.data());
  CHECK_THROWS_AS(prepare(dir.data(), &lock), StoreError);
}
