#include "store/evidence_vault.hpp"

#include <catch2/catch.hpp>

#include "store/backup.hpp"
#include "store/evidence_files.hpp"
#include "store/random.hpp"
#include "store_fixture.hpp"

using namespace yingda;
using namespace yingda::store;
using namespace yingda::store::testing;
using gateway::EvidenceRow;

namespace {

namespace fs = std::filesystem;

struct VaultWorld {
  explicit VaultWorld(EvidenceOptions options = {}) {
    options.disk_free_min = 0;
    reader.emplace(world.dir.data(), world.loop.post());
    vault.emplace(world.dir.data(), world.loop.post(), clock, *world.committer, *reader, options);
  }

  Result<> write(gateway::IncomingFile& file, const std::string& bytes) {
    return world.loop.answer<Result<>>([&](auto done) { file.write(bytes, done); });
  }
  Result<EvidenceRow> keep(const std::string& bytes, const std::string& conversation = "c1") {
    const auto file = vault->receive({});
    if (auto written = write(*file, bytes); !written) return written.error();
    EvidenceRow row;
    row.file.name = "a.png";
    row.file.media_type = "image/png";
    row.conversation = conversation;
    row.sender = "v";
    row.at = clock.now();
    return world.loop.answer<Result<EvidenceRow>>([&](auto done) { file->keep(row, done); });
  }
  Result<> admit(const std::string& conversation = "c1") {
    return world.loop.answer<Result<>>(
        [&](auto done) { vault->admit(conversation, "v", 0, done); });
  }
  Result<gateway::PartialUpload> begin(std::uint64_t size, const std::string& conversation = "c1") {
    return world.loop.answer<Result<gateway::PartialUpload>>([&](auto done) {
      vault->begin({"", conversation, "v", "a.mp4", "video/mp4", size, 0}, done);
    });
  }
  // As if the last byte had come so long ago.
  void leave(const std::string& id, std::chrono::minutes ago) {
    const auto since = std::chrono::system_clock::time_point(clock.now().time_since_epoch()) - ago;
    fs::last_write_time(evidence_directory(world.dir.data()) / "partial" / id,
                        std::chrono::file_clock::from_sys(since));
  }
  fs::path file_of(const EvidenceRow& row) { return evidence_file(world.dir.data(), row.file.id); }

  World world;
  HandClock clock;
  std::optional<Reader> reader;
  std::optional<EvidenceVault> vault;
};

}  // namespace

TEST_CASE("a kept file has its bytes, its hash and its row") {
  VaultWorld at;
  const std::string bytes(700'000, 'p');
  const auto kept = at.keep(bytes);
  REQUIRE(ok(kept));
  CHECK(kept->file.size == bytes.size());
  CHECK(kept->file.sha256 == token_hash(bytes));
  CHECK(read_text(at.file_of(*kept)) == bytes);
  const auto found = at.world.loop.answer<Result<std::optional<EvidenceRow>>>(
      [&](auto done) { at.vault->find(kept->file.id, done); });
  REQUIRE(ok(found));
  REQUIRE(found->has_value());
  CHECK((*found)->file == kept->file);
  CHECK((*found)->conversation == "c1");
  using Opened = Result<std::shared_ptr<gateway::OutgoingFile>>;
  const auto opened = at.world.loop.answer<Opened>([&](auto done) { at.vault->open(*kept, done); });
  REQUIRE(ok(opened));
  std::string read;
  for (bool more = true; more;) {
    const auto piece = at.world.loop.answer<Result<std::string>>(
        [&](auto done) { (*opened)->read(100'000, done); });
    REQUIRE(ok(piece));
    more = !piece->empty();
    read += *piece;
  }
  CHECK(read == bytes);
}

TEST_CASE("an upload that is given up leaves nothing") {
  VaultWorld at;
  {
    const auto file = at.vault->receive({});
    REQUIRE(ok(at.write(*file, "half")));
  }
  at.vault->stop();
  CHECK(fs::is_empty(evidence_directory(at.world.dir.data()) / "incoming"));
}

TEST_CASE("what a crash left without a row is set aside, and nothing else") {
  VaultWorld at;
  const auto kept = at.keep("bytes");
  REQUIRE(ok(kept));
  const auto dir = at.world.dir.data();
  write_text(evidence_file(dir, "e-orphan"), "renamed, but no row");
  write_text(evidence_directory(dir) / "incoming" / "e-half", "half");
  make_evidence_directories(dir);
  CHECK(set_strays_aside(dir) == 1);
  CHECK_FALSE(fs::exists(evidence_file(dir, "e-orphan")));
  CHECK(read_text(evidence_directory(dir) / "stray" / "e-orphan") == "renamed, but no row");
  CHECK(fs::is_empty(evidence_directory(dir) / "incoming"));
  CHECK(read_text(at.file_of(*kept)) == "bytes");
}

TEST_CASE("quotas hold by number, by day and by bytes, also for files that arrive together") {
  EvidenceOptions options;
  options.quota = {3, 2, 10};
  VaultWorld at(options);
  REQUIRE(ok(at.keep("12345678")));
  CHECK(at.keep("123").error().code == ErrorCode::rate_limited);  // 11 bytes of 10
  REQUIRE(ok(at.keep("12")));
  CHECK(at.admit().error().code == ErrorCode::rate_limited);
  CHECK(at.keep("1").error().code == ErrorCode::rate_limited);
  CHECK(ok(at.keep("1", "c2")));
  at.clock.advance(std::chrono::hours(25));
  CHECK(ok(at.admit()));
  REQUIRE(ok(at.keep("1")));
  CHECK(at.admit().error().code == ErrorCode::rate_limited);  // three in all
  at.vault->stop();
  std::size_t files = 0;
  for (const auto& entry : fs::directory_iterator(evidence_directory(at.world.dir.data()))) {
    files += entry.is_regular_file() ? 1 : 0;
  }
  CHECK(files == 4);
}

TEST_CASE("what is announced counts against the quota until it is given up") {
  EvidenceOptions options;
  options.quota = {0, 3, 500};
  VaultWorld at(options);
  const auto first = at.begin(200);
  REQUIRE(ok(first));
  at.leave(first->id, std::chrono::minutes(1));
  const auto second = at.begin(200);
  REQUIRE(ok(second));
  at.leave(second->id, std::chrono::minutes(1));
  const auto third = at.begin(200);
  REQUIRE_FALSE(ok(third));
  CHECK(third.error().code == ErrorCode::rate_limited);
  CHECK(third.error().detail.find("not finished") != std::string::npos);
  CHECK(ok(at.begin(200, "c2")));
  REQUIRE(ok(at.begin(100)));
  CHECK(at.admit().error().code == ErrorCode::rate_limited);  // three files
  REQUIRE(ok(at.world.loop.answer<Result<>>([&](auto done) { at.vault->drop(first->id, done); })));
  CHECK(ok(at.begin(200)));
}

TEST_CASE("of uploads announced at once only those that fit are begun") {
  EvidenceOptions options;
  options.quota = {0, 0, 500};
  VaultWorld at(options);
  std::size_t begun = 0;
  std::size_t refused = 0;
  for (int i = 0; i < 4; ++i) {
    at.vault->begin({"", "c1", "v", "a.mp4", "video/mp4", 200, 0},
                    [&](const Result<gateway::PartialUpload>& one) { ++(one ? begun : refused); });
  }
  // Jobs are done in turn: this one is the last.
  CHECK_FALSE(ok(at.begin(200)));
  CHECK(begun == 2);
  CHECK(refused == 2);
}

TEST_CASE("an upload that was left alone gives way to the next, for nothing less") {
  EvidenceOptions options;
  options.quota = {0, 0, 500};
  VaultWorld at(options);
  const auto left = at.begin(300);
  const auto going_on = at.begin(100);
  REQUIRE(ok(left));
  REQUIRE(ok(going_on));
  at.leave(left->id, std::chrono::minutes(30));
  at.leave(going_on->id, std::chrono::minutes(0));
  CHECK_FALSE(ok(at.begin(501)));  // would never fit
  const auto is_there = [&](const std::string& id) {
    return at.world.loop
        .answer<Result<std::optional<gateway::PartialUpload>>>(
            [&](auto done) { at.vault->partial(id, done); })
        .value()
        .has_value();
  };
  CHECK(is_there(left->id));
  CHECK(ok(at.begin(400)));
  CHECK_FALSE(is_there(left->id));
  CHECK(is_there(going_on->id));
}

TEST_CASE("uploads stop before the disk is full") {
  World world;
  Reader reader(world.dir.data(), world.loop.post());
  HandClock clock;
  EvidenceOptions options;
  options.disk_free_min = ~std::uint64_t{0};
  EvidenceVault vault(world.dir.data(), world.loop.post(), clock, *world.committer, reader,
                      options);
  const auto admitted =
      world.loop.answer<Result<>>([&](auto done) { vault.admit("c1", "v", 0, done); });
  CHECK(admitted.error().code == ErrorCode::unavailable);
}

TEST_CASE("a backup holds the files, and a restore puts them back") {
  VaultWorld at;
  const std::string bytes(2'500'000, 'b');
  const auto kept = at.keep(bytes);
  REQUIRE(ok(kept));
  const auto made = backup(at.world.dir.data(), at.world.dir / "copy");
  REQUIRE(ok(made));
  const fs::path other = at.world.dir / "other";
  REQUIRE(ok(restore(at.world.dir / "copy", other)));
  CHECK(read_text(evidence_file(other, kept->file.id)) == bytes);
  CHECK(number_of(other, "SELECT count(*) FROM evidence") == 1);
  CHECK(number_of(other, "SELECT count(*) FROM sqlite_master WHERE name = 'backup_files'") == 0);
  CHECK(set_strays_aside(other) == 0);
}

TEST_CASE("a lost file is named, and does not keep the rest from being saved") {
  VaultWorld at;
  const auto kept = at.keep("here");
  const auto gone = at.keep("gone");
  REQUIRE(ok(gone));
  fs::remove(at.file_of(*gone));
  const auto made = backup(at.world.dir.data(), at.world.dir / "copy");
  REQUIRE(ok(made));
  CHECK(*made == std::vector{at.file_of(*gone).string()});
  const fs::path other = at.world.dir / "other";
  fs::create_directories(evidence_directory(other) / "incoming");
  write_text(evidence_directory(other) / "incoming" / kept->file.id,
             "of a restore that was killed");
  REQUIRE(ok(restore(at.world.dir / "copy", other)));
  CHECK(read_text(evidence_file(other, kept->file.id)) == "here");
}

TEST_CASE("a backup cannot make a restore write anywhere else") {
  VaultWorld at;
  REQUIRE(ok(at.keep("bytes")));
  REQUIRE(ok(backup(at.world.dir.data(), at.world.dir / "copy")));
  {
    SQLite::Database copy((at.world.dir / "copy").string(), SQLite::OPEN_READWRITE);
    copy.exec("UPDATE evidence SET id = '../../outside'");
    copy.exec("UPDATE backup_files SET id = '../../outside'");
  }
  const auto refused = restore(at.world.dir / "copy", at.world.dir / "other");
  CHECK(refused.error().code == ErrorCode::invalid);
}
