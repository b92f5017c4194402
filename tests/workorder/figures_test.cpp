#include "workorder/figures.hpp"

#include <catch2/catch.hpp>

using namespace yingda;
using namespace yingda::workorder;
using std::chrono::hours;
using std::chrono::minutes;

namespace {

const Instant asked_at{hours(24 * 365)};
const Instant some_day = asked_at - hours(24 * 10);

std::chrono::minutes china(Instant) { return hours(8); }

ServiceRecord record(const std::string& owner, TimeSpan first, TimeSpan result = {}) {
  ServiceRecord out;
  out.number = "GD-" + owner;
  out.team = "topup";
  out.owner = owner;
  out.type = "not_arrived";
  out.tier = Tier::complaint;
  out.opened_at = some_day;
  out.handed_at = some_day;
  if (first > TimeSpan::zero()) out.first_response_at = some_day + first;
  if (result > TimeSpan::zero()) out.resolved_at = some_day + result;
  return out;
}

FigureMeter meter(Grouping by) {
  return FigureMeter({asked_at - hours(24 * 30), asked_at, by}, asked_at, china);
}

const FigureLine& line(const Figures& figures, const std::string& key) {
  for (const auto& each : figures.lines) {
    if (each.key == key) return each;
  }
  FAIL("no line " << key);
  return figures.total;
}

}  // namespace

TEST_CASE("the bot's time is no part of a person's first response") {
  auto slow_bot = record("li", hours(1));
  slow_bot.handed_at = some_day + minutes(50);
  auto figures = meter(Grouping::none);
  figures.add(slow_bot);
  const auto total = figures.figures().total;
  CHECK(total.first_response.p50 == TimeSpan(minutes(10)));
  CHECK(total.first_response.kept == 1);
  CHECK(figures.figures().lines.empty());
}

TEST_CASE("each agent has a line with what they answer for, and the total has all") {
  auto figures = meter(Grouping::agent);
  figures.add(record("li", minutes(4), hours(2)));
  figures.add(record("li", minutes(8)));
  auto wang = record("wang", minutes(20), hours(5));
  wang.reopened = true;
  wang.transfers = 3;
  figures.add(wang);
  figures.add(RatedRecord{wang, 5});
  figures.add(RatedRecord{record("li", minutes(4)), 2});
  figures.add(record("", {}));
  const auto told = figures.figures();
  REQUIRE(told.lines.size() == 3);
  CHECK(line(told, "li").opened == 2);
  CHECK(line(told, "li").settled == 1);
  CHECK(line(told, "li").first_response.p90 == TimeSpan(minutes(8)));
  CHECK(line(told, "li").satisfaction.mean == Approx(2));
  CHECK(line(told, "wang").reopened == 1);
  CHECK(line(told, "wang").transferred == 1);
  CHECK(line(told, "wang").transfers == 3);
  CHECK(line(told, "wang").satisfaction.satisfied == 1);
  CHECK(line(told, "").opened == 1);
  CHECK(told.total.opened == 4);
  CHECK(told.total.satisfaction.ratings == 2);
  CHECK_FALSE(line(told, "li").deflection);
}

TEST_CASE("lines are made by tier with its urgency, by type, team, hour and day of the place") {
  auto urgent = record("li", {});
  urgent.urgent = true;
  urgent.opened_at = Instant(std::chrono::sys_days(std::chrono::year(1970) / 12 / 20)) + hours(17);
  const auto key = [&](Grouping by) {
    auto figures = meter(by);
    figures.add(urgent);
    const auto told = figures.figures();
    REQUIRE(told.lines.size() == 1);
    return told.lines.front().key;
  };
  CHECK(key(Grouping::tier) == "urgent_complaint");
  CHECK(key(Grouping::type) == "not_arrived");
  CHECK(key(Grouping::team) == "topup");
  CHECK(key(Grouping::hour) == "01");
  CHECK(key(Grouping::day) == "1970-12-21");
}

TEST_CASE("what lies outside of the period is left out: its end too") {
  auto figures = FigureMeter({some_day, some_day + hours(1), Grouping::none}, asked_at, china);
  auto inside = record("li", {});
  auto before = inside;
  before.opened_at = some_day - minutes(1);
  auto at_end = inside;
  at_end.opened_at = some_day + hours(1);
  for (const auto& each : {inside, before, at_end}) figures.add(each);
  figures.add(RatedRecord{before, 5});
  CHECK(figures.figures().total.opened == 1);
  CHECK(figures.figures().total.satisfaction.ratings == 0);
}

TEST_CASE("an order that was merged into another is counted there only") {
  auto duplicate = record("li", minutes(1));
  duplicate.merged = true;
  auto figures = meter(Grouping::agent);
  figures.add(duplicate);
  figures.add(RatedRecord{duplicate, 1});
  CHECK(figures.figures().total.opened == 0);
  CHECK(figures.figures().lines.empty());
}

TEST_CASE("the bot deflected a talk that no person was in and nobody came back to in 72 hours") {
  auto figures = meter(Grouping::day);
  const auto talk = [](bool person, std::optional<TimeSpan> back = {}) {
    TalkRecord out{some_day, person, {}};
    if (back) out.returned_at = some_day + *back;
    return out;
  };
  figures.add(talk(false));
  figures.add(talk(true));
  figures.add(talk(false, hours(72)));
  figures.add(talk(false, hours(73)));
  figures.add(TalkRecord{asked_at - hours(71), false, {}});  // may still come back
  figures.add(TalkRecord{asked_at - hours(24 * 40), false, {}});
  const auto told = figures.figures();
  REQUIRE(told.total.deflection);
  CHECK(told.total.deflection->talks == 4);
  CHECK(told.total.deflection->deflected == 2);
  const auto day = line(told, "1970-12-22").deflection;
  REQUIRE(day);
  CHECK(day->talks == 4);
}

TEST_CASE("groupings have names, and no other name is one") {
  for (const char* name : {"none", "team", "agent", "type", "tier", "hour", "day"}) {
    REQUIRE(parse_grouping(name));
    CHECK(to_string(*parse_grouping(name)) == name);
  }
  CHECK_FALSE(parse_grouping("volume"));
}
