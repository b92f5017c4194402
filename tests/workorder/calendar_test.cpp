#include "workorder/calendar.hpp"

#include <catch2/catch.hpp>

using namespace yingda;
using namespace yingda::workorder;
using namespace std::chrono_literals;

namespace {

std::chrono::minutes shanghai(Instant) { return 8h; }

// A wall-clock time in Shanghai, "2026-09-24 17:30".
Instant at(const std::string& text) {
  return parse_rfc3339(text.substr(0, 10) + "T" + text.substr(11) + ":00+08:00").value();
}

std::chrono::sys_days day(int year, unsigned month, unsigned of) {
  return std::chrono::year(year) / static_cast<int>(month) / static_cast<int>(of);
}

// Monday to Friday, nine to six with a break of an hour, and two weeks of autumn 2026.
Calendar office() {
  Calendar calendar;
  calendar.round_the_clock = false;
  calendar.zone = shanghai;
  const Shifts hours{{9h, 12h}, {13h, 18h}};
  for (std::size_t weekday = 0; weekday < 5; ++weekday) calendar.week[weekday] = hours;
  calendar.exceptions[day(2026, 9, 20)] = hours;  // a Sunday, worked for National Day
  for (unsigned date = 25; date <= 27; ++date) calendar.exceptions[day(2026, 9, date)] = {};
  for (unsigned date = 1; date <= 7; ++date) calendar.exceptions[day(2026, 10, date)] = {};
  calendar.exceptions[day(2026, 10, 10)] = hours;  // a Saturday, worked for National Day
  return calendar;
}

}  // namespace

TEST_CASE("around the clock a span is a span") {
  CHECK(due({}, at("2026-10-01 23:50"), 24h) == at("2026-10-02 23:50"));
  CHECK(working_time({}, at("2026-10-01 00:00"), at("2026-10-03 00:00")) == 48h);
}

TEST_CASE("working time stops at the end of a shift and goes on with the next") {
  const auto calendar = office();
  CHECK(due(calendar, at("2026-09-21 09:30"), 1h) == at("2026-09-21 10:30"));
  CHECK(due(calendar, at("2026-09-21 11:30"), 1h) == at("2026-09-21 13:30"));
  CHECK(due(calendar, at("2026-09-21 17:30"), 1h) == at("2026-09-22 09:30"));
  CHECK(due(calendar, at("2026-09-21 09:00"), 24h) == at("2026-09-23 18:00"));
}

TEST_CASE("exact boundaries: an end belongs to its shift, a beginning to the next") {
  const auto calendar = office();
  CHECK(due(calendar, at("2026-09-21 09:00"), 3h) == at("2026-09-21 12:00"));
  CHECK(due(calendar, at("2026-09-21 09:00"), 3h + 1ms) == at("2026-09-21 13:00") + 1ms);
  CHECK(due(calendar, at("2026-09-21 12:00"), 1h) == at("2026-09-21 14:00"));
  CHECK(due(calendar, at("2026-09-21 18:00"), 1h) == at("2026-09-22 10:00"));
  CHECK(due(calendar, at("2026-09-21 10:00"), 0h) == at("2026-09-21 10:00"));
}

TEST_CASE("what starts outside the hours starts with the next shift") {
  const auto calendar = office();
  CHECK(due(calendar, at("2026-09-21 03:00"), 10min) == at("2026-09-21 09:10"));
  CHECK(due(calendar, at("2026-09-21 12:30"), 10min) == at("2026-09-21 13:10"));
  CHECK(due(calendar, at("2026-09-21 22:00"), 10min) == at("2026-09-22 09:10"));
  CHECK(due(calendar, at("2026-09-19 12:00"), 10min) == at("2026-09-20 09:10"));  // make-up Sunday
}

TEST_CASE("holidays are skipped, make-up days are worked") {
  const auto calendar = office();
  // Thursday before Mid-Autumn: three days off, of which one is a Friday.
  CHECK(due(calendar, at("2026-09-24 17:00"), 2h) == at("2026-09-28 10:00"));
  // The last evening before National Day.
  CHECK(due(calendar, at("2026-09-30 17:00"), 2h) == at("2026-10-08 10:00"));
  // Friday evening to the make-up Saturday, and from it over the Sunday.
  CHECK(due(calendar, at("2026-10-09 17:30"), 1h) == at("2026-10-10 09:30"));
  CHECK(due(calendar, at("2026-10-10 17:30"), 1h) == at("2026-10-12 09:30"));
}

TEST_CASE("a shift may end at midnight and another begin there") {
  Calendar calendar;
  calendar.round_the_clock = false;
  calendar.zone = shanghai;
  for (auto& hours : calendar.week) hours = {{0h, 24h}};
  CHECK(due(calendar, at("2026-09-21 22:00"), 5h) == at("2026-09-22 03:00"));
  CHECK(working_time(calendar, at("2026-09-21 22:00"), at("2026-09-23 01:00")) == 27h);
}

TEST_CASE("where the clocks change, the hours on the wall count") {
  Calendar calendar;
  calendar.round_the_clock = false;
  // Berlin, autumn 2026: from +02:00 to +01:00 at 01:00 UTC on October 25th.
  const Instant change = parse_rfc3339("2026-10-25T01:00:00Z").value();
  calendar.zone = [change](Instant at) { return at < change ? 120min : 60min; };
  for (auto& hours : calendar.week) hours = {{9h, 17h}};
  CHECK(due(calendar, parse_rfc3339("2026-10-24T14:00:00Z").value(), 2h) ==
        parse_rfc3339("2026-10-25T09:00:00Z").value());
}

TEST_CASE("working time is counted as it is added") {
  const auto calendar = office();
  for (const char* start : {"2026-09-18 16:10", "2026-09-24 12:30", "2026-09-30 23:59"}) {
    for (const auto span : {1min, 59min, 480min, 2400min, 6000min}) {
      INFO(start << " + " << span.count() << " min");
      CHECK(working_time(calendar, at(start), due(calendar, at(start), span)) == span);
    }
  }
  CHECK(working_time(calendar, at("2026-10-01 09:00"), at("2026-10-07 18:00")) == 0h);
  CHECK(working_time(calendar, at("2026-09-22 10:00"), at("2026-09-21 10:00")) == 0h);
}

TEST_CASE("a week without hours is empty; its promises still end") {
  Calendar calendar;
  calendar.round_the_clock = false;
  CHECK(calendar.is_empty());
  CHECK(due(calendar, at("2026-09-21 09:00"), 1h) > at("2036-01-01 00:00"));
  CHECK_FALSE(office().is_empty());
}

TEST_CASE("who asks outside of the hours is told when the next shift begins") {
  const auto opens = [](const std::string& when) { return next_opening(office(), at(when)); };
  CHECK(opens("2026-09-23 08:59") == at("2026-09-23 09:00"));
  CHECK(opens("2026-09-23 12:30") == at("2026-09-23 13:00"));
  CHECK(opens("2026-09-23 18:00") == at("2026-09-24 09:00"));
  CHECK(opens("2026-09-24 18:00") == at("2026-09-28 09:00"));  // three days of holidays
  CHECK(opens("2026-09-23 09:00") == std::nullopt);
  CHECK(opens("2026-09-23 17:59") == std::nullopt);
  CHECK(next_opening({}, at("2026-09-23 03:00")) == std::nullopt);
}
