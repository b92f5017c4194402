#pragma once
// How figures are written: null where there is none, never 0.

#include <cstdint>
#include <nlohmann/json.hpp>
#include <optional>

#include "base/time.hpp"

namespace yingda::wire {

inline nlohmann::json seconds(TimeSpan span) {
  return std::chrono::duration_cast<std::chrono::seconds>(span).count();
}

inline nlohmann::json seconds(const std::optional<TimeSpan>& span) {
  return span ? seconds(*span) : nlohmann::json();
}

inline nlohmann::json share(std::uint64_t part, std::uint64_t whole) {
  if (whole == 0) return {};
  return static_cast<double>(part) / static_cast<double>(whole);
}

}  // namespace yingda::wire
