#pragma once
// What the tests of pages share.

#include <chrono>
#include <string>

#include "base/time.hpp"

namespace yingda::pages::testing {

// Of a Friday in Shanghai.
inline const Instant noon =
    Instant(std::chrono::sys_days(std::chrono::year(2026) / 11 / 20)) + std::chrono::hours(4);

inline std::chrono::minutes shanghai(Instant) { return std::chrono::hours(8); }

inline bool has(const std::string& html, const std::string& part) {
  return html.find(part) != std::string::npos;
}

}  // namespace yingda::pages::testing
