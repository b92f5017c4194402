#include "pages/times.hpp"

#include <array>
#include <cstdio>
#include <cstdlib>

namespace yingda::pages {

std::string time_words(Instant at, const ZoneOffset& zone, const std::string& locale) {
  const auto local = to_local(at, zone);
  const bool english = locale.starts_with("en");
  std::array<char, 48> out{};
  std::snprintf(out.data(), out.size(),
                english ? "%04d-%02u-%02u %02d:%02d" : "%04d年%u月%u日 %02d:%02d",
                static_cast<int>(local.date.year()), static_cast<unsigned>(local.date.month()),
                static_cast<unsigned>(local.date.day()), local.hour, local.minute);
  return out.data();
}

std::string zone_name(Instant at, const ZoneOffset& zone) {
  const auto minutes = zone(at).count();
  std::array<char, 16> offset{};
  std::snprintf(offset.data(), offset.size(), minutes % 60 == 0 ? "UTC%+d" : "UTC%+d:%02d",
                static_cast<int>(minutes / 60), static_cast<int>(std::abs(minutes % 60)));
  return offset.data();
}

std::string zone_words(Instant at, const ZoneOffset& zone, const std::string& locale) {
  const std::string name = zone_name(at, zone);
  return locale.starts_with("en") ? "Times on this page are in " + name + "."
                                  : "本页时间为 " + name + "。";
}

}  // namespace yingda::pages
