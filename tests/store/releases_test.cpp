#include "store/releases.hpp"

#include <catch2/catch.hpp>

#include "store/bundle.hpp"
#include "store_fixture.hpp"

using namespace yingda;
using namespace yingda::store;
using namespace yingda::store::testing;

namespace {

struct Shelf {
  Shelf() {
    prepare(dir.data());
    releases.emplace(dir.data(), clock);
  }
  TempDir dir;
  HandClock clock;
  std::optional<Releases> releases;
};

const Files first{{"flows/充值.yaml", "id: topup\n"},
                  {"knowledge_base/zh-CN/a b.md", std::string("x\0\n y", 5)},
                  {"empty.md", ""}};

}  // namespace

TEST_CASE("a published release is live and holds its files byte for byte") {
  Shelf shelf;
  CHECK(shelf.releases->live_number() == 0);
  CHECK(shelf.releases->list().empty());
  const auto number = shelf.releases->publish({first, "lin", "/srv/content", "d1", "", {}});
  REQUIRE(ok(number));
  CHECK(*number == 1);
  CHECK(shelf.releases->live_number() == 1);
  const auto files = Releases(shelf.dir.data(), shelf.clock).files(1);
  REQUIRE(ok(files));
  CHECK(*files == first);
}

TEST_CASE("going back is pointing at an older release; a running server sees it") {
  Shelf shelf;
  Releases server(shelf.dir.data(), shelf.clock);
  REQUIRE(ok(shelf.releases->publish({first, "lin", "/a", "d1", "", {}})));
  CHECK(server.live_number() == 1);
  REQUIRE(ok(shelf.releases->publish({{{"x.md", "2"}}, "kai", "/b", "d2", "", {}})));
  CHECK(server.live_number() == 2);
  REQUIRE(ok(shelf.releases->set_live(1)));
  CHECK(server.live_number() == 1);
  CHECK(shelf.releases->set_live(7).error().code == ErrorCode::not_found);
  CHECK(server.live_number() == 1);
  CHECK(*shelf.releases->publish({first, "lin", "/a", "d3", "", {}}) == 3);
  const auto list = server.list();
  REQUIRE(list.size() == 3);
  CHECK(list[0].number == 3);
  CHECK(list[0].live);
  CHECK_FALSE(list[1].live);
  CHECK(list[1].author == "kai");
  CHECK(list[1].at == shelf.clock.now());
}

TEST_CASE("what was last published from a directory is known") {
  Shelf shelf;
  REQUIRE(ok(shelf.releases->publish({first, "lin", "/a", "d1", "", {}})));
  REQUIRE(ok(shelf.releases->publish({first, "lin", "/b", "d2", "", {}})));
  REQUIRE(ok(shelf.releases->publish({first, "lin", "/a", "d3", "", {}})));
  REQUIRE(shelf.releases->last_from("/a").has_value());
  CHECK(shelf.releases->last_from("/a")->digest == "d3");
  CHECK(shelf.releases->last_from("/b")->number == 2);
  CHECK_FALSE(shelf.releases->last_from("/c").has_value());
}

TEST_CASE("a release never changes and never goes") {
  Shelf shelf;
  REQUIRE(ok(shelf.releases->publish({first, "lin", "/a", "d1", "", {}})));
  const auto database = open_database(shelf.dir.data(), Access::read_write);
  CHECK_THROWS_WITH(database->exec("UPDATE releases SET author = 'eve'"),
                    "a release never changes");
  CHECK_THROWS_WITH(database->exec("DELETE FROM releases"), "a release never goes");
  CHECK_THROWS(database->exec("INSERT INTO live VALUES(2, 1, 0)"));
  CHECK_THROWS(database->exec("UPDATE live SET release = 9"));
}

TEST_CASE("files that would leave their directory are refused") {
  Shelf shelf;
  for (const auto* path : {"", "/etc/passwd", "../x", "a/../x", "a//b", "a/", ".git/config",
                           "a/.hidden", "a\\b", "a\nb"}) {
    CAPTURE(path);
    CHECK_FALSE(safe_path(path));
    CHECK(shelf.releases->publish({{{path, ""}}, "", "", "", "", {}}).error().code ==
          ErrorCode::invalid);
  }
  CHECK(safe_path("flows/topup.v2.yaml"));
  CHECK(shelf.releases->live_number() == 0);
  const auto missing = shelf.releases->files(1);
  CHECK(missing.error().code == ErrorCode::not_found);
}

TEST_CASE("a damaged bundle is nothing rather than half a release") {
  const std::string blob = write_bundle(first);
  CHECK(read_bundle(blob) == first);
  CHECK(read_bundle(write_bundle({})) == Files{});
  CHECK_FALSE(read_bundle("").has_value());
  CHECK_FALSE(read_bundle("something else").has_value());
  for (std::size_t cut = 16; cut < blob.size(); ++cut) {
    const auto part = read_bundle(std::string_view(blob).substr(0, cut));
    if (part) CHECK(part->size() < first.size());  // cut between two files
  }
  CHECK_FALSE(read_bundle("yingda-files 1\na 99999999999999999999999\n").has_value());
  CHECK_FALSE(read_bundle("yingda-files 1\na -1\n").has_value());
}

TEST_CASE("what the engine learned is kept beside the files, not among them") {
  Shelf shelf;
  REQUIRE(ok(shelf.releases->publish({first, "lin", "/a", "d1", "weights 1 2", {}})));
  const auto release = shelf.releases->read(1);
  REQUIRE(ok(release));
  CHECK(release->files == first);
  CHECK(release->learned == "weights 1 2");
  CHECK(release->digest == "d1");
}

TEST_CASE("of two editors who publish at once one wins and the other is told who did") {
  Shelf shelf;
  REQUIRE(ok(shelf.releases->publish({first, "lin", "/a", "d1", "", 0})));
  REQUIRE(ok(shelf.releases->publish({first, "lin", "/a", "d2", "", 1})));
  const auto late = shelf.releases->publish({first, "kai", "/b", "d3", "", 1});
  REQUIRE_FALSE(late.has_value());
  CHECK(late.error().code == ErrorCode::conflict);
  CHECK(late.error().detail.find("release 2 by lin") != std::string::npos);
  CHECK(late.error().detail.find("--diff 1 2") != std::string::npos);
  CHECK(shelf.releases->live_number() == 2);
  // Going back is a change of what is live, too.
  REQUIRE(ok(shelf.releases->set_live(1)));
  CHECK_FALSE(shelf.releases->publish({first, "kai", "/b", "d3", "", 2}).has_value());
  CHECK(ok(shelf.releases->publish({first, "kai", "/b", "d3", "", 1})));
}
