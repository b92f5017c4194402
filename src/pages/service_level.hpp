#pragma once
// The public page that puts what was promised beside what happened. No script.

#include <string>
#include <vector>

#include "base/time.hpp"
#include "workorder/service_level.hpp"

namespace yingda::pages {

struct ServicePage {
  const workorder::ServiceLevel& level;
  std::string brand;
  std::vector<std::string> evidence;  // what each kind of complaint needs, one line each
  std::string locale;                 // "zh-CN" or "en"
  ZoneOffset zone;
};

std::string service_page(const ServicePage& page);

}  // namespace yingda::pages
