// The only place that reads the time zone database.

#include <date/tz.h>

#include <exception>

#include "content/units.hpp"

namespace yingda::content {
namespace {

// China has had no summer time since 1991: the default zone works on machines without tzdata.
constexpr std::chrono::minutes china{8 * 60};

ZoneOffset fixed(std::chrono::minutes offset) {
  return [offset](Instant) { return offset; };
}

}  // namespace

Result<ZoneOffset> find_zone(const std::string& name) {
  if (name == "UTC") return fixed(std::chrono::minutes{0});
  if (name == "Asia/Shanghai") return fixed(china);
  const date::time_zone* zone = nullptr;
  try {
    zone = date::locate_zone(name);
  } catch (const std::exception&) {
    return Error{ErrorCode::invalid,
                 "`" + name +
                     "` is no time zone here; write an IANA name such as Asia/Shanghai, "
                     "Europe/Berlin or UTC"};
  }
  return ZoneOffset([zone](Instant at) {
    const auto info = zone->get_info(std::chrono::floor<std::chrono::seconds>(at));
    return std::chrono::duration_cast<std::chrono::minutes>(info.offset);
  });
}

}  // namespace yingda::content
