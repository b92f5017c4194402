#pragma once
// Points in time for readers without a script: in the service's zone, which is named.

#include <string>

#include "base/time.hpp"

namespace yingda::pages {

// "2026年11月21日 16:05", "2026-11-21 16:05"
std::string time_words(Instant at, const ZoneOffset& zone, const std::string& locale);
// "UTC+8"
std::string zone_name(Instant at, const ZoneOffset& zone);
// "本页时间为 UTC+8", "Times on this page are in UTC+8."
std::string zone_words(Instant at, const ZoneOffset& zone, const std::string& locale);

}  // namespace yingda::pages
