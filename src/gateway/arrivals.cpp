#include "gateway/arrivals.hpp"

#include "base/limits.hpp"

namespace yingda::gateway {

bool Arrivals::take(const std::string& place, Instant now) {
  if (rate_ <= 0) return true;
  // Forgetting everybody gives somebody with that many addresses nothing he did not have.
  if (places_.size() >= limits::places_max && !places_.contains(place)) places_.clear();
  return places_.try_emplace(place, rate_, burst_, now).first->second.take(now);
}

TimeSpan Arrivals::wait(const std::string& place) const {
  const auto found = places_.find(place);
  return found == places_.end() ? TimeSpan{0} : found->second.wait();
}

}  // namespace yingda::gateway
