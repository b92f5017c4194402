#include "connect/notice_schedule.hpp"

#include <algorithm>
#include <array>

namespace yingda::connect {
namespace {

using namespace std::chrono_literals;
constexpr std::array<std::chrono::seconds, 9> delays{5s, 5min, 30min, 2h, 5h, 10h, 14h, 20h, 24h};
constexpr double longer_max = 0.2;

}  // namespace

std::optional<Instant> next_attempt(int failed, Instant created, Instant now, double chance,
                                    TimeSpan max_age) {
  const auto place = std::clamp<std::size_t>(static_cast<std::size_t>(std::max(failed, 1)) - 1, 0,
                                             delays.size() - 1);
  const auto delay = std::chrono::duration_cast<TimeSpan>(delays[place]);
  const double longer =
      static_cast<double>(delay.count()) * longer_max * std::clamp(chance, 0.0, 1.0);
  const Instant next = now + delay + TimeSpan(static_cast<TimeSpan::rep>(longer));
  if (next > created + max_age) return std::nullopt;
  return next;
}

}  // namespace yingda::connect
