#pragma once
// A replay for people and for programs. Personal data is masked in both.

#include <string>

#include "app/replay_run.hpp"

namespace yingda::app {

std::string replay_text(const ReplayReport& report);
std::string replay_json(const ReplayReport& report);

}  // namespace yingda::app
