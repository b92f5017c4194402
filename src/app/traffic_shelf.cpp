#include "app/traffic_shelf.hpp"

#include <set>

namespace yingda::app {

void TrafficShelf::refresh(Instant from) {
  std::set<std::string> there;
  for (const auto& place : store_.since(from, learning_conversations_max)) {
    there.insert(place.conversation);
    auto& shelved = shelf_[place.conversation];
    if (shelved.step == place.step) continue;
    learning::TrafficReader reader(place.conversation);
    for (const auto& step : store_.steps(place.conversation)) {
      learning::LoggedStep logged{step.step, step.event, {}};
      for (const auto& entry : step.entries) logged.entries.push_back({entry.seq, entry.json});
      // What an older program wrote and nobody can read any more teaches nothing.
      static_cast<void>(reader.take(logged));
      shelved.step = step.step;
    }
    shelved.traffic = reader.traffic();
  }
  std::erase_if(shelf_, [&](const auto& entry) { return !there.contains(entry.first); });
}

std::vector<learning::ConversationTraffic> TrafficShelf::traffic(Instant from) const {
  std::vector<learning::ConversationTraffic> out;
  for (const auto& [conversation, shelved] : shelf_) {
    learning::ConversationTraffic one{shelved.traffic.visitor, {}, {}};
    for (const auto& utterance : shelved.traffic.utterances) {
      if (utterance.at >= from) one.utterances.push_back(utterance);
    }
    for (const auto& touch : shelved.traffic.touches) {
      if (touch.at >= from) one.touches.push_back(touch);
    }
    if (!one.utterances.empty() || !one.touches.empty()) out.push_back(std::move(one));
  }
  return out;
}

std::vector<learning::Utterance> TrafficShelf::utterances(Instant from) const {
  std::vector<learning::Utterance> out;
  for (const auto& [conversation, shelved] : shelf_) {
    for (const auto& utterance : shelved.traffic.utterances) {
      if (utterance.at >= from) out.push_back(utterance);
    }
  }
  return out;
}

}  // namespace yingda::app
