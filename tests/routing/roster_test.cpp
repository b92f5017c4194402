#include "routing/roster.hpp"

#include <catch2/catch.hpp>

using namespace yingda;
using namespace yingda::routing;
using std::chrono::seconds;

namespace {

Instant at(int s) { return Instant{TimeSpan{s * 1000}}; }

void come(Roster& roster, const std::string& id, std::vector<std::string> teams = {},
          int capacity = 5) {
  auto& agent = roster.agent(id);
  agent.teams = std::move(teams);
  agent.online = true;
  agent.capacity = capacity;
}

Waiting waiting(const std::string& id, int due, const std::string& team = "cards") {
  return {id, team, false, at(due), at(0)};
}

}  // namespace

TEST_CASE("whoever is due first is next in the queue of the team") {
  Roster roster;
  roster.wait(waiting("late", 100));
  roster.wait(waiting("soon", 50));
  roster.wait(waiting("other", 10, "topup"));
  CHECK(roster.position("soon") == 1);
  CHECK(roster.position("late") == 2);
  CHECK(roster.position("other") == 1);
  CHECK(roster.position("unknown") == 0);
  roster.leave("soon");
  CHECK(roster.position("late") == 1);
}

TEST_CASE("the owner is asked first, in whatever team, as long as there is room") {
  Roster roster;
  come(roster, "free", {"cards"});
  come(roster, "owner", {"topup"}, 2);
  roster.agent("owner").load = 1;
  auto mine = waiting("a", 50);
  mine.owner = "owner";
  roster.wait(mine);
  REQUIRE(roster.new_offers(at(1), seconds(30)).at(0).agent == "owner");
  roster.expire_offers(at(31));
  CHECK(roster.new_offers(at(31), seconds(30)).at(0).agent == "free");

  auto strict = waiting("b", 60);
  strict.owner = "owner";
  strict.supervisor_only = true;
  roster.wait(strict);
  CHECK(roster.new_offers(at(32), seconds(30)).empty());
}

TEST_CASE("the least loaded agent of the team is asked, then the one who rested longest") {
  Roster roster;
  come(roster, "busy", {"cards"});
  come(roster, "free", {"cards"});
  come(roster, "elsewhere", {"topup"});
  roster.agent("busy").load = 2;
  roster.wait(waiting("a", 50));
  auto offers = roster.new_offers(at(1), seconds(30));
  REQUIRE(offers.size() == 1);
  CHECK(offers[0].agent == "free");
  CHECK(roster.new_offers(at(2), seconds(30)).empty());  // still asked

  roster.agent("busy").load = 0;
  roster.agent("busy").idle_since = at(0);
  roster.agent("free").idle_since = at(5);
  roster.leave("a");
  roster.wait(waiting("b", 50));
  offers = roster.new_offers(at(6), seconds(30));
  REQUIRE(offers.size() == 1);
  CHECK(offers[0].agent == "busy");
}

TEST_CASE("an offer that runs out goes to somebody else, and round again when all were asked") {
  Roster roster;
  come(roster, "one");
  come(roster, "two");
  roster.wait(waiting("a", 50));
  const auto first = roster.new_offers(at(0), seconds(30));
  REQUIRE(first.size() == 1);
  CHECK(roster.next_expiry() == at(30));
  roster.expire_offers(at(29));
  CHECK(roster.new_offers(at(29), seconds(30)).empty());
  roster.expire_offers(at(30));
  const auto second = roster.new_offers(at(30), seconds(30));
  REQUIRE(second.size() == 1);
  CHECK(second[0].agent != first[0].agent);
  roster.expire_offers(at(60));
  CHECK(roster.new_offers(at(60), seconds(30)).size() == 1);
}

TEST_CASE("nobody is offered more than fits") {
  Roster roster;
  come(roster, "one", {}, 2);
  for (const char* id : {"a", "b", "c"}) roster.wait(waiting(id, 50));
  CHECK(roster.new_offers(at(0), seconds(30)).size() == 2);
}

TEST_CASE("what was passed around too often is offered to supervisors only") {
  Roster roster;
  come(roster, "agent");
  roster.wait({"a", "cards", true, at(50), at(0)});
  CHECK(roster.new_offers(at(0), seconds(30)).empty());
  CHECK_FALSE(roster.serves("agent", "cards", true));
  come(roster, "boss");
  roster.agent("boss").supervisor = true;
  const auto offers = roster.new_offers(at(1), seconds(30));
  REQUIRE(offers.size() == 1);
  CHECK(offers[0].agent == "boss");
}

TEST_CASE("no estimate is invented when nobody can tell") {
  Roster roster;
  roster.wait(waiting("a", 50));
  roster.wait(waiting("b", 60));
  roster.look_at_duty(at(0));
  CHECK_FALSE(roster.wait_range("a", at(0)).has_value());
  come(roster, "one");
  roster.look_at_duty(at(0));
  CHECK_FALSE(roster.wait_range("a", at(0)).has_value());
  roster.taken("cards", at(0), at(60));
  CHECK_FALSE(roster.wait_range("a", at(60)).has_value());  // one says nothing yet
  roster.taken("cards", at(0), at(120));
  roster.taken("cards", at(0), at(180));
  const auto first = roster.wait_range("a", at(180));
  const auto second = roster.wait_range("b", at(180));
  REQUIRE(first.has_value());
  REQUIRE(second.has_value());
  CHECK(first->likely_s == 60);
  CHECK(first->measured == 3);
  CHECK(second->likely_s == 120);
  roster.agent("one").online = false;
  CHECK_FALSE(roster.wait_range("a", at(180)).has_value());
}

TEST_CASE(
    "within one kind who has told more is asked to be taken first, and other kinds keep their "
    "place") {
  Roster roster;
  const auto add = [&](const std::string& id, int due, int kind, int lead) {
    auto one = waiting(id, due);
    one.kind = kind;
    one.lead = seconds(lead);
    roster.wait(one);
  };
  add("bare", 100, 1, 0);
  add("inquiry", 110, 0, 0);
  add("complete", 120, 1, 30);
  add("late", 200, 1, 30);  // too late to overtake anybody
  const auto ids = [](const std::vector<Waiting>& all) {
    std::vector<std::string> out;
    for (const auto& each : all) out.push_back(each.conversation);
    return out;
  };
  CHECK(ids(roster.in_order()) == std::vector<std::string>{"bare", "inquiry", "complete", "late"});
  CHECK(ids(roster.in_work_order()) ==
        std::vector<std::string>{"complete", "inquiry", "bare", "late"});
  come(roster, "li", {}, 1);
  const auto offers = roster.new_offers(at(1), seconds(30));
  REQUIRE(offers.size() == 1);
  CHECK(offers[0].conversation == "complete");
  CHECK(roster.position("complete") == 3);  // by the promises, as visitors are told
}

TEST_CASE("what another team waits for does not change which of one's own cases comes first") {
  Roster roster;
  const auto add = [&](const std::string& id, const std::string& team, int due, int kind,
                       int lead) {
    auto one = waiting(id, due);
    one.team = team;
    one.kind = kind;
    one.lead = seconds(lead);
    roster.wait(one);
  };
  add("a1", "cards", 100, 1, 0);
  add("a2", "cards", 110, 2, 0);
  add("b1", "topup", 120, 1, 30);
  std::vector<std::string> ids;
  for (const auto& each : roster.in_work_order()) ids.push_back(each.conversation);
  CHECK(ids == std::vector<std::string>{"a1", "a2", "b1"});
}

TEST_CASE("whoever has the skill is asked first, however busy, and nobody else for a while") {
  Roster roster;
  come(roster, "idle");
  come(roster, "speaks");
  roster.agent("speaks").skills = {"english", "cards"};
  roster.agent("speaks").load = 4;
  auto abroad = waiting("a", 50);
  abroad.skills = {"english"};
  abroad.anybody_from = at(120);
  roster.wait(abroad);
  roster.wait(waiting("plain", 60));
  const auto offers = roster.new_offers(at(1), seconds(30));
  REQUIRE(offers.size() == 2);
  CHECK(offers[0].agent == "speaks");
  CHECK(offers[1].agent == "idle");
}

TEST_CASE("without anybody who has the skill, anybody is asked once it has waited for them") {
  Roster roster;
  come(roster, "idle");
  roster.agent("idle").skills = {"english"};
  auto both = waiting("a", 50);
  both.skills = {"english", "law"};
  both.anybody_from = at(120);
  roster.wait(both);
  CHECK(roster.new_offers(at(119), seconds(30)).empty());
  CHECK(roster.next_widening(at(119)) == at(120));
  CHECK(roster.new_offers(at(120), seconds(30)).at(0).agent == "idle");
  CHECK_FALSE(roster.next_widening(at(120)).has_value());
}

TEST_CASE("also later whoever has the skill goes first, and its owner before them") {
  Roster roster;
  come(roster, "idle");
  come(roster, "owner", {"topup"});
  come(roster, "speaks");
  roster.agent("speaks").skills = {"english"};
  roster.agent("speaks").load = 4;
  auto late = waiting("a", 50);
  late.skills = {"english"};
  late.anybody_from = at(10);
  roster.wait(late);
  CHECK(roster.new_offers(at(60), seconds(30)).at(0).agent == "speaks");
  auto owned = waiting("b", 60);
  owned.skills = {"english"};
  owned.anybody_from = at(200);
  owned.owner = "owner";
  roster.wait(owned);
  CHECK(roster.new_offers(at(61), seconds(30)).at(0).agent == "owner");
}
