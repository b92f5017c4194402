#pragma once
// Durations and sizes as people write them in config: "10m", "2h", "1h30m", "20MiB".

#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "base/time.hpp"

namespace yingda::content {

// Parts of ms, s, m, h, d, largest first or not; "0" needs no unit. At most ten years.
Result<TimeSpan> parse_duration(std::string_view text);
// The shortest form: "1h30m", "0s".
std::string to_text(TimeSpan span);

// B, KiB, MiB, GiB, and KB, MB, GB of powers of ten; a number alone is bytes.
Result<std::uint64_t> parse_size(std::string_view text);
std::string size_text(std::uint64_t bytes);

// The wall clock of an IANA time zone such as "Asia/Shanghai" or "UTC".
Result<ZoneOffset> find_zone(const std::string& name);

}  // namespace yingda::content
