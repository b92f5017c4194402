#include "content/promise_config.hpp"

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "content/holidays.hpp"
#include "content/keys.hpp"
#include "content/units.hpp"

namespace yingda::content {
namespace {

using workorder::Shift;
using workorder::Shifts;

std::optional<std::chrono::minutes> minute_in(std::string_view text) {
  int hour = 0;
  int minute = 0;
  if (text.size() != 5 || text[2] != ':') return std::nullopt;
  const auto part = [](std::string_view digits, int& value) {
    const auto [stop, error] = std::from_chars(digits.data(), digits.data() + 2, value);
    return error == std::errc() && stop == digits.data() + 2 && value >= 0;
  };
  if (!part(text.substr(0, 2), hour) || !part(text.substr(3, 2), minute)) return std::nullopt;
  if (minute > 59 || hour * 60 + minute > 24 * 60) return std::nullopt;
  return std::chrono::minutes(hour * 60 + minute);
}

std::string clock_text(std::chrono::minutes minute) {
  const auto two = [](long long value) { return (value < 10 ? "0" : "") + std::to_string(value); };
  return two(minute.count() / 60) + ":" + two(minute.count() % 60);
}

// A list of spans, or one alone. They must follow one another.
Shifts read_shifts(const YamlNode& node, Report& report) {
  Shifts out;
  std::vector<const YamlNode*> spans;
  if (node.is_list()) {
    for (const auto& item : node.items) spans.push_back(&item);
  } else if (!node.is_null()) {
    spans.push_back(&node);
  }
  for (const auto* span : spans) {
    const auto shift = parse_shift(span->scalar);
    if (!shift) {
      report.error(span->at, shift.error().detail);
    } else if (!out.empty() && shift->from < out.back().to) {
      report.error(span->at, "`" + span->scalar + "` begins before `" + to_text(out.back()) +
                                 "` ends; write the hours of a day in their order");
    } else {
      out.push_back(*shift);
    }
  }
  return out;
}

void read_week(const YamlNode& node, Report& report, CalendarSettings& settings) {
  if (node.is_scalar() && node.scalar == "always") {
    settings.round_the_clock = true;
    return;
  }
  if (!node.is_map()) {
    return report.error(node.at,
                        "`hours` is `always`, or the hours of each weekday, for example "
                        "{monday: [\"09:00-18:00\"]}");
  }
  const Fields in(node, report, "`hours`");
  in.only(keys::calendar_hours);
  settings.round_the_clock = false;
  settings.week = {};
  bool any = false;
  for (std::size_t day = 0; day < weekday_names.size(); ++day) {
    const auto* hours = in.find(weekday_names[day]);
    if (hours == nullptr) continue;
    settings.week[day] = read_shifts(*hours, report);
    any = any || hours->is_scalar() || !hours->items.empty();
  }
  if (!any) report.error(node.at, "without an hour in the whole week no promise can be kept");
}

workorder::Hundredths read_amount(const Fields& in, std::string_view key) {
  const auto text = in.text(key);
  if (!text) return 0;
  const auto amount = workorder::parse_amount(*text);
  if (amount) return *amount;
  in.report().error(in.at(key), "`" + std::string(key) + "`: " + amount.error().detail);
  return 0;
}

void read_rates(const Fields& tiers, std::string_view tier, workorder::CompensationRates& rates) {
  const auto* node = tiers.map(tier);
  if (!node) return;
  const Fields in(*node, tiers.report(), "`" + std::string(tier) + "`");
  in.only(keys::compensation_rates);
  rates.first_response = read_amount(in, "first_response");
  rates.next_response = read_amount(in, "next_response");
  rates.resolve = read_amount(in, "resolve");
}

bool is_currency(std::string_view code) {
  return code.size() == 3 && std::ranges::all_of(code, [](char c) { return c >= 'A' && c <= 'Z'; });
}

void read_pay_within(const Fields& in, TimeSpan& span) {
  const auto text = in.text("pay_within");
  if (!text) return;
  const auto read = parse_duration(*text);
  if (!read) return in.report().error(in.at("pay_within"), "`pay_within`: " + read.error().detail);
  span = *read;
}

std::optional<std::string> bytes_of(const std::string& path) {
  errno = 0;
  std::ifstream in(path, std::ios::binary);
  std::ostringstream bytes;
  if (in && in.peek() != std::ifstream::traits_type::eof()) bytes << in.rdbuf();
  if (in.bad() || !in.is_open()) return std::nullopt;
  return bytes.str();
}

}  // namespace

const std::array<std::string_view, 7> weekday_names{"monday", "tuesday",  "wednesday", "thursday",
                                                    "friday", "saturday", "sunday"};

Result<Shift> parse_shift(std::string_view text) {
  const auto from = minute_in(text.substr(0, 5));
  const auto to = text.size() == 11 && text[5] == '-' ? minute_in(text.substr(6)) : std::nullopt;
  if (from && to && *from < *to) return Shift{*from, *to};
  return Error{ErrorCode::invalid, "`" + std::string(text.substr(0, 40)) +
                                       "` is no span of a day; write for example 09:00-18:00"};
}

std::string to_text(const Shift& shift) {
  return clock_text(shift.from) + "-" + clock_text(shift.to);
}

void read_calendar(const Fields& fields, CalendarSettings& settings) {
  const auto* node = fields.map("calendar");
  if (!node) return;
  const Fields in(*node, fields.report(), "`calendar`");
  in.only(keys::calendar);
  if (const auto* hours = in.find("hours")) read_week(*hours, in.report(), settings);
  if (const auto* hours = in.find("make_up_hours")) {
    settings.make_up_hours = read_shifts(*hours, in.report());
  }
  if (auto path = in.text("holidays")) settings.holidays = std::move(*path);
}

void read_compensation(const Fields& fields, workorder::CompensationPolicy& policy) {
  const auto* node = fields.map("compensation");
  if (!node) return;
  const Fields in(*node, fields.report(), "`compensation`");
  in.only(keys::compensation);
  if (auto currency = in.text("currency")) {
    policy.currency = std::move(*currency);
    if (!is_currency(policy.currency)) {
      in.report().error(in.at("currency"), "`currency` is an ISO 4217 code such as CNY");
    }
  }
  if (const auto* amounts = in.map("amounts")) {
    const Fields tiers(*amounts, in.report(), "`amounts`");
    tiers.only(keys::sla);
    policy.rates = {};  // the table as a whole: an empty one grants nothing
    read_rates(tiers, "inquiry", policy.rates.inquiry);
    read_rates(tiers, "complaint", policy.rates.complaint);
    read_rates(tiers, "urgent_complaint", policy.rates.urgent_complaint);
    read_rates(tiers, "dispute", policy.rates.dispute);
  }
  if (in.has("per_order")) policy.per_order_max = read_amount(in, "per_order");
  if (in.has("per_day")) policy.per_day_max = read_amount(in, "per_day");
  read_pay_within(in, policy.pay_within);
}

workorder::Calendar build_calendar(const CalendarSettings& settings, const ZoneOffset& zone,
                                   const std::string& config_file, std::vector<Finding>& findings) {
  workorder::Calendar calendar{settings.round_the_clock, zone, settings.week, {}};
  if (settings.holidays.empty()) return calendar;
  const auto path = (std::filesystem::path(config_file).parent_path() / settings.holidays).string();
  Report report(path, findings);
  const auto bytes = bytes_of(path);
  if (!bytes) {
    report.error({1, 1}, "the holidays that " + config_file +
                             " names cannot be read: " + std::strerror(errno));
    return calendar;
  }
  const Shifts& make_up =
      settings.make_up_hours.empty() ? settings.week.front() : settings.make_up_hours;
  for (const auto& [day, worked] : parse_holidays(*bytes, report)) {
    calendar.exceptions[day] = worked ? make_up : Shifts{};
  }
  return calendar;
}

}  // namespace yingda::content
