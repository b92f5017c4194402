#include "store/partial_uploads.hpp"

#include <catch2/catch.hpp>

#include "store/evidence_files.hpp"
#include "store_fixture.hpp"

using namespace yingda;
using namespace yingda::store;
using namespace yingda::store::testing;
using gateway::PartialUpload;

namespace {

struct PartialWorld {
  PartialWorld() {
    prepare(dir.data());
    make_evidence_directories(dir.data());
  }
  PartialUploads open() const { return PartialUploads(dir.data()); }
  std::filesystem::path file(const std::string& id, const std::string& suffix = {}) const {
    return evidence_directory(dir.data()) / "partial" / (id + suffix);
  }
  TempDir dir;
};

PartialUpload announcement(const std::string& conversation = "c1", std::uint64_t size = 10) {
  return {"", conversation, "v", "录屏.mp4", "video/mp4", size, 0};
}

void make_old(const std::filesystem::path& path, int hours) {
  const auto before = std::filesystem::file_time_type::clock::now() - std::chrono::hours(hours);
  std::filesystem::last_write_time(path, before);
}

}  // namespace

TEST_CASE("an upload goes on where it was, in another process too") {
  const PartialWorld at;
  std::string id;
  {
    auto uploads = at.open();
    const auto begun = uploads.begin(announcement());
    REQUIRE(ok(begun));
    id = begun->id;
    CHECK(uploads.append(id, 0, "12345").value() == 5);
  }
  auto uploads = at.open();
  const auto found = uploads.find(id);
  REQUIRE(ok(found));
  CHECK(found->offset == 5);
  CHECK(found->size == 10);
  CHECK(found->name == "录屏.mp4");
  CHECK(found->claimed_type == "video/mp4");
  CHECK(found->conversation == "c1");
  CHECK(uploads.append(id, 5, "67890").value() == 10);
  CHECK(read_text(uploads.file(id)) == "1234567890");
}

TEST_CASE("bytes that do not go on where the others end, or are too many, change nothing") {
  const PartialWorld at;
  auto uploads = at.open();
  const auto id = uploads.begin(announcement())->id;
  REQUIRE(ok(uploads.append(id, 0, "12345")));
  CHECK(uploads.append(id, 0, "12345").error().code == ErrorCode::conflict);
  CHECK(uploads.append(id, 6, "7").error().code == ErrorCode::conflict);
  CHECK(uploads.append(id, 5, "678901").error().code == ErrorCode::conflict);
  CHECK(uploads.find(id)->offset == 5);
  CHECK(uploads.append("e0", 0, "1").error().code == ErrorCode::not_found);
  CHECK(uploads.find("../../yingda.db").error().code == ErrorCode::not_found);
}

TEST_CASE("what is given up, left alone or half written goes") {
  const PartialWorld at;
  std::string left;
  {
    auto uploads = at.open();
    const auto given_up = uploads.begin(announcement())->id;
    left = uploads.begin(announcement())->id;
    uploads.drop(given_up);
    CHECK_FALSE(std::filesystem::exists(at.file(given_up)));
    CHECK_FALSE(std::filesystem::exists(at.file(given_up, ".json")));
    make_old(at.file(left), 30);
    const auto now =
        std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
    CHECK(uploads.drop_older(now - std::chrono::hours(31)) == 0);
    CHECK(uploads.drop_older(now - std::chrono::hours(24)) == 1);
    CHECK_FALSE(ok(uploads.find(left)));
  }
  write_text(at.file("e1"), "bytes without an announcement");
  write_text(at.file("e2", ".json"), "{\"conversation\": 7");
  write_text(at.file("e2"), "bytes with half of one");
  auto uploads = at.open();
  CHECK_FALSE(ok(uploads.find("e1")));
  CHECK(std::filesystem::is_empty(evidence_directory(at.dir.data()) / "partial"));
}

TEST_CASE("one conversation's newest uploads push out the one that was left alone for longest") {
  const PartialWorld at;
  auto uploads = at.open();
  const auto other = uploads.begin(announcement("c2"))->id;
  make_old(at.file(other), 90);
  std::vector<std::string> ids;
  for (std::size_t i = 0; i < partial_uploads_max; ++i) {
    ids.push_back(uploads.begin(announcement())->id);
    make_old(at.file(ids.back()), 50 - static_cast<int>(i));
  }
  REQUIRE(ok(uploads.begin(announcement())));
  CHECK_FALSE(ok(uploads.find(ids[0])));
  CHECK(ok(uploads.find(ids[1])));
  CHECK(ok(uploads.find(other)));
}
