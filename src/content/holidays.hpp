#pragma once
// Data files with holidays and make-up days, such as config/calendars/zh-CN.yaml.

#include <map>
#include <string_view>

#include "content/yaml_reader.hpp"
#include "workorder/calendar.hpp"

namespace yingda::content {

// By day: true is a make-up day, which is worked; false is a holiday.
using Holidays = std::map<std::chrono::sys_days, bool>;

// What is wrong is a finding, and left out.
Holidays parse_holidays(std::string_view bytes, Report& report);

}  // namespace yingda::content
