#include "app/retuning.hpp"

#include "app/traffic_shelf.hpp"
#include "knowledge/engine.hpp"
#include "knowledge/learned.hpp"
#include "learning/labels.hpp"

namespace yingda::app {

Retunings retuning_in(const knowledge::Engine& engine) {
  Retunings out;
  for (const auto& [locale, learned] : knowledge::read_learned(engine.learned())) {
    out[locale] = learned.gate.retuned;
  }
  return out;
}

Retunings retuning_by(const knowledge::Engine& engine,
                      const std::vector<learning::ConversationTraffic>& traffic, Instant now) {
  std::map<std::string, double> shifts;
  for (const auto& [locale, retuned] : retuning_in(engine)) shifts[locale] = retuned.shift;
  Retunings out;
  const auto judged = learning::judged_by(engine, shifts, learning::labels_of(traffic, now));
  for (const auto& [locale, answers] : judged) out[locale] = knowledge::retune(answers);
  return out;
}

Retunings retuning_of(const knowledge::Engine& engine, const std::string& data) {
  TrafficShelf shelf(data);
  const auto newest = shelf.newest();
  if (!newest) return {};
  const auto from = *newest - std::chrono::hours(24) * learning_days;
  shelf.refresh(from);
  return retuning_by(engine, shelf.traffic(from), *newest);
}

std::vector<learning::GateLine> gate_lines(const Retunings& now, const Retunings& next) {
  std::vector<learning::GateLine> out;
  for (const auto& [locale, retuned] : now) {
    const auto found = next.find(locale);
    out.push_back({locale, retuned, found == next.end() ? knowledge::Retuning{} : found->second});
  }
  return out;
}

}  // namespace yingda::app
