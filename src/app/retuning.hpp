#pragma once
// Refits the gate of an engine on what visitors and agents made of its answers.

#include <map>
#include <string>
#include <vector>

#include "knowledge/retuning.hpp"
#include "learning/report.hpp"
#include "learning/traffic.hpp"

namespace yingda::knowledge {
class Engine;
}

namespace yingda::app {

using Retunings = std::map<std::string, knowledge::Retuning>;  // by locale

// How far the gates of that engine are moved.
Retunings retuning_in(const knowledge::Engine& engine);
// How far that traffic would move them. The same traffic gives the same.
Retunings retuning_by(const knowledge::Engine& engine,
                      const std::vector<learning::ConversationTraffic>& traffic, Instant now);
// The same of the newest traffic of a data directory; none when nothing was asked there.
Retunings retuning_of(const knowledge::Engine& engine, const std::string& data);

// For people: how far each is, and would be.
std::vector<learning::GateLine> gate_lines(const Retunings& now, const Retunings& next);

}  // namespace yingda::app
