#include "gateway/timers.hpp"

namespace yingda::gateway {

void Timers::start(const TimerRow& timer) {
  cancel(timer.conversation, timer.key);
  const Key key{timer.conversation, timer.key};
  due_[key] = timer.due;
  by_due_.insert({timer.due, key});
}

void Timers::cancel(const std::string& conversation, const std::string& key) {
  const auto found = due_.find({conversation, key});
  if (found == due_.end()) return;
  by_due_.erase({found->second, found->first});
  due_.erase(found);
}

void Timers::cancel(const std::string& conversation) {
  auto found = due_.lower_bound({conversation, ""});
  while (found != due_.end() && found->first.first == conversation) {
    by_due_.erase({found->second, found->first});
    found = due_.erase(found);
  }
}

std::vector<TimerRow> Timers::take_due(Instant now, std::size_t most) {
  std::vector<TimerRow> taken;
  while (!by_due_.empty() && by_due_.begin()->first <= now && taken.size() < most) {
    const auto [due, key] = *by_due_.begin();
    taken.push_back({key.first, key.second, due});
    by_due_.erase(by_due_.begin());
    due_.erase(key);
  }
  return taken;
}

std::optional<Instant> Timers::next() const {
  if (by_due_.empty()) return std::nullopt;
  return by_due_.begin()->first;
}

}  // namespace yingda::gateway
