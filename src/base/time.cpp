#include "base/time.hpp"

#include <array>
#include <cstdio>
#include <optional>

namespace yingda {
namespace {

using std::chrono::days;
using std::chrono::floor;
using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

// Reads exactly `width` digits at `at` and moves on.
std::optional<int> digits(std::string_view text, std::size_t& at, int width) {
  int value = 0;
  for (int i = 0; i < width; ++i, ++at) {
    if (at >= text.size() || text[at] < '0' || text[at] > '9') return std::nullopt;
    value = value * 10 + (text[at] - '0');
  }
  return value;
}

bool literal(std::string_view text, std::size_t& at, std::string_view allowed) {
  if (at >= text.size() || allowed.find(text[at]) == std::string_view::npos) return false;
  ++at;
  return true;
}

int fraction_ms(std::string_view text, std::size_t& at) {
  int value = 0;
  int scale = 100;
  while (at < text.size() && text[at] >= '0' && text[at] <= '9') {
    value += (text[at] - '0') * scale;
    scale /= 10;
    ++at;
  }
  return value;
}

std::optional<minutes> offset(std::string_view text, std::size_t& at) {
  if (literal(text, at, "Zz")) return minutes{0};
  if (at >= text.size()) return std::nullopt;
  const int sign = text[at] == '-' ? -1 : 1;
  if (!literal(text, at, "+-")) return std::nullopt;
  const auto hour = digits(text, at, 2);
  if (!hour || !literal(text, at, ":")) return std::nullopt;
  const auto minute = digits(text, at, 2);
  if (!minute || *hour > 23 || *minute > 59) return std::nullopt;
  return minutes{sign * (*hour * 60 + *minute)};
}

// Writes the last `width` digits of a value that is not negative.
void put(std::string& out, std::size_t at, std::size_t width, std::int64_t value) {
  for (std::size_t i = width; i-- > 0; value /= 10)
    out[at + i] = static_cast<char>('0' + value % 10);
}

Error not_a_time(std::string_view text) {
  return Error{ErrorCode::invalid, "not a date and time: \"" + std::string(text.substr(0, 40)) +
                                       "\" (expected 2026-11-21T08:05:00Z)"};
}

}  // namespace

std::string to_rfc3339(Instant at) {
  const auto day = floor<days>(at);
  const std::chrono::year_month_day date(day);
  const auto ms = (at - day).count();
  std::string out = "0000-00-00T00:00:00.000Z";
  put(out, 0, 4, static_cast<int>(date.year()));
  put(out, 5, 2, static_cast<int>(static_cast<unsigned>(date.month())));
  put(out, 8, 2, static_cast<int>(static_cast<unsigned>(date.day())));
  put(out, 11, 2, ms / 3600000);
  put(out, 14, 2, ms / 60000 % 60);
  put(out, 17, 2, ms / 1000 % 60);
  put(out, 20, 3, ms % 1000);
  return out;
}

Result<Instant> parse_rfc3339(std::string_view text) {
  std::size_t at = 0;
  const auto year = digits(text, at, 4);
  if (!year || !literal(text, at, "-")) return not_a_time(text);
  const auto month = digits(text, at, 2);
  if (!month || !literal(text, at, "-")) return not_a_time(text);
  const auto day = digits(text, at, 2);
  if (!day || !literal(text, at, "Tt ")) return not_a_time(text);
  const auto hour = digits(text, at, 2);
  if (!hour || !literal(text, at, ":")) return not_a_time(text);
  const auto minute = digits(text, at, 2);
  if (!minute || !literal(text, at, ":")) return not_a_time(text);
  const auto second = digits(text, at, 2);
  if (!second) return not_a_time(text);
  const int ms = literal(text, at, ".") ? fraction_ms(text, at) : 0;
  const auto shift = offset(text, at);
  const std::chrono::year_month_day date{std::chrono::year(*year),
                                         std::chrono::month(static_cast<unsigned>(*month)),
                                         std::chrono::day(static_cast<unsigned>(*day))};
  if (!shift || at != text.size() || !date.ok() || *hour > 23 || *minute > 59 || *second > 60) {
    return not_a_time(text);
  }
  return Instant(std::chrono::sys_days(date)) + hours(*hour) + minutes(*minute) + seconds(*second) +
         TimeSpan(ms) - *shift;
}

LocalTime to_local(Instant at, const ZoneOffset& zone) {
  const Instant shifted = at + (zone ? zone(at) : minutes{0});
  const auto day = floor<days>(shifted);
  const auto rest = std::chrono::duration_cast<seconds>(shifted - day).count();
  return {std::chrono::year_month_day(day), static_cast<int>(rest / 3600),
          static_cast<int>(rest / 60 % 60), static_cast<int>(rest % 60)};
}

Instant from_local(const LocalTime& local, const ZoneOffset& zone) {
  const Instant wall = Instant(std::chrono::sys_days(local.date)) + hours(local.hour) +
                       minutes(local.minute) + seconds(local.second);
  const Instant guess = wall - (zone ? zone(wall) : minutes{0});
  return wall - (zone ? zone(guess) : minutes{0});
}

std::string local_day(Instant at, const ZoneOffset& zone) {
  const auto local = to_local(at, zone);
  std::array<char, 16> out{};
  std::snprintf(out.data(), out.size(), "%04d%02u%02u", static_cast<int>(local.date.year()),
                static_cast<unsigned>(local.date.month()), static_cast<unsigned>(local.date.day()));
  return out.data();
}

}  // namespace yingda
