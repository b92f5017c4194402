#include "gateway/older_releases.hpp"

#include "base/limits.hpp"

namespace yingda::gateway {

void OlderReleases::find(const std::string& release, ReleaseSource::Done done) {
  const auto found = in_memory_.find(release);
  if (found != in_memory_.end()) {
    if (auto catalog = found->second.lock()) return done(std::move(catalog));
  }
  auto& waiting = waiting_[release];
  waiting.push_back(std::move(done));
  if (waiting.size() > 1) return;
  source_.fetch(release, [this, release](const Result<CatalogPtr>& got) { fetched(release, got); });
}

void OlderReleases::keep(CatalogPtr release) {
  std::erase_if(in_memory_, [](const auto& item) { return item.second.expired(); });
  in_memory_[release->release] = release;
  kept_.push_back(std::move(release));
  if (kept_.size() > limits::releases_kept) kept_.pop_front();
}

void OlderReleases::fetched(const std::string& release, const Result<CatalogPtr>& catalog) {
  if (catalog) keep(*catalog);
  const auto waiting = std::move(waiting_[release]);
  waiting_.erase(release);
  for (const auto& done : waiting) done(catalog);
}

}  // namespace yingda::gateway
