#include "store/learning.hpp"

#include <catch2/catch.hpp>

#include "store/releases.hpp"
#include "store/traffic.hpp"
#include "store_fixture.hpp"

using namespace yingda;
using namespace yingda::store;
using namespace yingda::store::testing;

namespace {

struct Editors {
  Editors() {
    prepare(dir.data());
    decisions.emplace(dir.data(), clock);
  }
  TempDir dir;
  HandClock clock;
  std::optional<Learning> decisions;
};

NewRelease release_with(const std::string& article) {
  NewRelease out{{{"a.md", article}}, "edith", "desk", "d-" + article, "", {}};
  out.amendment = NewAmendment{"c1", "variant", article, "zh-CN", "", "[\"q\"]"};
  return out;
}

}  // namespace

TEST_CASE("a dismissal holds until it is taken back, also for another process") {
  Editors editors;
  const auto number = editors.decisions->dismiss({0, {}, "edith", "zh-CN", 7, "{\"a\":1.0}"});
  REQUIRE(ok(number));
  Learning other(editors.dir.data(), editors.clock, Access::read_only);
  REQUIRE(other.dismissals().size() == 1);
  CHECK(other.dismissals()[0].by == "edith");
  CHECK(other.dismissals()[0].count == 7);
  CHECK(other.dismissals()[0].at == editors.clock.now());
  REQUIRE(ok(editors.decisions->undo_dismissal(*number)));
  CHECK(other.dismissals().empty());
  CHECK(editors.decisions->undo_dismissal(*number).error().code == ErrorCode::not_found);
}

TEST_CASE("an addition is stored with its release or not at all, and carried until it is over") {
  Editors editors;
  Releases releases(editors.dir.data(), editors.clock);
  REQUIRE(ok(releases.publish(release_with("one"))));
  auto late = release_with("two");
  late.base = 0;
  CHECK(releases.publish(late).error().code == ErrorCode::conflict);
  REQUIRE(editors.decisions->amendments().size() == 1);
  const auto row = editors.decisions->amendments()[0];
  CHECK(row.article == "one");
  CHECK(row.author == "edith");
  CHECK(row.content == "[\"q\"]");
  auto next = release_with("three");
  next.amendments_over = {row.number};
  REQUIRE(ok(releases.publish(next)));
  REQUIRE(editors.decisions->amendments().size() == 1);
  CHECK(editors.decisions->amendments()[0].article == "three");
}

TEST_CASE("additions are withdrawn together or not at all") {
  Editors editors;
  Releases releases(editors.dir.data(), editors.clock);
  REQUIRE(ok(releases.publish(release_with("one"))));
  CHECK(editors.decisions->end_amendments({1, 9}, "withdrawn").error().code ==
        ErrorCode::not_found);
  CHECK(editors.decisions->amendments().size() == 1);
  REQUIRE(ok(editors.decisions->end_amendments({1}, "withdrawn")));
  CHECK(editors.decisions->amendments().empty());
}

TEST_CASE("traffic is what changed since, the newest first, without what was or is to be erased") {
  World world;
  CHECK_FALSE(Traffic(world.dir.data()).newest());
  for (const char* id : {"c1", "c2", "c3", "c4"}) REQUIRE(ok(world.commit(make_batch(id, 1))));
  auto newer = make_batch("c2", 2);
  newer.at = newer.row.updated_at = Instant(TimeSpan(9000));
  REQUIRE(ok(world.commit(newer)));
  auto wish = make_batch("c3", 2);
  wish.erasure = gateway::ErasureRow{"visitor", "", "", false};
  REQUIRE(ok(world.commit(wish)));
  auto erased = make_batch("c4", 2);
  erased.erasure = gateway::ErasureRow{"visitor", "", "", true};
  REQUIRE(ok(world.commit(erased)));

  Traffic traffic(world.dir.data());
  CHECK(traffic.newest() == Instant(TimeSpan(9000)));
  const auto all = traffic.since(Instant{}, 10);
  REQUIRE(all.size() == 2);
  CHECK(all[0].conversation == "c2");
  CHECK(all[0].step == 2);
  CHECK(all[1].conversation == "c1");
  CHECK(traffic.since(Instant{}, 1).size() == 1);
  CHECK(traffic.since(Instant(TimeSpan(5000)), 10).size() == 1);
  const auto steps = traffic.steps("c2");
  REQUIRE(steps.size() == 2);
  CHECK(steps[1].step == 2);
  REQUIRE(steps[1].entries.size() == 1);
  CHECK(steps[1].entries[0].seq == 2);
  CHECK(traffic.steps("c9").empty());
}
