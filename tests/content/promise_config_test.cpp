#include "content/promise_config.hpp"

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>

#include "content/config.hpp"
#include "content/holidays.hpp"
#include "support.hpp"

using namespace yingda;
using namespace yingda::content;
using namespace yingda::content::test;
using namespace std::chrono_literals;

namespace {

std::string problems(const std::string& yaml) {
  return lines(parse_config(yaml, "c.yaml").findings);
}

std::string holiday_problems(const std::string& yaml) {
  std::vector<Finding> findings;
  Report report("h.yaml", findings);
  parse_holidays(yaml, report);
  return lines(findings);
}

std::chrono::sys_days day(int year, int month, int of) {
  return std::chrono::year(year) / month / of;
}

constexpr const char* office =
    "calendar:\n"
    "  hours:\n"
    "    monday: [\"09:00-12:00\", \"13:30-18:00\"]\n"
    "    friday: 09:00-24:00\n";

}  // namespace

TEST_CASE("promises run around the clock unless the config says otherwise") {
  CHECK(default_config().policy.calendar.round_the_clock);
  CHECK(parse_config("calendar: {hours: always}\n", "c").config.policy.calendar.round_the_clock);
}

TEST_CASE("hours of the week are read, and written as they were") {
  const auto parsed = parse_config(office, "c.yaml");
  CHECK(lines(parsed.findings).empty());
  const auto& calendar = parsed.config.policy.calendar;
  CHECK_FALSE(calendar.round_the_clock);
  CHECK(calendar.week[0] == workorder::Shifts{{9h, 12h}, {13h + 30min, 18h}});
  CHECK(calendar.week[4] == workorder::Shifts{{9h, 24h}});
  CHECK(calendar.week[1].empty());
  CHECK(calendar.zone(Instant{}) == 8h);
  const auto again = parse_config(to_json(parsed.config), "out.json");
  CHECK(to_json(again.config) == to_json(parsed.config));
}

TEST_CASE("wrong hours are findings with their place") {
  CHECK(problems("calendar:\n  hours: nine to five\n") ==
        "c.yaml:2:10: error: `hours` is `always`, or the hours of each weekday, for example "
        "{monday: [\"09:00-18:00\"]} [schema]\n");
  CHECK(problems("calendar:\n  hours: {monday: 9-18}\n") ==
        "c.yaml:2:19: error: `9-18` is no span of a day; write for example 09:00-18:00 [schema]\n");
  CHECK(contains(problems("calendar: {hours: {monday: [\"13:00-18:00\", \"09:00-12:00\"]}}\n"),
                 "in their order"));
  CHECK(contains(problems("calendar: {hours: {monday: \"18:00-09:00\"}}\n"), "no span of a day"));
  CHECK(contains(problems("calendar: {hours: {monday: \"09:00-25:00\"}}\n"), "no span of a day"));
  CHECK(contains(problems("calendar: {hours: {munday: \"09:00-18:00\"}}\n"), "`monday`"));
  CHECK(contains(problems("calendar: {hours: {monday: []}}\n"), "no promise can be kept"));
}

TEST_CASE("the shipped holidays of mainland China are sound, and those of 2026 complete") {
  const auto directory = std::filesystem::temp_directory_path() / "yingda-calendar-test";
  std::filesystem::create_directories(directory);
  const std::string file = (directory / "c.yaml").string();
  const std::string data = std::string(YINGDA_SOURCE_DIR) + "/config/calendars/zh-CN.yaml";
  const auto parsed = parse_config(std::string(office) + "  holidays: " + data + "\n", file);
  CHECK(lines(parsed.findings).empty());
  const auto& calendar = parsed.config.policy.calendar;
  std::size_t off = 0;
  std::size_t worked = 0;
  for (const auto& [date, shifts] : calendar.exceptions) {
    if (date >= day(2027, 1, 1)) continue;
    shifts.empty() ? ++off : ++worked;
  }
  CHECK(off == 33);
  CHECK(worked == 6);
  CHECK(calendar.on(day(2026, 2, 17)).empty());  // the first day of the year of the Horse
  CHECK(calendar.on(day(2026, 2, 14)) == calendar.week[0]);  // a Saturday, worked
  CHECK(calendar.on(day(2027, 2, 6)).empty());
  std::filesystem::remove_all(directory);
}

TEST_CASE("make-up days have hours of their own when they are given") {
  const std::string data = std::string(YINGDA_SOURCE_DIR) + "/config/calendars/zh-CN.yaml";
  const auto parsed = parse_config(
      std::string(office) + "  make_up_hours: 10:00-16:00\n  holidays: " + data + "\n", "c.yaml");
  CHECK(parsed.config.policy.calendar.on(day(2026, 10, 10)) == workorder::Shifts{{10h, 16h}});
}

TEST_CASE("what is wrong with holidays is found in their own file") {
  CHECK(holiday_problems("holidays:\n  - {from: 2026-02-30}\n") ==
        "h.yaml:2:12: error: `2026-02-30` is no date; write for example 2026-10-01 [schema]\n");
  CHECK(contains(holiday_problems("holidays: [{from: 2026-10-07, to: 2026-10-01}]\n"),
                 "ends on the day it begins"));
  CHECK(contains(holiday_problems("holidays: [{from: 2026-10-01}]\nmake_up_days: [2026-10-01]\n"),
                 "2026-10-01 is named twice"));
  CHECK(contains(holiday_problems("holidays: [{to: 2026-10-01}]\n"), "from"));
  CHECK(contains(holiday_problems("make_up_days: [tomorrow]\n"), "is no date"));
  CHECK(
      contains(problems("calendar: {holidays: nowhere.yaml}\n"),
               "nowhere.yaml:1:1: error: the holidays that c.yaml names cannot be read: No such"));
}

TEST_CASE("the compensation table is read as amounts, and replaced as a whole") {
  const auto parsed = parse_config(
      "compensation:\n  amounts: {inquiry: {first_response: 2.5}}\n  per_order: 20\n"
      "  pay_within: 2d\n",
      "c.yaml");
  CHECK(lines(parsed.findings).empty());
  const auto& policy = parsed.config.policy.compensation;
  CHECK(policy.rates.inquiry.first_response == 250);
  CHECK(policy.rates.urgent_complaint.first_response == 0);
  CHECK(policy.per_order_max == 2000);
  CHECK(policy.pay_within == 48h);
  CHECK(parse_config("compensation: {amounts: {}}\n", "c").config.policy.compensation.rates ==
        workorder::ByTier<workorder::CompensationRates>{});
}

TEST_CASE("wrong amounts and currencies are findings with their place") {
  CHECK(problems("compensation:\n  amounts:\n    complaint: {resolve: five}\n") ==
        "c.yaml:3:26: error: `resolve`: `five` is no amount; write for example 15.00 [schema]\n");
  CHECK(contains(problems("compensation: {per_day: -1}\n"), "is no amount"));
  CHECK(contains(problems("compensation: {per_order: 1.005}\n"), "is no amount"));
  CHECK(contains(problems("compensation: {currency: yuan}\n"), "ISO 4217"));
  CHECK(contains(problems("compensation: {amounts: {complaints: {}}}\n"), "`complaint`"));
  CHECK(contains(problems("compensation: {pay_within: soon}\n"), "is no duration"));
}
