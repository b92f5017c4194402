#include "content/units.hpp"

#include <array>
#include <charconv>

namespace yingda::content {
namespace {

struct Unit {
  std::string_view name;
  std::uint64_t factor;
};

constexpr std::array spans{Unit{"d", 86'400'000}, Unit{"h", 3'600'000}, Unit{"m", 60'000},
                           Unit{"s", 1'000}, Unit{"ms", 1}};
constexpr std::array sizes{Unit{"GiB", 1ULL << 30},
                           Unit{"MiB", 1ULL << 20},
                           Unit{"KiB", 1ULL << 10},
                           Unit{"GB", 1'000'000'000},
                           Unit{"MB", 1'000'000},
                           Unit{"KB", 1'000},
                           Unit{"B", 1}};

constexpr std::uint64_t span_max = 10ULL * 366 * 86'400'000;
constexpr std::uint64_t size_max = 1ULL << 50;

// Takes one "12unit" from the front; the unit is everything up to the next digit.
template <class Units>
bool take_part(std::string_view& text, const Units& units, std::uint64_t& total,
               std::uint64_t most) {
  std::uint64_t count = 0;
  const auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), count);
  if (error != std::errc() || stop == text.data()) return false;
  text.remove_prefix(static_cast<std::size_t>(stop - text.data()));
  const auto end = std::min(text.find_first_of("0123456789"), text.size());
  const auto unit = text.substr(0, end);
  text.remove_prefix(end);
  for (const auto& known : units) {
    if (known.name != unit) continue;
    if (count > most / known.factor) return false;
    total += count * known.factor;
    return total <= most;
  }
  return false;
}

template <class Units>
std::string in_largest_units(std::uint64_t value, const Units& units, bool one_unit) {
  if (value == 0) return one_unit ? "0" : "0s";
  std::string out;
  for (const auto& unit : units) {
    if (value < unit.factor || (one_unit && value % unit.factor != 0)) continue;
    out += std::to_string(value / unit.factor) + std::string(unit.name);
    if (one_unit) return out;
    value %= unit.factor;
  }
  return out;
}

}  // namespace

Result<TimeSpan> parse_duration(std::string_view text) {
  const Error wrong{ErrorCode::invalid,
                    "`" + std::string(text) + "` is no duration; write 500ms, 30s, 10m, 2h or 3d"};
  if (text == "0") return TimeSpan{};
  std::uint64_t total = 0;
  auto rest = text;
  if (rest.empty()) return wrong;
  while (!rest.empty()) {
    if (!take_part(rest, spans, total, span_max)) return wrong;
  }
  return TimeSpan(static_cast<TimeSpan::rep>(total));
}

std::string to_text(TimeSpan span) {
  return in_largest_units(static_cast<std::uint64_t>(span.count()), spans, false);
}

Result<std::uint64_t> parse_size(std::string_view text) {
  const Error wrong{ErrorCode::invalid,
                    "`" + std::string(text) + "` is no size; write 500KB, 20MiB or 1GiB"};
  std::uint64_t bytes = 0;
  const auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), bytes);
  if (!text.empty() && error == std::errc() && stop == text.data() + text.size()) {
    if (bytes <= size_max) return bytes;
    return wrong;
  }
  std::uint64_t total = 0;
  auto rest = text;
  if (!take_part(rest, sizes, total, size_max) || !rest.empty()) return wrong;
  return total;
}

std::string size_text(std::uint64_t bytes) { return in_largest_units(bytes, sizes, true); }

}  // namespace yingda::content
