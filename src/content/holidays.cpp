#include "content/holidays.hpp"

#include <charconv>
#include <optional>

#include "content/keys.hpp"

namespace yingda::content {
namespace {

using std::chrono::days;
using std::chrono::sys_days;

// Nobody closes for longer; a slip of the year would be.
constexpr int holiday_days_max = 60;

std::optional<int> number_in(std::string_view text) {
  int value = 0;
  const auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || stop != text.data() + text.size()) return std::nullopt;
  return value;
}

std::optional<sys_days> date_in(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  const auto year = number_in(text.substr(0, 4));
  const auto month = number_in(text.substr(5, 2));
  const auto day = number_in(text.substr(8, 2));
  if (!year || !month || !day || *month < 0 || *day < 0) return std::nullopt;
  const std::chrono::year_month_day date{std::chrono::year(*year),
                                         std::chrono::month(static_cast<unsigned>(*month)),
                                         std::chrono::day(static_cast<unsigned>(*day))};
  if (!date.ok()) return std::nullopt;
  return sys_days(date);
}

std::optional<sys_days> read_date(const std::string& text, Position at, Report& report) {
  const auto date = date_in(text);
  if (!date) report.error(at, "`" + text + "` is no date; write for example 2026-10-01");
  return date;
}

void add(Holidays& out, sys_days day, bool worked, Position at, Report& report) {
  if (out.emplace(day, worked).second) return;
  const std::string date = to_rfc3339(Instant(day)).substr(0, 10);
  report.error(at, date + " is named twice; a day is either a holiday or a make-up day");
}

void read_holiday(const YamlNode& node, Report& report, Holidays& out) {
  const Fields in(node, report, "a holiday");
  in.only(keys::holiday);
  in.text("name");  // for readers of the file, but no list or mapping
  const auto from = in.required_text("from");
  if (from.empty()) return;
  const auto first = read_date(from, in.at("from"), report);
  const auto to = in.text("to");
  const auto last = to ? read_date(*to, in.at("to"), report) : first;
  if (!first || !last) return;
  if (*last < *first || *last - *first >= days(holiday_days_max)) {
    return report.error(in.at("to"), "a holiday ends on the day it begins or up to " +
                                         std::to_string(holiday_days_max) + " days later");
  }
  for (sys_days day = *first; day <= *last; day += days(1)) add(out, day, false, in.at(), report);
}

}  // namespace

Holidays parse_holidays(std::string_view bytes, Report& report) {
  Holidays out;
  const auto root = parse_yaml(bytes, report);
  if (!root || root->is_null()) return out;
  const Fields fields(*root, report, "the holidays");
  fields.only(keys::holidays);
  if (const auto* years = fields.list("announced")) {
    for (const auto& year : years->items) {
      if (!as_number(year)) report.error(year.at, "`announced` holds years, not " + describe(year));
    }
  }
  if (const auto* list = fields.list("holidays")) {
    for (const auto& item : list->items) read_holiday(item, report, out);
  }
  if (const auto* list = fields.list("make_up_days")) {
    for (const auto& item : list->items) {
      if (const auto day = read_date(item.scalar, item.at, report)) {
        add(out, *day, true, item.at, report);
      }
    }
  }
  return out;
}

}  // namespace yingda::content
