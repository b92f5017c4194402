#include "conversation/erasure.hpp"

#include <SQLiteCpp/SQLiteCpp.h>

#include <catch2/catch.hpp>
#include <thread>

#include "proof/sha256.hpp"
#include "store/archive.hpp"
#include "store/backup.hpp"
#include "store/erased_list.hpp"
#include "store/evidence_files.hpp"
#include "store/history.hpp"
#include "store/offline_erasure.hpp"
#include "store_fixture.hpp"
#include "wire/state_codec.hpp"

using namespace yingda;
using namespace yingda::store;
using namespace yingda::store::testing;
using Catch::Matchers::Contains;

namespace {

const std::string canary = "canary-77f0c1";

// A step whose every text holds the canary.
gateway::Batch telling_batch(const std::string& conversation, std::uint64_t step) {
  auto batch = testing::make_batch(conversation, step);
  const std::string text = canary + std::string(step % 7 * 900, 'x');
  conversation::State state;
  state.id = conversation;
  state.step = state.pos = state.seq = step;
  state.visitor_words = text;
  batch.event = R"({"text":")" + text + "\"}";
  batch.entries[0].json = R"({"kind":"message","text":")" + text + "\"}";
  batch.entries[0].visitor_only = R"(,"secret":")" + canary + "\"";
  batch.state = wire::encode_state(state);
  batch.client = make_key(canary + std::to_string(step), step);
  batch.timers_started = {{conversation, canary + std::to_string(step), batch.at}};
  batch.calls_started = {{conversation, canary, "find", {{"q", canary}}, 3}};
  batch.notices = {{canary + conversation + "-" + std::to_string(step), "https://hook",
                    conversation, step, "GD", "t", canary, batch.at, 0}};
  return batch;
}

gateway::Batch erasing_batch(const std::string& conversation, std::uint64_t step) {
  auto batch = testing::make_batch(conversation, step);
  batch.entries = {{step, 0, R"({"kind":"erasure"})", ""}};
  batch.seq = step - 1;
  batch.erasure = gateway::ErasureRow{"visitor", "", "", true};
  return batch;
}

std::vector<std::string> files_with(const std::filesystem::path& dir, const std::string& bytes) {
  std::vector<std::string> out;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(dir)) {
    if (!entry.is_regular_file()) continue;
    if (read_text(entry.path()).find(bytes) != std::string::npos) {
      out.push_back(entry.path().filename().string());
    }
  }
  return out;
}

// What was erased is driven out of the log soon after, not in the same moment.
bool gone_soon(const std::filesystem::path& dir, const std::string& bytes) {
  for (int i = 0; i < 200; ++i) {
    if (files_with(dir, bytes).empty()) return true;
    std::this_thread::sleep_for(25ms);
  }
  return false;
}

CaseRecord case_of(World& world, const std::string& conversation) {
  Reader reader(world.dir.data(), world.loop.post());
  const auto found = world.loop.answer<Result<std::optional<CaseRecord>>>(
      [&](auto done) { reader.case_record(conversation, done); });
  return **found;
}

}  // namespace

TEST_CASE("an erased conversation leaves no byte in any file; its chain and numbers hold") {
  World world;
  for (std::uint64_t step = 1; step <= 60; ++step) {
    REQUIRE(ok(world.commit(telling_batch("c", step))));
    auto neighbour = testing::make_batch("d", step);
    neighbour.state = R"({"n":")" + std::string(step * 37, 'd') + "\"}";
    REQUIRE(ok(world.commit(std::move(neighbour))));
  }
  const auto before = case_of(world, "c");
  CHECK_FALSE(files_with(world.dir.data(), canary).empty());
  REQUIRE(ok(world.commit(erasing_batch("c", 61))));
  CHECK(gone_soon(world.dir.data(), canary));

  const auto after = case_of(world, "c");
  REQUIRE(after.entries.size() == 61);
  auto head = proof::chain_start("c");
  for (std::size_t i = 0; i < 61; ++i) {
    const auto& [entry, salt, commitment] = after.entries[i];
    CHECK(entry.pos == i + 1);
    CHECK(salt.empty() == (i < 60));
    if (i < 60) CHECK(commitment == before.entries[i].commitment);
    if (i < 60) CHECK_THAT(entry.json, Contains(R"("kind":"erased")"));
    head = proof::chain_next(head, entry.pos, commitment);
  }
  CHECK(proof::bytes_of(head) == after.head);
  const auto steps = History(world.dir.data()).recording("c").steps;
  CHECK(steps[0].erased);
  CHECK(steps[59].pos == 60);
  CHECK_FALSE(steps[60].erased);
  for (const char* table : {"client_keys", "timers", "calls", "outbox", "retention"}) {
    const std::string mine = " WHERE conversation = 'c'";
    CHECK(number_of(world.dir.data(), std::string("SELECT count(*) FROM ") + table + mine) == 0);
  }
  CHECK(number_of(world.dir.data(), "SELECT entries FROM erasures WHERE conversation = 'c'") == 60);
  CHECK(History(world.dir.data()).recording("d").steps.size() == 60);
}

TEST_CASE("what many conversations left in shared pages goes, too") {
  World world;
  for (std::uint64_t step = 1; step <= 12; ++step) {
    for (int i = 0; i < 30; ++i) {
      auto batch = telling_batch("c" + std::to_string(i), step);
      if (i == 17) {
        for (auto* text : {&batch.event, &batch.state, &batch.entries[0].json}) {
          for (std::size_t at = text->find(canary); at != std::string::npos;
               at = text->find(canary, at)) {
            text->replace(at, canary.size(), "mine-35ac24ee");
          }
        }
      }
      REQUIRE(ok(world.commit(std::move(batch))));
    }
  }
  REQUIRE_FALSE(files_with(world.dir.data(), "mine-35ac24ee").empty());
  REQUIRE(ok(world.commit(erasing_batch("c17", 13))));
  CHECK(gone_soon(world.dir.data(), "mine-35ac24ee"));
}

TEST_CASE("an erasure that cannot be committed erases nothing") {
  World world;
  REQUIRE(ok(world.commit(telling_batch("c", 1))));
  CHECK_FALSE(ok(world.commit(erasing_batch("c", 7))));
  CHECK_FALSE(History(world.dir.data()).recording("c").steps[0].erased);
  CHECK_FALSE(std::filesystem::exists(erased_list(world.dir.data())));
}

TEST_CASE("a list that cannot be written holds up what had to stand in it, and nothing beside it") {
  World world;
  REQUIRE(ok(world.commit(telling_batch("c", 1))));
  std::filesystem::create_directory(erased_list(world.dir.data()));  // no file can be opened there
  std::vector<std::string> outcomes(3);
  int left = 3;
  const auto note = [&](std::size_t which) {
    return [&outcomes, &left, which](const Result<gateway::Committed>& done) {
      outcomes[which] = done ? "done" : done.error().detail;
      --left;
    };
  };
  world.committer->commit(testing::make_batch("d", 1), note(0));
  world.committer->commit(erasing_batch("c", 2), note(1));
  world.committer->commit(testing::make_batch("e", 1), note(2));
  REQUIRE(world.loop.run_until([&] { return left == 0; }));
  CHECK(outcomes[0] == "done");
  CHECK_THAT(outcomes[1], Contains("/erased"));
  CHECK(outcomes[2] == "done");
  CHECK_FALSE(History(world.dir.data()).recording("c").steps[0].erased);
  std::filesystem::remove(erased_list(world.dir.data()));
  CHECK(ok(world.commit(erasing_batch("c", 2))));
  CHECK(History(world.dir.data()).recording("c").steps[0].erased);
}

TEST_CASE(
    "a conversation that went on after its erasure was listed and failed is not erased again") {
  World world;
  auto later = telling_batch("c", 2);
  REQUIRE(ok(world.commit(telling_batch("c", 1))));
  later.at += 1h;
  REQUIRE(ok(world.commit(std::move(later))));
  REQUIRE(ok(backup(world.dir.data(), world.dir / "backup")));
  add_to_erased_list(world.dir.data(), {{"c", testing::make_batch("c", 1).at + 1min, "visitor"}});
  const auto target = world.dir / "restored";
  const auto restored = restore(world.dir / "backup", target, {erased_list(world.dir.data())});
  REQUIRE(ok(restored));
  CHECK(restored->erased_again == 0);
  CHECK_FALSE(History(target).recording("c").steps[0].erased);
}

TEST_CASE("a reader in the way delays the end of the bytes, nothing else") {
  World world;
  REQUIRE(ok(world.commit(telling_batch("c", 1))));
  {
    const auto reading = open_database(world.dir.data(), Access::read_only);
    reading->exec("BEGIN");
    reading->execAndGet("SELECT count(*) FROM log");
    REQUIRE(ok(world.commit(erasing_batch("c", 2))));
    REQUIRE(ok(world.commit(testing::make_batch("d", 1))));
  }
  CHECK(gone_soon(world.dir.data(), canary));
}

TEST_CASE("a backup from before is erased again when it is restored, by list or by newer backup") {
  World world;
  make_evidence_directories(world.dir.data());
  REQUIRE(ok(world.commit(telling_batch("c", 1))));
  const EvidenceInsert file{
      {{"e1", "a", "text/plain", canary.size(), proof::to_hex(proof::sha256(canary))},
       "c",
       "v",
       Instant{}},
      {}};
  write_text(evidence_file(world.dir.data(), "e1"), canary);
  REQUIRE(ok(world.loop.answer<Result<>>([&](auto done) { world.committer->add(file, done); })));
  REQUIRE(ok(backup(world.dir.data(), world.dir / "older")));
  REQUIRE(ok(world.commit(erasing_batch("c", 2))));
  REQUIRE(ok(backup(world.dir.data(), world.dir / "newer")));
  CHECK(read_text(world.dir / "newer").find(canary) == std::string::npos);

  const auto list = read_erased(erased_list(world.dir.data()));
  REQUIRE(ok(list));
  REQUIRE(list->size() == 1);
  CHECK(list->front().conversation == "c");
  CHECK(read_erased(world.dir / "newer").value() == *list);

  int made = 0;
  for (const auto& source : {erased_list(world.dir.data()), world.dir / "newer"}) {
    const auto target = world.dir / ("restored" + std::to_string(++made));
    const auto restored = restore(world.dir / "older", target, {source});
    REQUIRE(ok(restored));
    CHECK(restored->erased_again == 1);
    CHECK(files_with(target, canary).empty());
    CHECK(read_erased(erased_list(target))->front().conversation == "c");
    CHECK(number_of(target, "SELECT count(*) FROM evidence") == 0);
  }
  const auto bare = restore(world.dir / "older", world.dir / "bare");
  REQUIRE(ok(bare));
  CHECK(bare->lists == 0);
  CHECK_FALSE(files_with(world.dir / "bare", canary).empty());
  write_text(world.dir / "garbage", "no list\n");
  CHECK_FALSE(ok(restore(world.dir / "older", world.dir / "never", {world.dir / "garbage"})));
  CHECK_FALSE(std::filesystem::exists(world.dir / "never" / "yingda.db"));
}

TEST_CASE("half a line that a crash left in the list is dropped before the next") {
  TempDir dir;
  make_directory(dir.data());
  add_to_erased_list(dir.data(), {{"c1", Instant{}, "visitor"}});
  write_text(erased_list(dir.data()), read_text(erased_list(dir.data())) + "c2\t2026-");
  CHECK(read_erased(erased_list(dir.data()))->size() == 1);
  add_to_erased_list(dir.data(), {{"c3", Instant{}, "staff"}});
  const auto lines = read_erased(erased_list(dir.data()));
  REQUIRE(ok(lines));
  REQUIRE(lines->size() == 2);
  CHECK(lines->back().conversation == "c3");
}

TEST_CASE("nothing more can be uploaded to an erased conversation") {
  World world;
  REQUIRE(ok(world.commit(erasing_batch("c", 1))));
  const EvidenceInsert file{{{"e1", "a", "text/plain", 1, ""}, "c", "v", Instant{}}, {}};
  CHECK_FALSE(
      ok(world.loop.answer<Result<>>([&](auto done) { world.committer->add(file, done); })));
}

TEST_CASE("bytes whose rows are gone are removed, wherever a start has put them") {
  World world;
  const auto data = world.dir.data();
  make_evidence_directories(data);
  write_text(evidence_file(data, "e1"), canary);
  std::filesystem::create_directory(evidence_directory(data) / "stray");
  write_text(evidence_directory(data) / "stray" / "e2", canary);
  write_text(evidence_file(data, "e3"), "somebody else's");
  const auto database = open_database(data, Access::read_write);
  database->exec("INSERT INTO files_to_remove VALUES('e1'), ('e2')");
  CHECK(remove_erased_files(data, *database) == 2);
  CHECK(files_with(data, canary).empty());
  CHECK(std::filesystem::exists(evidence_file(data, "e3")));
  CHECK(remove_erased_files(data, *database) == 0);
}

TEST_CASE("the desk comes across neither what was erased nor what is only kept by law") {
  World world;
  for (const char* id : {"a", "b", "c"}) REQUIRE(ok(world.commit(testing::make_batch(id, 1))));
  REQUIRE(ok(world.commit(erasing_batch("a", 2))));
  auto wish = testing::make_batch("b", 2);
  wish.erasure = gateway::ErasureRow{"visitor", "", "", false};
  REQUIRE(ok(world.commit(std::move(wish))));
  Archive archive(world.dir.data(), world.loop.post());
  gateway::ArchiveQuery query;
  query.everything = true;
  query.rows = 10;
  const auto page = world.loop.answer<Result<gateway::ArchivePage>>(
      [&](auto done) { archive.find(query, done); });
  REQUIRE(ok(page));
  REQUIRE(page->found.size() == 1);
  CHECK(page->found[0].conversation == "c");
}
