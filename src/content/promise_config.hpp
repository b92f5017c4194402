#pragma once
// The settings of promises: when they run, and what missing them costs.

#include <string>

#include "content/yaml_reader.hpp"
#include "workorder/calendar.hpp"
#include "workorder/compensation.hpp"

namespace yingda::content {

// `calendar`, as it stands in the file.
struct CalendarSettings {
  bool round_the_clock = true;
  std::array<workorder::Shifts, 7> week;  // Monday first
  workorder::Shifts make_up_hours;        // empty: Monday's
  std::string holidays;                   // a data file, relative to the config; may be empty
};

// "09:00-18:00" to a shift, and back. 24:00 is the end of the day.
Result<workorder::Shift> parse_shift(std::string_view text);
std::string to_text(const workorder::Shift& shift);

// The names of the days in `calendar.hours`, Monday first.
extern const std::array<std::string_view, 7> weekday_names;

// `fields` is the whole config; what is not named keeps its default.
void read_calendar(const Fields& fields, CalendarSettings& settings);
void read_compensation(const Fields& fields, workorder::CompensationPolicy& policy);

// The settings with the holidays of their file, which findings name by its own path. `zone` is the
// config's.
workorder::Calendar build_calendar(const CalendarSettings& settings, const ZoneOffset& zone,
                                   const std::string& config_file, std::vector<Finding>& findings);

}  // namespace yingda::content
