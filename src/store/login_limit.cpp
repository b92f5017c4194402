#include "store/login_limit.hpp"

#include <algorithm>

namespace yingda::store {

LoginLimit::LoginLimit(int tries_max, TimeSpan window, std::size_t keys_max)
    : tries_max_(tries_max), window_(window), keys_max_(keys_max) {}

bool LoginLimit::begin(const std::string& key, Instant now) {
  if (tries_max_ <= 0) return true;
  if (!windows_.contains(key)) make_room(now);
  Window& window = windows_[key];
  if (window.tries == 0 || now - window.since >= window_) window = {now, 0};
  if (window.tries >= tries_max_) return false;
  ++window.tries;
  return true;
}

void LoginLimit::forget(const std::string& key) { windows_.erase(key); }

void LoginLimit::give_back(const std::string& key) {
  const auto found = windows_.find(key);
  if (found != windows_.end() && found->second.tries > 0) --found->second.tries;
}

void LoginLimit::make_room(Instant now) {
  if (windows_.size() < keys_max_) return;
  std::erase_if(windows_, [&](const auto& entry) { return now - entry.second.since >= window_; });
  if (windows_.size() < keys_max_) return;
  windows_.erase(
      std::ranges::min_element(windows_, {}, [](const auto& entry) { return entry.second.since; }));
}

}  // namespace yingda::store
