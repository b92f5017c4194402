#include "store/log_chain.hpp"

#include <sys/stat.h>

#include <catch2/catch.hpp>

#include "store/backup.hpp"
#include "store/migrations.hpp"
#include "store/signing_key.hpp"
#include "store_fixture.hpp"

using namespace yingda;
using namespace yingda::store;
using namespace yingda::store::testing;
using Catch::Matchers::Contains;

namespace {

CaseRecord record_of(World& world, const std::string& conversation) {
  Reader reader(world.dir.data(), world.loop.post());
  const auto found = world.loop.answer<Result<std::optional<CaseRecord>>>(
      [&](auto done) { reader.case_record(conversation, done); });
  REQUIRE(ok(found));
  REQUIRE(*found);
  return **found;
}

// Whether salts, commitments and head are what the entries come to.
bool holds(const CaseRecord& record, const std::string& conversation) {
  auto head = proof::chain_start(conversation);
  for (const auto& [entry, salt, commitment] : record.entries) {
    const bool fits =
        salt.empty() || proof::commitment_of(salt, entry.pos, entry.seq, entry.json) == commitment;
    if (!fits) return false;
    head = proof::chain_next(head, entry.pos, commitment);
  }
  return proof::bytes_of(head) == record.head;
}

}  // namespace

TEST_CASE("every entry is chained in the transaction that writes it") {
  World world;
  for (std::uint64_t step = 1; step <= 3; ++step) REQUIRE(ok(world.commit(make_batch("c", step))));
  auto silent = make_batch("c", 4);  // a step may have nothing to say
  silent.entries.clear();
  silent.pos = silent.seq = 3;
  REQUIRE(ok(world.commit(silent)));
  auto last = make_batch("c", 5);
  last.entries = {{4, 4, R"({"n":1})", ",\"secret\":\"s\""}, {5, 0, R"({"note":1})", ""}};
  last.pos = 5;
  last.seq = 4;
  REQUIRE(ok(world.commit(last)));
  REQUIRE(ok(world.commit(make_batch("d", 1))));

  const auto record = record_of(world, "c");
  REQUIRE(record.entries.size() == 5);
  CHECK(holds(record, "c"));
  CHECK_FALSE(holds(record, "d"));
  CHECK(holds(record_of(world, "d"), "d"));
  CHECK(record.entries[0].salt != record.entries[1].salt);
  CHECK(record.state == make_batch("c", 5).state);
}

TEST_CASE("a step that shows nothing to anybody leaves the chain where it was") {
  World world;
  REQUIRE(ok(world.commit(make_batch("c", 1))));
  auto silent = make_batch("c", 2);
  silent.entries.clear();
  silent.pos = silent.seq = 1;
  REQUIRE(ok(world.commit(std::move(silent))));
  auto next = make_batch("c", 3);
  next.entries.front().pos = next.entries.front().seq = next.pos = next.seq = 2;
  REQUIRE(ok(world.commit(std::move(next))));
  const auto record = record_of(world, "c");
  CHECK(record.entries.size() == 2);
  CHECK(holds(record, "c"));
}

TEST_CASE("a batch that was refused leaves no trace in the chain") {
  World world;
  REQUIRE(ok(world.commit(make_batch("c", 1))));
  CHECK_FALSE(ok(world.commit(make_batch("c", 3))));
  REQUIRE(ok(world.commit(make_batch("c", 2))));
  CHECK(holds(record_of(world, "c"), "c"));
}

TEST_CASE("an erased entry leaves a chain that holds") {
  World world;
  for (std::uint64_t step = 1; step <= 3; ++step) REQUIRE(ok(world.commit(make_batch("c", step))));
  {
    const auto database = open_database(world.dir.data(), Access::read_write);
    std::string commitments =
        database->execAndGet("SELECT commitments FROM log WHERE step = 2").getString();
    commitments.replace(0, proof::salt_bytes, proof::salt_bytes, '\0');
    SQLite::Statement erase(*database,
                            "UPDATE log SET entries = ?, commitments = ? WHERE step = 2");
    run(erase, std::string("2\t2\t{}\t\n"), Blob{commitments});
  }
  const auto record = record_of(world, "c");
  REQUIRE(record.entries.size() == 3);
  CHECK(record.entries[1].salt.empty());
  CHECK(holds(record, "c"));
}

TEST_CASE("a log from before is chained when its database is brought up to date") {
  const TempDir dir;
  prepare(dir.data());
  {
    const auto database = open_database(dir.data(), Access::read_write);
    database->exec(
        "ALTER TABLE log DROP COLUMN commitments; ALTER TABLE log DROP COLUMN head;"
        "DROP TABLE order_facts; DROP TABLE talks; DROP TABLE stints;"
        "DROP TABLE learning_dismissals; DROP TABLE amendments;"
        "DROP TABLE user_skills; DROP TABLE desk_keys; DROP INDEX conversations_by_visitor;"
        "ALTER TABLE conversations DROP COLUMN visitor;"
        "ALTER TABLE users DROP COLUMN staff_number;"
        "ALTER TABLE users DROP COLUMN heir; DROP INDEX orders_by_owner;"
        "ALTER TABLE users DROP COLUMN shown_zh; ALTER TABLE users DROP COLUMN shown_en;"
        "DROP TABLE mentions; DROP TABLE desk_views; DROP TABLE staff_acts; DROP TABLE staff_log;"
        "CREATE INDEX orders_by_time ON orders(opened_at, number);"
        "DROP TABLE outbox; DROP TABLE erasures; DROP TABLE erasure_requests;"
        "DROP TABLE files_to_remove; DROP TABLE retention; DROP INDEX evidence_by_time;"
        "ALTER TABLE evidence DROP COLUMN attached; PRAGMA user_version=3");
    database->exec("INSERT INTO evidence VALUES('e1', 'a', 'v', 'n', 't', 1, '', 0)");
    SQLite::Statement insert(*database,
                             "INSERT INTO log VALUES(?, ?, 0, '1', '{}', ?, 1, 1, 1, 1)");
    for (const std::string id : {"a", "b"}) {
      for (std::int64_t step = 1; step <= 600; ++step) {
        const std::string place = std::to_string(step);
        run(insert, id, step, place + "\t" + place + "\t{\"n\":" + place + "}\t\n");
      }
      database->exec("INSERT INTO conversations VALUES('" + id +
                     "', 600, 600, 600, 'bot', '', '', NULL, 86400000, '[\"e1\"]')");
    }
  }
  prepare(dir.data());
  CHECK(number_of(dir.data(), "PRAGMA user_version") == schema_newest);
  CHECK(number_of(dir.data(), "SELECT count(*) FROM retention WHERE quiet_day = 1") == 2);
  CHECK(number_of(dir.data(), "SELECT attached FROM evidence") == 1);
  Loop loop;
  Reader reader(dir.data(), loop.post());
  for (const std::string id : {"a", "b"}) {
    const auto found = loop.answer<Result<std::optional<CaseRecord>>>(
        [&](auto done) { reader.case_record(id, done); });
    REQUIRE(ok(found));
    REQUIRE((*found)->entries.size() == 600);
    CHECK(holds(**found, id));
  }
}

TEST_CASE("there is no record of a conversation that does not exist") {
  World world;
  Reader reader(world.dir.data(), world.loop.post());
  const auto found = world.loop.answer<Result<std::optional<CaseRecord>>>(
      [&](auto done) { reader.case_record("none", done); });
  REQUIRE(ok(found));
  CHECK_FALSE(*found);
}

TEST_CASE("the signing key is made once, for its owner alone, and stays") {
  const TempDir dir;
  prepare(dir.data());
  const auto made = signing_key(dir.data());
  struct stat found {};
  REQUIRE(::stat(signing_key_file(dir.data()).c_str(), &found) == 0);
  CHECK((found.st_mode & 0777U) == 0600);
  CHECK(signing_key(dir.data()).public_key() == made.public_key());
  CHECK(proof::signed_by(made.public_key(), "m", signing_key(dir.data()).sign("m")));
}

TEST_CASE("a new signing key keeps the one before") {
  const TempDir dir;
  prepare(dir.data());
  const auto before = signing_key(dir.data()).public_key();
  const auto kept = renew_signing_key(dir.data());
  const auto now = signing_key(dir.data()).public_key();
  CHECK(now != before);
  CHECK(public_keys(dir.data()) == std::vector<std::string>{now, before});
  std::filesystem::rename(kept, signing_key_file(dir.data()));
  CHECK(signing_key(dir.data()).public_key() == before);
}

TEST_CASE("a damaged or readable signing key is refused, not replaced") {
  const TempDir dir;
  prepare(dir.data());
  signing_key(dir.data());
  const auto file = signing_key_file(dir.data());
  ::chmod(file.c_str(), 0640);
  CHECK_THROWS_WITH(signing_key(dir.data()), Contains("chmod 600"));
  ::chmod(file.c_str(), 0600);
  write_text(file, "short\n");
  CHECK_THROWS_WITH(signing_key(dir.data()), Contains("is no signing key"));
  CHECK(read_text(file) == "short\n");
}

TEST_CASE("a backup holds no signing key") {
  World world;
  const auto key = signing_key(world.dir.data());
  REQUIRE(ok(world.commit(make_batch("c", 1))));
  const auto file = world.dir / "saved";
  REQUIRE(ok(backup(world.dir.data(), file)));
  const auto seed = read_text(signing_key_file(world.dir.data()));
  CHECK(read_text(file).find(seed.substr(0, seed.size() - 1)) == std::string::npos);
  REQUIRE(ok(restore(file, world.dir / "restored")));
  CHECK_FALSE(std::filesystem::exists(signing_key_file(world.dir / "restored")));
}
