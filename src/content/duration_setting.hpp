#pragma once
// A setting that is a length of time: "90s", "24h".

#include <string_view>

#include "base/time.hpp"
#include "content/yaml_reader.hpp"

namespace yingda::content {

// Absent: `target` stays. Unreadable: a finding, and it stays.
void read_duration(TimeSpan& target, const Fields& fields, std::string_view key);

}  // namespace yingda::content
